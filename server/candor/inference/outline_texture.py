"""How much fine detail is there around the outline of a face, in luma and in colour? The numbers behind swap_trace.py.

A swapped face is blended into the picture along its outline. Where one texture fades into another that does not know
it, detail partly cancels, and the colour of a drawn face follows its brightness. So: energy of four bands of detail of
luma, Cr and Cb, in twelve rings from deep inside the face to the background, in four sectors from forehead to chin.
Shared by the pipeline and by the training (models/training/face_swap_trace).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.inference.crop import RGB, invert, warp_smooth

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

CROP_PX = 224
CONTEXT = 1.7
"""Side of the upright crop over the larger side of the box of the landmarks."""
OUTLINE = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""Outline of the face, mesh points in order."""
EYES = (33, 263)
"""Outer corners, mesh points, picture left first."""
RINGS_PX = np.array([-60, -32, -24, -18, -12, -7, -2, 3, 8, 14, 22, 32, 48.0])
"""Distances to the outline in the crop that part the rings; below 0 inside."""
SECTORS_DEG = (-35.0, 0.0, 35.0)
"""Angles against the horizontal that part forehead, upper and lower side, and chin; left and right are averaged."""
SIGMAS = (0.8, 1.6, 3.2, 6.4)
"""Gaussian blurs whose differences are the bands, px."""
COARSE_BAND = 2
"""From this band on half the resolution is enough."""
N_RINGS, N_SECTORS = len(RINGS_PX) - 1, len(SECTORS_DEG) + 1
N_CELLS = N_SECTORS * 2 * N_RINGS
N_VALUES = len(SIGMAS) * 3 * N_CELLS
_MIN_PIXELS = 8
"""A cell with fewer pixels says nothing."""
_NEAREST_PX = int(RINGS_PX[0]) - 4
_RING_AT_PX = (np.searchsorted(RINGS_PX, np.arange(256) + _NEAREST_PX, side="right") - 1).astype(np.uint8)
"""Ring at each whole distance (the rings part at whole ones) from _NEAREST_PX on; from N_RINGS on none."""


def upright_crop(rgb: RGB, landmarks_xy: NDArray[np.floating]) -> tuple[RGB, F64]:
    """Cut a face upright.

    Args:
        rgb: (H, W, 3) uint8.
        landmarks_xy: (468, 2) px of the face mesh.

    Returns:
        (224, 224, 3) uint8 and the landmarks in it, (468, 2) px.
    """
    points = landmarks_xy.astype(np.float64)
    x, y = points[EYES[1]] - points[EYES[0]]
    turn = np.array([[x, -y], [y, x]]) / max(float(np.hypot(x, y)), 1e-6)
    turned = points @ turn
    low, high = turned.min(axis=0), turned.max(axis=0)
    from_crop = turn * (float((high - low).max()) * CONTEXT / CROP_PX)
    corner = turn @ ((low + high) / 2) - from_crop.sum(axis=1) * CROP_PX / 2
    to_crop = invert(np.column_stack([from_crop, corner]))
    return warp_smooth(rgb, to_crop, CROP_PX), points @ to_crop[:, :2].T + to_crop[:, 2]


def texture_profile(crop: RGB, landmarks_xy: F64) -> F32:
    """Return the (1152,) profile of a crop of `upright_crop`; NaN where a cell is not in the picture.

    In order: band, channel (luma, Cr, Cb), kind (log of the mean square, mean log of the magnitude), sector, ring. The
    two coarse bands are taken at half the resolution, which they do not need: it saves a third of the time.
    """
    cells = _cells(landmarks_xy)
    grids = [_Grid(cells), _Grid(cells[::2, ::2])]
    values = np.empty((len(SIGMAS), 3, 2, N_CELLS))
    for channel, plane in enumerate(cv2.split(cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb))):
        level = finer = np.asarray(plane, np.float32)
        for band, sigma in enumerate(SIGMAS):
            if band == COARSE_BAND:
                level = finer = np.ascontiguousarray(finer[::2, ::2])
            coarser = np.asarray(cv2.GaussianBlur(level, (0, 0), _sigma_px(band, sigma)), np.float32)
            values[band, channel] = grids[band >= COARSE_BAND].energy(finer, coarser)
            finer = coarser
    is_seen = grids[0].count > _MIN_PIXELS
    sides = np.where(is_seen, values, np.nan).reshape(-1, N_SECTORS, 2, N_RINGS)
    return _mean_of_seen(sides).reshape(-1).astype(np.float32)


