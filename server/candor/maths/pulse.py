"""How fast does the heart beat, by the colour of the skin? Plane-orthogonal-to-skin, for information only.

Source: W. Wang, A. den Brinker, S. Stuijk, G. de Haan, Algorithmic Principles of Remote PPG, IEEE TBME 64(7), 2017,
algorithm 1: windows of 1.6 s, normalised, projected, overlap-added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

RATE_HZ: Final = 20.0
"""The series is resampled evenly to this."""
BAND_HZ: Final = (0.7, 3.0)
_WINDOW_S: Final = 1.6
_PROJECTION: Final = np.array([[0.0, 1.0, -1.0], [-2.0, 1.0, 1.0]])
_NEAR_HZ: Final = 0.15
"""What counts as the same rate, at the rate itself and at its double."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A rate, and how clearly it stands out."""

    bpm: float
    snr_db: float
    """Power at the rate and its double over the rest of the band, decibel."""


def pulse_rate(times_s: F64, rgb: F64) -> Pulse | None:
    """Return the strongest rate of a series of skin colours; None when there is no variation or less than 5 seconds.

    Args:
        times_s: (N,) rising.
        rgb: (N, 3) mean skin colour, 0 to 255.
    """
    if len(times_s) < 2 or times_s[-1] - times_s[0] < 5.0 or rgb.mean(axis=0).min() < 1.0:
        return None
    even_s = np.arange(times_s[0], times_s[-1], 1 / RATE_HZ)
    colours: F64 = np.stack([np.interp(even_s, times_s, rgb[:, channel]) for channel in range(3)], axis=1)
    wave = _projected(colours)
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), n=4096)) ** 2
    rates_hz = np.fft.rfftfreq(4096, 1 / RATE_HZ)
    band = (rates_hz >= BAND_HZ[0]) & (rates_hz <= BAND_HZ[1])
    total = float(spectrum[band].sum())
    if total <= 1e-12:
        return None
    peak_hz = float(rates_hz[band][int(np.argmax(spectrum[band]))])
    near = np.minimum(np.abs(rates_hz - peak_hz), np.abs(rates_hz - 2 * peak_hz)) <= _NEAR_HZ
    signal = float(spectrum[band & near].sum())
    return Pulse(60 * peak_hz, float(10 * np.log10(signal / max(total - signal, 1e-12))))


def _projected(colours: F64) -> F64:
    """Return the overlap-added pulse wave of evenly sampled (N, 3) colours."""
    length = int(_WINDOW_S * RATE_HZ)
    windows = np.lib.stride_tricks.sliding_window_view(colours, length, axis=0)  # (M, 3, length)
    one, other = np.moveaxis(_PROJECTION @ (windows / windows.mean(axis=2, keepdims=True)), 1, 0)
    spread = other.std(axis=1)
    gain = np.where(spread > 1e-9, one.std(axis=1) / np.maximum(spread, 1e-9), 0.0)
    beats = one + gain[:, None] * other
    beats -= beats.mean(axis=1, keepdims=True)
    wave: F64 = np.zeros(len(colours))
    for place in range(length):
        wave[place : place + len(beats)] += beats[:, place]
    return wave
