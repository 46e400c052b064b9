"""How is a picture bent so that given points land where they should? Piecewise linear on a triangulation.

Shared by photos that bend (photos.py), by reenactment (puppet.py) and by swaps (face_swap.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from scipy.interpolate import LinearNDInterpolator  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  # ships none

from candor.evaluation.recipes.clip import F32, F64, RGB

STEP_PX: Final = 4
"""The map is computed on every fourth pixel and interpolated between."""


@dataclass(frozen=True, slots=True)
class Warp:
    """Where every pixel of a box of the target comes from."""

    box: tuple[slice, slice]
    """Rows and columns of the target."""
    map_x: F32
    map_y: F32
    inside: F32
    """From 0, outside the points' hull, to 1."""

    def of(self, source: RGB) -> RGB:
        """Return the part of the target inside the box, drawn from `source`."""
        drawn = cv2.remap(source, self.map_x, self.map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        return np.asarray(drawn, dtype=np.uint8)


def warp_between(source_xy: F32 | F64, target_xy: F32 | F64, size_px: tuple[int, int]) -> Warp:
    """Return the warp that puts each source point on its target point.

    Args:
        source_xy: (N, 2) px of the source picture, N >= 3.
        target_xy: (N, 2) px of the target picture, not all on a line.
        size_px: (width, height) of the target picture; the box is cut to it.
    """
    width, height = size_px
    low = np.clip(np.floor(target_xy.min(axis=0)).astype(int), 0, [width - 2, height - 2])
    high = np.clip(np.ceil(target_xy.max(axis=0)).astype(int) + 1, low + 2, [width, height])
    columns = np.arange(low[0], high[0] + STEP_PX, STEP_PX, dtype=np.float64)
    rows = np.arange(low[1], high[1] + STEP_PX, STEP_PX, dtype=np.float64)
    grid = np.stack(np.meshgrid(columns, rows), axis=-1)
    placed = np.asarray(LinearNDInterpolator(target_xy, source_xy.astype(np.float64))(grid), dtype=np.float32)
    inside = np.isfinite(placed[..., 0])
    placed = np.where(inside[..., None], placed, 0).astype(np.float32)
    fine_y, fine_x = np.mgrid[0 : high[1] - low[1], 0 : high[0] - low[0]]
    x = np.asarray(fine_x / STEP_PX, dtype=np.float32)
    y = np.asarray(fine_y / STEP_PX, dtype=np.float32)
    share = _fine(inside.astype(np.float32), x, y)
    safe = np.maximum(share, 1e-3)
    return Warp(
        (slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))),
        (_fine(placed[..., 0], x, y) / safe).astype(np.float32),
        (_fine(placed[..., 1], x, y) / safe).astype(np.float32),
        share,
    )


def _fine(coarse: F32, x: F32, y: F32) -> F32:
    return np.asarray(cv2.remap(np.ascontiguousarray(coarse), x, y, cv2.INTER_LINEAR), dtype=np.float32)
