"""An exact test of whether a series follows a secret code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.light_code import draw_codes
from candor.maths.permutation import chip_means, fit_code, gain_of, p_value, without_drift

CHIPS, CHIP_S, LAGS_S, WIDTH = 40, 0.6, np.arange(0, 3.05, 0.1), 2.5


def _series(code, rng, *, gain: float, lag_s: float, fps: float = 8.0, noise: float = 1.0):
    """A series that follows a code, with slow drift and noise."""
    at_s = np.arange(-2, CHIPS * CHIP_S + 4, 1 / fps)
    chip = np.floor((at_s - lag_s) / CHIP_S + 1e-9).astype(int)
    shown = np.where((chip >= 0) & (chip < CHIPS), np.asarray(code)[np.clip(chip, 0, CHIPS - 1)], 0)
    drift = np.cumsum(rng.normal(0, 0.1, len(at_s)))
    return at_s, gain * shown + drift + rng.normal(0, noise, len(at_s))


def _means(at_s, values):
    return chip_means(at_s, values, LAGS_S[:, None] + np.arange(CHIPS) * CHIP_S, CHIP_S)


def _codes(seed: int, others: int = 999):
    return draw_codes(np.random.default_rng(seed), others + 1, CHIPS, 3)


def test_the_p_value_counts_the_true_one_in() -> None:
    assert p_value(3.0, np.array([1.0, 2.0, 2.5])) == 0.25
    assert p_value(1.0, np.array([1.0, 2.0, 2.5])) == 1.0


def test_a_series_that_follows_is_found_with_its_lag_and_gain() -> None:
    codes = _codes(1)
    means = _means(*_series(codes[0], np.random.default_rng(2), gain=1.0, lag_s=1.2))

    fit = fit_code(means, codes, WIDTH)

    assert fit.p == 1 / 1000
    assert abs(LAGS_S[fit.lag] - 1.2) <= 0.1
    gain = gain_of(means[fit.lag], codes[0], WIDTH)
    assert abs(gain.value - 1.0) < 3 * gain.error < 0.4


def test_a_series_without_noise_follows_perfectly() -> None:
    codes = _codes(11)
    means = _means(*_series(codes[0], np.random.default_rng(2), gain=1.0, lag_s=0.0, noise=0.0))

    assert fit_code(means, codes, WIDTH).correlation > 0.95


def test_a_series_that_follows_the_other_way_round_does_not_count() -> None:
    codes = _codes(3)

    means = _means(*_series(-codes[0], np.random.default_rng(4), gain=1.0, lag_s=1.2))

    assert fit_code(means, codes, WIDTH).p > 0.01
    assert gain_of(means[12], codes[0], WIDTH).value < -0.7


def test_the_p_value_is_exact_for_series_that_know_nothing_of_the_code() -> None:
    rng = np.random.default_rng(5)
    p: list[float] = []
    for trial in range(400):
        codes = _codes(trial, others=199)
        means = _means(*_series(codes[0], rng, gain=0.0, lag_s=0.0))
        p.append(fit_code(means, codes, WIDTH).p)

    for level in (0.05, 0.25, 0.5):
        share = np.mean(np.array(p) <= level)
        assert abs(share - level) < 4 * np.sqrt(level * (1 - level) / len(p))


def test_chips_without_a_picture_count_for_nothing() -> None:
    codes = _codes(6)
    at_s, values = _series(codes[0], np.random.default_rng(7), gain=1.0, lag_s=0.4)
    values[(at_s > 5) & (at_s < 9)] = np.nan
    means = _means(at_s, values)

    assert np.isnan(means).any()
    assert fit_code(means, codes, WIDTH).p == 1 / 1000
    assert gain_of(means[4], codes[0], WIDTH).value == pytest.approx(1.0, abs=0.25)


def test_a_series_without_a_single_value_fits_no_code() -> None:
    codes = _codes(8, others=20)
    means = _means(np.arange(0, 30, 0.1), np.full(300, np.nan))

    assert fit_code(means, codes, WIDTH).p == 1.0
    assert gain_of(means[0], codes[0], WIDTH).error == np.inf


def test_drift_is_taken_out_and_fast_changes_stay() -> None:
    ramp, alternating = np.arange(40.0), np.tile([1.0, -1.0], 20)

    assert np.abs(without_drift(ramp, WIDTH)[8:-8]).max() < 0.01
    assert without_drift(alternating, WIDTH)[8:-8] == pytest.approx(alternating[8:-8], abs=0.01)


@given(st.floats(0.1, 100), st.floats(-50, 50), st.integers(0, 1000))
def test_neither_the_unit_nor_the_level_of_the_series_matters(unit: float, level: float, seed: int) -> None:
    codes = _codes(seed, others=99)
    at_s, values = _series(codes[0], np.random.default_rng(seed), gain=0.3, lag_s=0.7)

    one, other = (fit_code(_means(at_s, v), codes, WIDTH) for v in (values, unit * values + level))

    assert other.p == pytest.approx(one.p, abs=0.011)
    assert other.correlation == pytest.approx(one.correlation, abs=1e-6)
