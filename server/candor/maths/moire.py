"""Is there a wave of colour over the whole picture? The raster of a filmed screen beats with the camera's (moire).

Measured in red minus blue: skin, walls and shadows hardly change colour from pixel to pixel, the stripes of a screen's
red, green and blue do. A tile's score is how far one wave stands out of the waves like it in the log spectrum; upright
and lying waves are left out, for encoders and edges make those. A shirt or a blind fills some tiles, moire the picture.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]

TILE_PX: Final = 64
_PICTURE_TILES, _FACE_TILES = 3, 2
"""Tiles along a side of the picture, and of the face, at most."""
_SLOWEST, _FASTEST = 0.08, 0.47
"""Cycles a pixel: shading below, noise and the encoder above."""
_OFF_AXIS: Final = 1.5 / TILE_PX
_WIDE, _AROUND = 3, 9
"""Side of what the window makes of one wave, and of the patch of the spectrum that it is compared with."""

_FY = np.fft.fftshift(np.fft.fftfreq(TILE_PX))[:, None]
_FX = np.fft.rfftfreq(TILE_PX)[None, :]
_RADIUS = np.hypot(_FY, _FX)
_BAND = (_RADIUS > _SLOWEST) & (_RADIUS < _FASTEST) & (np.abs(_FY) > _OFF_AXIS) & (_FX > _OFF_AXIS)
_HANN = np.hanning(TILE_PX + 1)[:TILE_PX]
_WINDOW = np.outer(_HANN, _HANN).astype(np.float32)
_POWER = float((_WINDOW**2).sum())


def moire(rgb: U8, box_xyxy: NDArray[np.floating]) -> float | None:
    """Return how far one wave of colour stands out in the face and in the picture, natural log of power; the smaller.

    Args:
        rgb: (H, W, 3).
        box_xyxy: (4,) px, of the face.

    Returns:
        About 0.5 to 1.5 in pictures without a raster; None where the face or the picture is smaller than a tile.
    """
    colour = np.asarray(cv2.subtract(rgb[..., 0], rgb[..., 2], dtype=cv2.CV_32F), dtype=np.float32)
    x1, y1, x2, y2 = (float(v) for v in box_xyxy)
    edge = 0.1 * (x2 - x1)
    face = _tiles(colour, (x1 - edge, y1 - edge, x2 + edge, y2 + edge), _FACE_TILES)
    picture = _tiles(colour, (0.0, 0.0, colour.shape[1], colour.shape[0]), _PICTURE_TILES)
    if not len(face) or not len(picture):
        return None
    prominent = prominences(np.concatenate([face, picture]))
    return float(min(np.median(prominent[: len(face)]), np.median(prominent[len(face) :])))


def prominences(tiles: F32) -> F32:
    """Return (n,) how far the strongest wave of each of (n, 64, 64) tiles stands out of its surroundings, log power."""
    flat = (tiles - tiles.mean(axis=(1, 2), keepdims=True)) * _WINDOW
    power = np.fft.fftshift(np.abs(np.fft.rfft2(flat)).astype(np.float32) ** 2 / _POWER, axes=1)
    found = np.empty(len(tiles), dtype=np.float32)
    for i, spectrum in enumerate(power):
        level = np.log1p(np.asarray(cv2.blur(spectrum, (_WIDE, _WIDE)), dtype=np.float32))
        around = np.asarray(cv2.blur(level, (_AROUND, _AROUND)), dtype=np.float32)
        found[i] = (level - around)[_BAND].max()
    return found


def _tiles(plane: F32, box_xyxy: tuple[float, float, float, float], at_most: int) -> F32:
    """Return (n, 64, 64) tiles spread evenly over a box, overlapping by half at most; none where it is too small."""
    height, width = plane.shape
    x1, y1 = max(int(box_xyxy[0]), 0), max(int(box_xyxy[1]), 0)
    x2, y2 = min(int(box_xyxy[2]), width), min(int(box_xyxy[3]), height)
    if min(x2 - x1, y2 - y1) < TILE_PX:
        return np.zeros((0, TILE_PX, TILE_PX), np.float32)
    rows, columns = _starts(y1, y2, at_most), _starts(x1, x2, at_most)
    return np.stack([plane[y : y + TILE_PX, x : x + TILE_PX] for y in rows for x in columns])


def _starts(low: int, high: int, at_most: int) -> list[int]:
    count = min(at_most, 1 + (high - low - TILE_PX) // (TILE_PX // 2))
    return [int(v) for v in np.linspace(low, high - TILE_PX, count)]
