"""Do a mouth and a voice move together, and how far apart in time? Two irregular series in, one correlation by lag out.

Both are put on one grid, stripped of everything slower and faster than syllables, and correlated where somebody speaks.
The same sound shifted round the circle tells what a voice that does not belong to the mouth would reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

GRID_HZ: Final = 25.0
"""Rate at which both series are compared: syllables have at most 7 Hz, and a lag is found between the grid's points."""
_HALF_FILTER: Final = 25
"""Taps of the band-pass on each side: one second."""
_MIN_OVERLAP: Final = 0.25
"""A lag at which less than this share of the speech meets a visible mouth says nothing."""


@dataclass(frozen=True, slots=True)
class Synchrony:
    """How mouth and voice go together."""

    peak: float
    """Largest weighted correlation within the lags that were looked at, -1 to 1."""
    lag_s: float
    """Where it lies: > 0 means that the voice comes after the mouth."""
    null_mean: float
    """Mean of the peaks that the same voice reaches when shifted far away."""
    null_sd: float
    """Their standard deviation."""


def on_grid(times_s: F64, values: F64, grid_s: F64, max_gap_s: float) -> tuple[F64, F64]:
    """Return a series on a grid, and where it is to be trusted (1) or only bridges a gap (0).

    Args:
        times_s: (N,) rising, N >= 2.
        values: (N,).
        grid_s: (M,) rising.
        max_gap_s: neighbours further apart than this leave a gap.
    """
    after = np.clip(np.searchsorted(times_s, grid_s), 1, len(times_s) - 1)
    is_near = times_s[after] - times_s[after - 1] <= max_gap_s
    is_inside = (grid_s >= times_s[0]) & (grid_s <= times_s[-1])
    return np.interp(grid_s, times_s, values), (is_near & is_inside).astype(np.float64)


def band_passed(values: F64, weights: F64, low_hz: float, high_hz: float) -> F64:
    """Return what of a series on the grid lies between two frequencies, without delay; gaps count as the mean.

    Source: windowed-sinc band-pass, Hamming window.
    """
    k = np.arange(-_HALF_FILTER, _HALF_FILTER + 1)
    high, low = (2 * f / GRID_HZ * np.sinc(2 * f / GRID_HZ * k) for f in (high_hz, low_hz))
    taps = (high - low) * np.hamming(len(k))
    total = weights.sum()
    centred = (values - (values * weights).sum() / total) * weights if total > 0 else np.zeros_like(values)
    return np.convolve(centred, taps, "same")[: len(values)]


def circular_correlation(mouth: F64, mouth_weights: F64, voice: F64, voice_weights: F64) -> F64:
    """Return the weighted Pearson correlation of mouth(t) with voice(t + k) for all k, round the circle.

    Args:
        mouth: (N,), counted where `mouth_weights` says.
        mouth_weights: (N,) 0 or 1.
        voice: (N,).
        voice_weights: (N,) 0 or 1, shifted with the voice.

    Returns:
        (N,) -1 to 1; 0 where too little of both meets.
    """
    n = len(mouth)

    def meet(x: F64, y: F64) -> F64:
        """Sum over t of x(t) y(t + k)."""
        return np.fft.irfft(np.conj(np.fft.rfft(x)) * np.fft.rfft(y), n)

    m, v = mouth * mouth_weights, voice * voice_weights
    count = np.maximum(meet(mouth_weights, voice_weights), 1e-9)
    sum_m, sum_v = meet(m, voice_weights), meet(mouth_weights, v)
    covariance = meet(m, v) - sum_m * sum_v / count
    spread_m = meet(m * mouth, voice_weights) - sum_m**2 / count
    spread_v = meet(mouth_weights, v * voice) - sum_v**2 / count
    scale = np.sqrt(np.maximum(spread_m, 0) * np.maximum(spread_v, 0))
    is_enough = (count >= _MIN_OVERLAP * min(mouth_weights.sum(), voice_weights.sum())) & (count >= 2) & (scale > 1e-9)
    return np.clip(np.where(is_enough, covariance / np.where(is_enough, scale, 1.0), 0.0), -1.0, 1.0)


def synchrony(correlation: F64, max_lag_s: float) -> Synchrony | None:
    """Return peak and lag within +-`max_lag_s`, and what the voice reaches when shifted; None when too short.

    Args:
        correlation: as `circular_correlation` gives it; at least six times `max_lag_s` long, or there is no null.
        max_lag_s: lags looked at, on both sides.
    """
    n, reach = len(correlation), round(max_lag_s * GRID_HZ)
    lags = np.arange(-reach, reach + 1)
    centres = np.arange(2 * reach, n - 2 * reach + 1, max(1, reach))
    if len(centres) < 3:
        return None
    near = correlation[lags % n]
    nulls = np.array([correlation[(centre + lags) % n].max() for centre in centres])
    best = int(np.argmax(near))
    lag = lags[best] + _vertex(near, best)
    return Synchrony(float(near[best]), float(lag / GRID_HZ), float(nulls.mean()), float(nulls.std()))


def _vertex(values: F64, at: int) -> float:
    """Return how far beside a grid point the parabola through it and its neighbours has its top, -0.5 to 0.5."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, here, after = values[at - 1 : at + 2]
    bend = before - 2 * here + after
    return float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5)) if bend < 0 else 0.0
