"""How loud is a voice, stretch by stretch? The level of a band of frequencies."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

FLOOR_DB: Final = -100.0
"""Digital silence; a 16 bit sample steps by -90 dB."""


def band_level_db(hops: F32, rate_hz: int, low_hz: float, high_hz: float) -> F32:
    """Return the RMS of a band of each stretch, in dB relative to full scale: a full-scale sine gives -3.

    Args:
        hops: (N, n) float32, -1 to 1; each row is looked at alone, under a Hann window.
        rate_hz: samples per second.
        low_hz: lower end of the band.
        high_hz: upper end of the band.

    Returns:
        (N,) float32, FLOOR_DB at least.

    Source: Parseval's theorem; band after reference/signals.md B15.
    """
    n = hops.shape[1]
    window = np.hanning(n + 2)[1:-1]
    power = np.abs(np.fft.rfft(hops * window, axis=1)) ** 2
    frequencies_hz = np.fft.rfftfreq(n, 1 / rate_hz)
    is_inside = (frequencies_hz >= low_hz) & (frequencies_hz <= high_hz)
    mean_square = 2 * power[:, is_inside].sum(axis=1) / (n * np.square(window).sum())
    return np.maximum(10 * np.log10(np.maximum(mean_square, 1e-20)), FLOOR_DB).astype(np.float32)
