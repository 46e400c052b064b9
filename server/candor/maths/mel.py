"""What does a stretch of sound look like in bands as wide as the ear's? The mel spectrogram that voice networks read.

Ported in meaning from librosa 0.8 (ISC): `feature.melspectrogram` with a Hann window, centred frames, reflected ends,
power 2, and Slaney's scale and normalisation; read, not copied.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_LINEAR_HZ: Final = 200.0 / 3
"""Hz per mel below the break."""
_BREAK_HZ: Final = 1000.0
_LOG_STEP: Final = np.log(6.4) / 27.0
"""Above the break 27 mels are a factor of 6.4. Source: Slaney, Auditory Toolbox 1998, through librosa.hz_to_mel."""


def mel_spectrogram(sound: F32, rate_hz: int, *, window: int, hop: int, bands: int) -> F32:
    """Return the power in mel bands.

    Args:
        sound: (n,) float32, -1 to 1, longer than half a window.
        rate_hz: samples per second.
        window: samples of one frame.
        hop: samples from frame to frame.
        bands: from 0 Hz to half the rate.

    Returns:
        (1 + n // hop, bands) float32.
    """
    padded = np.pad(sound.astype(np.float64), window // 2, "reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    taper = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window) / window)
    power = np.abs(np.fft.rfft(frames * taper, axis=1)) ** 2
    return (power @ _filters(rate_hz, window, bands).T).astype(np.float32)


def hz_to_mel(hz: F64) -> F64:
    """Return frequencies on Slaney's mel scale: linear up to 1 kHz, logarithmic above."""
    log_part = _BREAK_HZ / _LINEAR_HZ + np.log(np.maximum(hz, 1e-9) / _BREAK_HZ) / _LOG_STEP
    return np.where(hz < _BREAK_HZ, hz / _LINEAR_HZ, log_part)


def mel_to_hz(mel: F64) -> F64:
    """Return the frequencies of mels; the inverse of `hz_to_mel`."""
    at_break = _BREAK_HZ / _LINEAR_HZ
    return np.where(mel < at_break, mel * _LINEAR_HZ, _BREAK_HZ * np.exp(_LOG_STEP * (mel - at_break)))


@cache
def _filters(rate_hz: int, window: int, bands: int) -> F64:
    """Return (bands, window // 2 + 1) triangles of equal area."""
    edges = np.linspace(0.0, float(hz_to_mel(np.array(rate_hz / 2.0))), bands + 2)
    corners_hz = mel_to_hz(edges)
    bins_hz = np.fft.rfftfreq(window, 1 / rate_hz)
    widths = np.diff(corners_hz)
    slopes = corners_hz[:, None] - bins_hz[None]
    rising, falling = -slopes[:-2] / widths[:-1, None], slopes[2:] / widths[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return triangles * (2.0 / (corners_hz[2:] - corners_hz[:-2]))[:, None]
