"""A mouth and a voice that we make: what belongs together is found, with its lag; what does not is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.synchrony import GRID_HZ, band_passed, circular_correlation, on_grid, synchrony

N = 750
"""Thirty seconds."""


def syllables(seed: int, n: int = N) -> np.ndarray:
    """Something that rises and falls as a voice does: noise between 1 and 7 Hz."""
    noise = np.random.default_rng(seed).normal(size=n)
    return band_passed(noise, np.ones(n), 1.0, 7.0)


def found(mouth: np.ndarray, voice: np.ndarray, weights: np.ndarray | None = None):
    weights = np.ones(len(mouth)) if weights is None else weights
    return synchrony(circular_correlation(mouth, np.ones(len(mouth)), voice, weights), 1.0)


@pytest.mark.parametrize("lag_s", [0.0, 0.2, -0.44, 0.8])
def test_finds_the_lag_of_a_voice_that_belongs_to_the_mouth(lag_s: float) -> None:
    mouth = syllables(1)
    noise = 0.8 * mouth.std() * np.random.default_rng(2).normal(size=N)
    result = found(mouth, np.roll(mouth, round(lag_s * GRID_HZ)) + noise)

    assert result is not None
    assert result.lag_s == pytest.approx(lag_s, abs=0.02)
    assert result.peak > result.null_mean + 5 * result.null_sd


def test_finds_a_lag_between_the_points_of_the_grid() -> None:
    times_s = np.arange(N) / GRID_HZ
    wave = sum(np.sin(2 * np.pi * f * times_s + f) for f in (1.3, 2.1, 3.7))
    late = sum(np.sin(2 * np.pi * f * (times_s - 0.11) + f) for f in (1.3, 2.1, 3.7))
    result = found(np.asarray(wave), np.asarray(late))

    assert result is not None
    assert result.lag_s == pytest.approx(0.11, abs=0.005)


@pytest.mark.parametrize("seed", range(5))
def test_another_voice_reaches_no_more_than_chance(seed: int) -> None:
    result = found(syllables(seed), syllables(seed + 100))

    assert result is not None
    assert result.peak < result.null_mean + 4 * max(result.null_sd, 0.02)
    assert result.peak < 0.35


def test_only_what_is_spoken_counts() -> None:
    mouth, weights = syllables(3), np.zeros(N)
    weights[200:500] = 1
    voice = np.where(weights > 0, mouth, 50 * syllables(4))
    result = found(mouth, voice, weights)

    assert result is not None
    assert result.peak > 0.99


@given(scale=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_loudness_and_distance_do_not_matter(scale: float, shift: float) -> None:
    mouth, voice = syllables(5), syllables(5) + syllables(6)
    plain = circular_correlation(mouth, np.ones(N), voice, np.ones(N))
    other = circular_correlation(mouth, np.ones(N), scale * voice + shift, np.ones(N))

    np.testing.assert_allclose(plain, other, atol=1e-4)
    assert np.abs(plain).max() <= 1


def test_the_correlation_is_that_of_pearson() -> None:
    mouth, voice = syllables(7), syllables(8)
    correlation = circular_correlation(mouth, np.ones(N), voice, np.ones(N))

    assert correlation[0] == pytest.approx(np.corrcoef(mouth, voice)[0, 1])
    assert correlation[10] == pytest.approx(np.corrcoef(mouth, np.roll(voice, -10))[0, 1])


@pytest.mark.parametrize("broken", [np.zeros(N), np.full(N, 3.0)])
def test_a_still_mouth_goes_with_nothing(broken: np.ndarray) -> None:
    result = found(broken, syllables(9))

    assert result is not None
    assert result.peak == 0.0


def test_too_short_a_stretch_has_no_null() -> None:
    assert found(syllables(1, 100), syllables(1, 100)) is None
    assert circular_correlation(*(np.zeros(10),) * 4).tolist() == [0.0] * 10


def test_the_band_keeps_syllables_and_drops_what_is_slower_and_faster() -> None:
    times_s = np.arange(N) / GRID_HZ
    inside = slice(50, -50)
    levels = {f: band_passed(np.sin(2 * np.pi * f * times_s), np.ones(N), 1.0, 7.0)[inside].std() for f in (0.2, 4, 11)}

    assert levels[4] == pytest.approx(np.sqrt(0.5), rel=0.05)
    assert levels[0.2] < 0.06
    assert levels[11] < 0.01


def test_gaps_are_bridged_but_not_trusted() -> None:
    times_s = np.array([0.0, 0.1, 0.2, 1.2, 1.3])
    values, weights = on_grid(times_s, times_s * 2, np.array([-0.5, 0.05, 0.7, 1.25, 2.0]), 0.3)

    np.testing.assert_allclose(values, [0.0, 0.1, 1.4, 2.5, 2.6])
    np.testing.assert_array_equal(weights, [0, 1, 0, 1, 0])
