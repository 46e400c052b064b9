"""Thresholds and the errors they make."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.detection_error import (
    area_under_curve,
    equal_error_rate,
    error_trade_off,
    false_match_rate,
    false_non_match_rate,
    threshold_at_fmr,
    threshold_at_fnmr,
)

scores = st.lists(st.floats(-10, 10), min_size=1, max_size=60).map(np.array)


def test_rates_of_a_hand_counted_example() -> None:
    mated, non_mated = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.5, 2.0, 2.5])

    assert false_match_rate(non_mated, 2.0) == 0.5
    assert false_non_match_rate(mated, 2.0) == 0.25


@given(scores, st.floats(0, 1))
def test_the_threshold_keeps_its_promise(values: np.ndarray, target: float) -> None:
    assert false_match_rate(values, threshold_at_fmr(values, target)) <= target + 1e-9
    assert false_non_match_rate(values, threshold_at_fnmr(values, target)) <= target + 1e-9


def test_the_threshold_is_no_stricter_than_it_must_be() -> None:
    values = np.arange(1000, dtype=float)

    assert false_match_rate(values, threshold_at_fmr(values, 0.01)) == 0.01
    assert false_non_match_rate(values, threshold_at_fnmr(values, 0.01)) == 0.01


def test_ties_at_the_threshold_all_count() -> None:
    values = np.array([1.0, 1.0, 1.0, 0.0])

    assert false_match_rate(values, threshold_at_fmr(values, 0.5)) == 0.0


def test_equal_error_rate_of_two_gaussians_is_the_known_one() -> None:
    rng = np.random.default_rng(3)

    found = equal_error_rate(rng.normal(2, 1, 40_000), rng.normal(0, 1, 40_000))

    assert found == pytest.approx(0.1587, abs=0.005)


def test_separated_classes_have_no_error() -> None:
    assert equal_error_rate(np.array([5.0, 6.0]), np.array([1.0, 2.0])) == 0.0


def test_without_comparisons_a_rate_is_no_number() -> None:
    assert math.isnan(false_match_rate(np.array([]), 0))
    assert math.isnan(false_non_match_rate(np.array([]), 0))


@pytest.mark.parametrize(("values", "target"), [(np.array([]), 0.1), (np.array([1.0]), 1.5), (np.array([1.0]), -0.1)])
def test_no_scores_or_no_rate_is_refused(values: np.ndarray, target: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        threshold_at_fmr(values, target)
    with pytest.raises(ValueError, match="rate"):
        threshold_at_fnmr(values, target)


def test_an_equal_error_rate_needs_both_classes() -> None:
    with pytest.raises(ValueError, match="class"):
        equal_error_rate(np.array([]), np.array([1.0]))


def test_the_area_under_the_curve_counts_pairs_in_order() -> None:
    assert area_under_curve(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == 1.0
    assert area_under_curve(np.array([1.0]), np.array([1.0, 1.0])) == 0.5
    assert area_under_curve(np.array([1.0, 2.0]), np.array([1.5, 0.0])) == 0.75
    with pytest.raises(ValueError):
        area_under_curve(np.array([]), np.array([1.0]))


def test_the_trade_off_runs_from_everything_to_nothing_and_passes_the_equal_error_rate() -> None:
    rng = np.random.default_rng(0)
    positive, negative = rng.normal(1, 1, 400), rng.normal(-1, 1, 400)

    false_positive, false_negative = error_trade_off(positive, negative)

    assert (false_positive[0], false_negative[0]) == (1.0, 0.0)
    assert (false_positive[-1], false_negative[-1]) == (0.0, 1.0)
    assert (np.diff(false_positive) <= 0).all()
    assert (np.diff(false_negative) >= 0).all()
    nearest = int(np.argmin(np.abs(false_positive - false_negative)))
    assert false_positive[nearest] == pytest.approx(equal_error_rate(positive, negative), abs=0.01)
