"""How evidence adds up over time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.sequential import correlation_discount, cusum_step, decay, follow, wald_bounds

LLR = st.floats(-20, 20)


def test_the_bounds_are_those_of_the_plan() -> None:
    accept, reject = wald_bounds(miss_rate=0.1, false_alarm_rate=0.001)

    assert (round(accept, 1), round(reject, 1)) == (-2.3, 6.8)


def test_a_test_with_these_bounds_keeps_its_error_rates() -> None:
    rng = np.random.default_rng(7)
    accept, reject = wald_bounds(miss_rate=0.1, false_alarm_rate=0.01)
    # Unit Gaussians at +-0.5: the LLR of x is x.
    paths = np.cumsum(rng.normal(-0.5, 1.0, (4000, 200)), axis=1)
    crossed = np.where((paths <= accept) | (paths >= reject), np.arange(200), 999).argmin(axis=1)
    ends = paths[np.arange(len(paths)), crossed]

    assert (ends >= reject).mean() <= 0.012


@pytest.mark.parametrize(("lag1", "expected"), [(0.0, 1.0), (1 / 3, 0.5), (0.8, 1 / 9), (-0.4, 1.0), (1.0, 0.0)])
def test_the_discount_is_that_of_an_autoregressive_series(lag1: float, expected: float) -> None:
    assert correlation_discount(lag1) == pytest.approx(expected)


@given(LLR, LLR)
def test_evidence_never_leaves_its_bounds(evidence: float, increment: float) -> None:
    assert -2.3 <= cusum_step(evidence, increment, -2.3, 5.0) <= 5.0


@given(LLR, LLR, st.floats(0, 100))
def test_following_stays_between_old_and_new(evidence: float, newest: float, elapsed_s: float) -> None:
    moved = follow(evidence, newest, elapsed_s, 2.0)

    assert min(evidence, newest) - 1e-9 <= moved <= max(evidence, newest) + 1e-9


def test_half_of_the_evidence_is_left_after_a_half_life() -> None:
    assert decay(4.0, 300.0, 300.0) == pytest.approx(2.0)
    assert decay(4.0, -1.0, 300.0) == 4.0
    assert follow(0.0, 1.0, 2.0, 2.0) == pytest.approx(1 - 1 / math.e)