def _sigma_px(band: int, sigma: float) -> float:
    """Return the blur that is left to do, in the pixels of the band's grid."""
    return sigma if band < COARSE_BAND else float(np.sqrt(sigma**2 - SIGMAS[COARSE_BAND - 1] ** 2)) / 2


class _Grid:
    """The pixels of one resolution that lie in a cell, cell by cell, and room to work on them.

    Fresh memory for every step would cost more than the arithmetic.
    """

    def __init__(self, cells: NDArray[np.uint8]) -> None:
        """Sort the pixels by cell; `N_CELLS` is none."""
        flat = cells.ravel()
        self.count = np.bincount(flat, minlength=N_CELLS + 1)[:N_CELLS]
        self._places = np.argsort(flat, kind="stable")[: self.count.sum()]
        self._is_there = self.count > 0
        self._begins = (np.cumsum(self.count) - self.count)[self._is_there]
        self._detail = np.empty(len(flat), np.float32)
        self._kept, self._square = np.empty((2, len(self._places)), np.float32)

    def energy(self, finer: F32, coarser: F32) -> F64:
        """Return (2, cells): log of the mean square, and mean log of the magnitude, of what `coarser` lacks."""
        np.subtract(finer.ravel(), coarser.ravel(), out=self._detail)
        cap = 16 * float(self._detail @ self._detail) / len(self._detail)
        kept, square = self._kept, self._square
        np.take(self._detail, self._places, out=kept, mode="clip")
        np.minimum(np.multiply(kept, kept, out=square), cap, out=square)
        np.log(np.add(np.abs(kept, out=kept), np.float32(0.1), out=kept), out=kept)
        return np.stack([np.log(self._mean(square) + 0.05), self._mean(kept)])

    def _mean(self, values: F32) -> F64:
        """Return the mean over each cell; 0 where it has no pixel."""
        total = np.zeros(N_CELLS)
        if len(values):
            total[self._is_there] = np.add.reduceat(values, self._begins)
        return total / np.maximum(self.count, 1)


def _cells(landmarks_xy: F64) -> NDArray[np.uint8]:
    """Return the (224, 224) cell of every pixel, N_CELLS where it has none."""
    outline = landmarks_xy[list(OUTLINE)]
    mask = np.zeros((CROP_PX, CROP_PX), np.uint8)
    cv2.fillPoly(mask, [outline.round().astype(np.int32)], (1,))
    distance = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 5) - cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    from_nearest = np.clip(np.floor(distance) - _NEAREST_PX, 0, 255, dtype=np.float32)
    ring = cv2.LUT(from_nearest.astype(np.uint8), _RING_AT_PX)
    middle_x, middle_y = outline.mean(axis=0)
    y, x = (np.arange(CROP_PX) - middle for middle in (middle_y, middle_x))
    sector_side = np.zeros((CROP_PX, CROP_PX), np.uint8) + (x < 0)
    for slope in np.tan(np.radians(SECTORS_DEG)):
        is_below = y[:, None] >= slope * np.abs(x)
        sector_side += is_below.view(np.uint8) << 1
    return np.where(ring < N_RINGS, sector_side * np.uint8(N_RINGS) + ring, np.uint8(N_CELLS))


def _mean_of_seen(sides: F64) -> F64:
    """Return the mean over the third axis of what is no number; NaN where neither side is seen."""
    is_seen = np.isfinite(sides)
    total = np.where(is_seen, sides, 0.0).sum(axis=2)
    return np.where(is_seen.any(axis=2), total / np.maximum(is_seen.sum(axis=2), 1), np.nan)
