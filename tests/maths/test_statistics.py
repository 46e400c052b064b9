"""Intervals: published values, coverage, and a bootstrap that sees people instead of comparisons."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.statistics import (
    bootstrap_rate,
    clopper_pearson_interval,
    count_by_person,
    poisson_interval,
    wilson_interval,
)


def test_wilson_interval_of_ten_in_a_hundred_is_the_known_one() -> None:
    found = wilson_interval(10, 100)

    assert (found.low, found.high) == pytest.approx((0.0552, 0.1744), abs=1e-4)


def test_exact_interval_of_ten_in_a_hundred_is_the_known_one() -> None:
    found = clopper_pearson_interval(10, 100)

    assert (found.low, found.high) == pytest.approx((0.0490, 0.1762), abs=1e-4)


def test_no_error_in_three_hundred_supports_about_one_percent() -> None:
    """The rule of three."""
    assert clopper_pearson_interval(0, 300, level=0.9).high == pytest.approx(3 / 300, rel=0.01)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_measured_rate_lies_inside_and_the_ends_are_rates(counts: tuple[int, int]) -> None:
    errors, trials = counts

    for interval in (wilson_interval(errors, trials), clopper_pearson_interval(errors, trials)):
        assert -1e-9 <= interval.low <= errors / trials + 1e-9
        assert errors / trials - 1e-9 <= interval.high <= 1 + 1e-9


def test_without_trials_every_rate_is_possible() -> None:
    assert (wilson_interval(0, 0).low, wilson_interval(0, 0).high) == (0, 1)
    assert (clopper_pearson_interval(0, 0).low, clopper_pearson_interval(0, 0).high) == (0, 1)


def test_more_errors_than_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="trials"):
        wilson_interval(3, 2)
    with pytest.raises(ValueError, match="trials"):
        clopper_pearson_interval(-1, 2)


def _comparisons(people: int, each: int, bad_people: int) -> tuple[np.ndarray, np.ndarray]:
    person = np.repeat(np.arange(people), each)
    return person < bad_people, person


def test_the_rate_of_gathered_comparisons_is_the_plain_rate() -> None:
    wrong, person = _comparisons(20, 10, 5)

    counts = count_by_person(wrong, person, person[::-1])

    assert counts.rate == pytest.approx(wrong.mean())
    assert counts.trials.sum() == 200


def test_many_comparisons_of_few_people_make_a_wide_interval() -> None:
    wrong, person = _comparisons(20, 100, 5)

    by_person = bootstrap_rate(count_by_person(wrong, person, person), np.random.default_rng(1))
    by_comparison = wilson_interval(int(wrong.sum()), len(wrong))

    assert by_person.high - by_person.low > 3 * (by_comparison.high - by_comparison.low)
    assert by_person.low < 0.25 < by_person.high


def test_interval_of_independent_people_agrees_with_the_formula() -> None:
    wrong, person = _comparisons(400, 1, 80)

    found = bootstrap_rate(count_by_person(wrong, person, person), np.random.default_rng(2), rounds=4000)

    expected = wilson_interval(80, 400)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.01)


def test_pairs_of_people_are_counted_once_whichever_comes_first() -> None:
    wrong = np.array([True, False])

    counts = count_by_person(wrong, np.array([3, 8]), np.array([8, 3]))

    assert counts.trials.tolist() == [[0, 2], [0, 0]]
    assert counts.errors.sum() == 1


def test_without_errors_the_upper_end_counts_people_not_comparisons() -> None:
    wrong, person = _comparisons(30, 1000, 0)

    found = bootstrap_rate(count_by_person(wrong, person, person), np.random.default_rng(3))

    assert found.low == 0
    assert found.high == pytest.approx(clopper_pearson_interval(0, 30).high)


def test_without_comparisons_every_rate_is_possible() -> None:
    nothing = np.array([], dtype=np.intp)
    counts = count_by_person(nothing.astype(bool), nothing, nothing)

    found = bootstrap_rate(counts, np.random.default_rng(0))

    assert (found.low, found.high) == (0, 1)
    assert math.isnan(counts.rate)


def test_errors_only_leave_a_lower_end_that_so_few_people_can_show() -> None:
    counts = count_by_person(np.ones(5, np.bool_), np.arange(5), np.arange(5))

    interval = bootstrap_rate(counts, np.random.default_rng(0))

    assert interval.high == 1.0
    assert interval.low == pytest.approx(0.478, abs=0.001)


def test_the_interval_of_counted_events_is_garwoods() -> None:
    assert poisson_interval(0) == pytest.approx((0.0, 3.6889), abs=1e-4)
    assert poisson_interval(10) == pytest.approx((4.7954, 18.3904), abs=1e-4)


@given(st.integers(0, 500))
def test_the_interval_of_counted_events_holds_the_count(events: int) -> None:
    low, high = poisson_interval(events)

    assert low <= events < high


def test_events_cannot_be_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="-1"):
        poisson_interval(-1)
