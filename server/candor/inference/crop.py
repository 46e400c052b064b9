"""How is a region of a picture cut out, turned upright and scaled for a model, and how do its points come back?

Shared by the models of this folder. A region of interest is a square, perhaps turned; an affine maps picture px to
crop px.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
RGB = NDArray[np.uint8]

MIRROR = np.array([[-1.0, 0.0], [0.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Roi:
    """A turned square: centre (px), side (px), and the angle (rad, clockwise in the picture) of its x axis."""

    centre_x: float
    centre_y: float
    side: float
    angle_rad: float = 0.0

    def to_crop(self, crop_px: int, *, mirrored: bool = False) -> F64:
        """Return the (2, 3) affine from picture px to the px of a square crop of `crop_px`; continuous coordinates."""
        scale = crop_px / self.side
        cos, sin = np.cos(self.angle_rad) * scale, np.sin(self.angle_rad) * scale
        turn = np.array([[cos, sin], [-sin, cos]])
        if mirrored:
            turn = MIRROR @ turn
        shift = crop_px / 2 - turn @ np.array([self.centre_x, self.centre_y])
        return np.column_stack([turn, shift])


def warp(rgb: RGB, to_crop: F64, crop_px: int, *, fill: int = 0) -> RGB:
    """Cut a square crop, bilinear; what lies outside the picture is `fill`.

    Args:
        rgb: (H, W, 3) uint8.
        to_crop: (2, 3) affine, picture px to crop px, both continuous (the centre of the first pixel is 0.5, 0.5).
        crop_px: side of the crop.
        fill: grey level outside.

    Returns:
        (crop_px, crop_px, 3) uint8.
    """
    index_affine = to_crop.copy()
    index_affine[:, 2] += to_crop[:, :2] @ (0.5, 0.5) - 0.5  # cv2 counts from the centre of the first pixel
    border = (fill, fill, fill)
    warped = cv2.warpAffine(rgb, index_affine, (crop_px, crop_px), flags=cv2.INTER_LINEAR, borderValue=border)
    return warped.astype(np.uint8, copy=False)


def warp_smooth(rgb: RGB, to_crop: F64, crop_px: int) -> RGB:
    """Cut a crop like `warp`, but average first where the picture is more than twice as fine as the crop.

    Bilinear sampling alone would skip pixels there and turn fine texture into noise; dlib and ArcFace pipelines use an
    image pyramid for the same reason.
    """
    shrink = int(1.0 / np.sqrt(abs(np.linalg.det(to_crop[:, :2]))))
    if shrink < 2:
        return warp(rgb, to_crop, crop_px)
    left, top, right, bottom = _footprint(to_crop, crop_px, rgb.shape[1], rgb.shape[0], 2 * shrink)
    region = rgb[top:bottom, left:right]
    if region.shape[0] < shrink or region.shape[1] < shrink:
        return warp(rgb, to_crop, crop_px)
    width, height = region.shape[1] // shrink, region.shape[0] // shrink
    small = cv2.resize(region[: height * shrink, : width * shrink], (width, height), interpolation=cv2.INTER_AREA)
    from_small = to_crop.copy()
    from_small[:, 2] += to_crop[:, :2] @ (left, top)
    from_small[:, :2] *= shrink
    return warp(small.astype(np.uint8, copy=False), from_small, crop_px)


def _footprint(to_crop: F64, crop_px: int, width: int, height: int, margin: int) -> tuple[int, int, int, int]:
    """Return the picture's rectangle (left, top, right, bottom, px) that the crop looks at, with a margin, clipped."""
    corners = np.array([[0, 0], [crop_px, 0], [0, crop_px], [crop_px, crop_px]], dtype=np.float64)
    seen = map_points(corners, invert(to_crop))
    low = np.clip(np.floor(seen.min(axis=0)) - margin, 0, (width, height)).astype(int)
    high = np.clip(np.ceil(seen.max(axis=0)) + margin, 0, (width, height)).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def invert(affine: F64) -> F64:
    """Return the (2, 3) inverse of a (2, 3) affine."""
    linear = np.linalg.inv(affine[:, :2]).astype(np.float64)
    return np.column_stack([linear, -linear @ affine[:, 2]])


def map_points(points_xy: NDArray[np.floating], affine: F64) -> F64:
    """Return (N, 2) points after a (2, 3) affine."""
    return points_xy.astype(np.float64) @ affine[:, :2].T + affine[:, 2]


def similarity(source_xy: NDArray[np.floating], target_xy: NDArray[np.floating]) -> F64:
    """Return the (2, 3) rotation, scale and shift that brings `source_xy` closest to `target_xy` in least squares.

    Args:
        source_xy: (N, 2), N >= 2, not all the same point.
        target_xy: (N, 2).

    Source: Umeyama 1991, for two dimensions and without reflection.
    """
    source, target = source_xy.astype(np.float64), target_xy.astype(np.float64)
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    source, target = source - source_mean, target - target_mean
    spread = max(float((source**2).sum()), 1e-12)
    cos = float((source * target).sum()) / spread
    sin = float((source[:, 0] * target[:, 1] - source[:, 1] * target[:, 0]).sum()) / spread
    turn = np.array([[cos, -sin], [sin, cos]])
    return np.column_stack([turn, target_mean - turn @ source_mean])
