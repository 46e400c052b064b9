"""Comparisons sorted into mated and non-mated, by group, and their rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.evaluation.comparisons import ACROSS, Comparisons, measured_rate, split_comparisons
from candor.evaluation.face_folders import Faces


def _faces(person: list[int], group: list[int]) -> Faces:
    groups = ("pool", "apart")[: max(group) + 1]
    return Faces("toy", np.zeros((len(person), 2), np.float32), np.array(person), np.array(group), groups)


def test_every_pair_is_counted_once_in_its_place() -> None:
    faces = _faces([0, 0, 1, 2, 2], [0, 0, 0, 1, 1])
    scores = np.arange(25, dtype=float).reshape(5, 5)

    split = split_comparisons(scores, faces)

    assert split.mated["pool"].scores.tolist() == [1]
    assert split.mated["apart"].scores.tolist() == [19]
    assert split.non_mated["pool"].scores.tolist() == [2, 7]
    assert len(split.non_mated["apart"]) == 0
    assert split.non_mated[ACROSS].scores.tolist() == [3, 4, 8, 9, 13, 14]


def test_what_was_never_compared_is_left_out() -> None:
    scores = np.full((3, 3), np.nan)
    scores[0, 1] = 5.0

    split = split_comparisons(scores, _faces([0, 0, 1], [0, 0, 0]))

    assert split.mated["pool"].scores.tolist() == [5.0]
    assert len(split.non_mated["pool"]) == 0
    assert ACROSS not in split.non_mated


@given(st.lists(st.integers(0, 4), min_size=2, max_size=12))
def test_no_comparison_is_lost(person: list[int]) -> None:
    group = [p % 2 for p in person]
    faces = Faces("toy", np.zeros((len(person), 2), np.float32), np.array(person), np.array(group), ("even", "odd"))

    split = split_comparisons(np.zeros((len(person), len(person))), faces)

    total = sum(len(c) for side in (split.mated, split.non_mated) for c in side.values())
    assert total == len(person) * (len(person) - 1) // 2


def test_each_first_person_weighs_alike() -> None:
    comparisons = Comparisons(np.zeros(4), np.array([7, 7, 7, 9]), np.array([7, 7, 7, 9]))

    weights = comparisons.person_weights()

    assert weights.sum() == pytest.approx(1)
    assert weights[:3].sum() == pytest.approx(weights[3])


def test_a_rate_knows_comparisons_people_and_interval() -> None:
    person = np.repeat(np.arange(20), 5)
    rate = measured_rate(Comparisons(np.zeros(100), person, person), person < 4, np.random.default_rng(1))

    assert (rate.rate, rate.errors, rate.n, rate.people) == (0.2, 20, 100, 20)
    assert 0.0 < rate.interval.low < 0.2 < rate.interval.high < 0.5
