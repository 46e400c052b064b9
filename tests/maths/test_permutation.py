"""An exact test of whether a series follows a secret code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.light_code import draw_codes
from candor.maths.permutation import chip_means, code_gains, fit_code, p_value

CHIPS, CHIP_S, LAGS_S = 40, 0.6, np.arange(0, 3.05, 0.1)
DIRECTION = np.array([1.0, -1.0])


def _series(code, rng, *, gain: float, lag_s: float, fps: float = 8.0, noise: float = 1.0):
    """Two channels that follow a code in opposite ways, with slow drift and noise."""
    at_s = np.arange(-2, CHIPS * CHIP_S + 4, 1 / fps)
    chip = np.floor((at_s - lag_s) / CHIP_S).astype(int)
    shown = np.where((chip >= 0) & (chip < CHIPS), np.asarray(code)[np.clip(chip, 0, CHIPS - 1)], 0)
    drift = np.cumsum(rng.normal(0, 0.1, (len(at_s), 2)), axis=0)
    return at_s, gain * shown[:, None] * DIRECTION + drift + rng.normal(0, noise, (len(at_s), 2))


def _means(at_s, values):
    return chip_means(at_s, values, LAGS_S[:, None] + np.arange(CHIPS) * CHIP_S, CHIP_S)


def _codes(seed: int, others: int = 999):
    return draw_codes(np.random.default_rng(seed), others + 1, CHIPS, 3)


def test_the_p_value_counts_the_true_one_in() -> None:
    assert p_value(3.0, np.array([1.0, 2.0, 2.5])) == 0.25
    assert p_value(1.0, np.array([1.0, 2.0, 2.5])) == 1.0


def test_a_series_that_follows_is_found_with_its_lag_and_gain() -> None:
    codes = _codes(1)
    at_s, values = _series(codes[0], np.random.default_rng(2), gain=1.0, lag_s=1.2)

    fit = fit_code(_means(at_s, values), codes, DIRECTION)

    assert fit.p == 1 / 1000
    assert abs(LAGS_S[fit.lag] - 1.2) <= 0.1
    assert code_gains(_means(at_s, values), codes)[0, fit.lag] == pytest.approx(DIRECTION, abs=0.25)


def test_a_series_that_follows_the_other_way_round_does_not_count() -> None:
    codes = _codes(3)
    at_s, values = _series(-codes[0], np.random.default_rng(4), gain=1.0, lag_s=1.2)

    assert fit_code(_means(at_s, values), codes, DIRECTION).p > 0.01


def test_the_p_value_is_exact_for_series_that_know_nothing_of_the_code() -> None:
    rng = np.random.default_rng(5)
    p = []
    for trial in range(400):
        codes = _codes(trial, others=199)
        at_s, values = _series(codes[0], rng, gain=0.0, lag_s=0.0)
        p.append(fit_code(_means(at_s, values), codes, DIRECTION).p)

    for level in (0.05, 0.25, 0.5):
        share = np.mean(np.array(p) <= level)
        assert abs(share - level) < 4 * np.sqrt(level * (1 - level) / len(p))


def test_chips_without_a_picture_count_for_nothing() -> None:
    codes = _codes(6)
    at_s, values = _series(codes[0], np.random.default_rng(7), gain=1.0, lag_s=0.4)
    gone = (at_s > 5) & (at_s < 9)
    values[gone] = np.nan

    assert fit_code(_means(at_s, values), codes, DIRECTION).p == 1 / 1000


def test_a_series_without_a_single_value_fits_no_code() -> None:
    codes = _codes(8, others=20)
    at_s = np.arange(0, 30, 0.1)

    assert fit_code(_means(at_s, np.full((300, 2), np.nan)), codes, DIRECTION).p == 1.0


@given(st.floats(0.1, 100), st.floats(-50, 50), st.integers(0, 1000))
def test_neither_the_unit_nor_the_level_of_the_series_matters(unit: float, level: float, seed: int) -> None:
    codes = _codes(seed, others=99)
    at_s, values = _series(codes[0], np.random.default_rng(seed), gain=0.3, lag_s=0.7)

    one, other = (fit_code(_means(at_s, v), codes, DIRECTION) for v in (values, unit * values + level))

    assert other.p == pytest.approx(one.p, abs=0.011)
    assert other.z == pytest.approx(one.z, rel=1e-3)
