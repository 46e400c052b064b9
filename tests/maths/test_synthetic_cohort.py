"""A crowd that contains nobody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.synthetic_cohort import draw_cohort, find_crowds, shrunk_covariance


def _group(seed: int, n: int, centre: float = 0.0, spread: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(centre, spread, (n, 8))


def test_the_drawn_crowd_has_the_groups_centre_and_spread() -> None:
    cohort = draw_cohort([_group(1, 4000), _group(2, 50, 5.0, 0.5)], [3000, 3000], 0.5, np.random.default_rng(3))

    assert cohort.shape == (6000, 8)
    assert cohort.dtype == np.float16
    assert cohort[:3000].astype(float).mean() == pytest.approx(0.0, abs=0.05)
    assert cohort[3000:].astype(float).mean() == pytest.approx(5.0, abs=0.15)
    assert cohort[3000:].astype(float).std(axis=0).mean() == pytest.approx(0.5, abs=0.1)


def test_the_same_seed_draws_the_same_crowd() -> None:
    groups = [_group(1, 100), _group(2, 20)]

    first, second = (draw_cohort(groups, [50, 50], 0.5, np.random.default_rng(9)) for _ in range(2))

    assert (first == second).all()


def test_no_point_of_the_crowd_is_a_person_that_went_in() -> None:
    people = _group(1, 200)

    cohort = draw_cohort([people], [500], 0.5, np.random.default_rng(1)).astype(float)

    assert np.abs(cohort[:, None] - people[None]).max(axis=2).min() > 1e-2


@given(shrinkage=st.floats(0, 1))
def test_shrinking_keeps_the_total_spread_of_the_group(shrinkage: float) -> None:
    group, pooled = _group(4, 12, spread=0.3), np.cov(_group(5, 300).T)

    shrunk = shrunk_covariance(group, pooled, shrinkage)

    assert np.trace(shrunk) == pytest.approx(np.trace(np.cov(group.T)))
    assert np.linalg.eigvalsh(shrunk).min() >= -1e-9


def test_two_identical_people_make_a_point_and_no_error() -> None:
    cohort = draw_cohort([_group(1, 10), np.ones((2, 8))], [5, 5], 0.5, np.random.default_rng(1))

    assert (cohort[5:] == 1).all()


@pytest.mark.parametrize(("groups", "sizes"), [([], []), ([np.ones((1, 8))], [3]), ([np.ones((4, 8))], [3, 3])])
def test_groups_that_are_too_small_or_do_not_fit_are_refused(groups: list[np.ndarray], sizes: list[int]) -> None:
    with pytest.raises(ValueError, match="every group"):
        draw_cohort(groups, sizes, 0.5, np.random.default_rng(0))


def test_crowds_that_lie_apart_are_found() -> None:
    people = np.concatenate([_group(1, 30), _group(2, 20, 9.0), _group(3, 10, -9.0)])

    found = find_crowds(people, 3, np.random.default_rng(1))

    assert sorted(np.bincount(found)) == [10, 20, 30]
    assert len(set(found[:30])) == len(set(found[30:50])) == 1


@given(crowds=st.integers(1, 9), people=st.integers(1, 12), seed=st.integers(0, 99))
def test_everybody_belongs_to_one_crowd(crowds: int, people: int, seed: int) -> None:
    found = find_crowds(_group(seed, people), crowds, np.random.default_rng(seed))

    assert found.shape == (people,)
    assert ((found >= 0) & (found < crowds)).all()


def test_identical_people_are_one_crowd() -> None:
    assert set(find_crowds(np.ones((5, 8)), 3, np.random.default_rng(0))) == {0}
