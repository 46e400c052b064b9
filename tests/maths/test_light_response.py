"""From mean colours to a series free of nuisances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.light_response import high_passed, mean_of, steadiest, warmth, without


@given(st.floats(0.2, 1.5), st.lists(st.floats(20, 150), min_size=3, max_size=3))
def test_exposure_does_not_change_warmth(gain: float, rgb: list[float]) -> None:
    colour = np.array(rgb)

    assert warmth(gain * colour, 1, 255) == pytest.approx(warmth(colour, 1, 255), abs=1e-9)


def test_dark_clipped_and_missing_colours_are_left_out() -> None:
    colours = np.array([[100, 90, 80], [5, 90, 80], [252, 90, 80], [np.nan, np.nan, np.nan]])

    assert np.isfinite(warmth(colours, 10, 250)).tolist() == [True, False, False, False]


def test_a_mean_needs_enough_patches() -> None:
    series = np.array([[1.0, 3.0, np.nan], [np.nan, 3.0, np.nan]])

    assert mean_of(series, 2)[0] == 2.0
    assert np.isnan(mean_of(series, 2)[1])
    assert mean_of(series, 1)[1] == 3.0


def test_the_steadiest_patch_is_the_wall_and_not_who_moves_in_front_of_it() -> None:
    rng = np.random.default_rng(1)
    wall, somebody, hardly_seen = 0.1 + 0.001 * rng.normal(size=100), rng.normal(size=100), np.full(100, np.nan)
    hardly_seen[:10] = 0.2

    found = steadiest(np.stack([somebody, wall, hardly_seen], axis=1))

    assert found == pytest.approx(wall)
    assert np.isnan(steadiest(np.full((5, 2), np.nan))).all()


def test_warm_light_is_warmer_than_cool_light() -> None:
    assert warmth(np.array([150.0, 120, 90]), 10, 250) > warmth(np.array([140.0, 120, 100]), 10, 250)


def test_slow_changes_go_and_fast_ones_stay() -> None:
    at_s = np.arange(0, 60, 0.125)
    slow, fast = np.sin(2 * np.pi * 0.03 * at_s), np.sin(2 * np.pi * 0.5 * at_s)
    inside = slice(80, -80)

    left = high_passed(at_s, np.stack([5 + slow, 5 + fast], axis=1), 1.5)[inside]

    assert left[:, 0].std() < 0.06 * slow.std()
    assert left[:, 1].std() == pytest.approx(fast.std(), rel=0.05)


def test_a_gap_stays_a_gap_and_disturbs_nobody() -> None:
    at_s = np.arange(0, 20, 0.1)
    values = np.ones((200, 1))
    values[50:60] = np.nan

    left = high_passed(at_s, values, 1.5)

    assert np.isnan(left[50:60]).all()
    assert np.nanmax(np.abs(left)) < 1e-9


def test_what_follows_a_nuisance_is_taken_out() -> None:
    rng = np.random.default_rng(3)
    nuisances, signal = rng.normal(size=(200, 2)), rng.normal(size=200)

    left = without(signal + nuisances @ np.array([3.0, -2.0]), nuisances)

    assert np.corrcoef(left, signal)[0, 1] > 0.98
    assert abs(left @ nuisances[:, 0]) < 1e-6


def test_too_few_values_for_the_nuisances_leave_nothing() -> None:
    assert np.isnan(without(np.ones(4), np.ones((4, 3)))).all()
