"""Pixel operations of the demo with exact types: OpenCV's stubs promise less than the library keeps."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
Numbers = NDArray[np.integer[Any] | np.floating[Any]]
"""Whatever arithmetic and OpenCV give."""


def blurred(image: Numbers, sigma_px: float) -> F32:
    """Return a float picture or mask after a Gaussian of `sigma_px`; the shape stays."""
    return np.asarray(cv2.GaussianBlur(image.astype(np.float32), (0, 0), sigma_px), dtype=np.float32)


def looked_up(image: Numbers, x: Numbers, y: Numbers) -> F32:
    """Return a float picture or mask sampled at (x, y) px, bilinear; outside, its border goes on."""
    return np.asarray(_remapped(image, x, y), dtype=np.float32)


def looked_up_rgb(image: RGB, x: Numbers, y: Numbers) -> RGB:
    """Return an RGB picture sampled at (x, y) px, bilinear; outside, its border goes on."""
    return np.asarray(_remapped(image, x, y), dtype=np.uint8)


def resized(image: Numbers, size_px: tuple[int, int]) -> F32:
    """Return a float picture at another (width, height), bilinear."""
    return np.asarray(cv2.resize(image, size_px, interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def grid(rows: slice, columns: slice) -> tuple[F32, F32]:
    """Return the y and x of each pixel of a part of a picture."""
    y, x = np.mgrid[rows, columns]
    return np.asarray(y, dtype=np.float32), np.asarray(x, dtype=np.float32)


def mirrored(image: F32) -> F32:
    """Return a float picture with left and right exchanged."""
    return np.ascontiguousarray(image[:, ::-1])


def mirrored_rgb(image: RGB) -> RGB:
    """Return an RGB picture with left and right exchanged."""
    return np.ascontiguousarray(image[:, ::-1])


def _remapped(image: Numbers, x: Numbers, y: Numbers) -> Numbers:
    to_x, to_y = x.astype(np.float32), y.astype(np.float32)
    return cv2.remap(image, to_x, to_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
