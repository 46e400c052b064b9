"""How much fine detail is there around the outline of a face, in luma and in colour? The numbers behind swap_trace.py.

A swapped face is blended into the picture along its outline. Where one texture fades into another that does not know
it, detail partly cancels, and the colour of a drawn face follows its brightness. So: energy of four bands of detail of
luma, Cr and Cb, in twelve rings from deep inside the face to the background, in four sectors from forehead to chin.
Shared by the pipeline and by the training (models/training/face_swap_trace).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

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
N_VALUES = len(SIGMAS) * 3 * 2 * N_SECTORS * N_RINGS
_MIN_PIXELS = 8
"""A cell with fewer pixels says nothing."""
_FARTHEST_PX = 2 * CROP_PX
_RING_AT_PX = np.searchsorted(RINGS_PX, np.arange(-_FARTHEST_PX, _FARTHEST_PX), side="right") - 1
"""Ring at each whole distance (the rings part at whole ones); -1 and N_RINGS are none."""


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
    n_cells = 2 * N_SECTORS * N_RINGS
    grids = [_Grid.of(cells[::step, ::step], n_cells) for step in (1, 2)]
    values = np.empty((len(SIGMAS), 3, 2, n_cells))
    for channel, plane in enumerate(cv2.split(cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb))):
        level = finer = np.asarray(plane, np.float32)
        for band, sigma in enumerate(SIGMAS):
            if band == COARSE_BAND:
                level = finer = np.ascontiguousarray(finer[::2, ::2])
            coarser = np.asarray(cv2.GaussianBlur(level, (0, 0), _sigma_px(band, sigma)), np.float32)
            values[band, channel] = grids[band >= COARSE_BAND].energy((finer - coarser).ravel())
            finer = coarser
    is_seen = grids[0].count > _MIN_PIXELS
    sides = np.where(is_seen, values, np.nan).reshape(-1, N_SECTORS, 2, N_RINGS)
    return _mean_of_seen(sides).reshape(-1).astype(np.float32)


def _sigma_px(band: int, sigma: float) -> float:
    """Return the blur that is left to do, in the pixels of the band's grid."""
    return sigma if band < COARSE_BAND else float(np.sqrt(sigma**2 - SIGMAS[COARSE_BAND - 1] ** 2)) / 2


@dataclass(frozen=True, slots=True)
class _Grid:
    """The pixels of one resolution that lie in a cell: where in reading order, in which, and how many a cell has."""

    places: NDArray[np.intp]
    cells: NDArray[np.intp]
    count: NDArray[np.intp]

    @classmethod
    def of(cls, cells: NDArray[np.intp], n_cells: int) -> Self:
        """Find them in the cell of every pixel."""
        flat = cells.ravel()
        places = np.flatnonzero(flat >= 0)
        return cls(places, flat[places], np.bincount(flat[places], minlength=n_cells))

    def energy(self, detail: F32) -> F64:
        """Return (2, cells): log of the mean square, and mean log of the magnitude, of detail in reading order."""
        n_cells, count, square = len(self.count), np.maximum(self.count, 1), detail**2
        capped = np.minimum(square[self.places], 16 * square.mean())
        mean_square = np.bincount(self.cells, capped, minlength=n_cells) / count
        magnitude = np.log(np.abs(detail[self.places]) + np.float32(0.1))
        return np.stack([np.log(mean_square + 0.05), np.bincount(self.cells, magnitude, minlength=n_cells) / count])


def _cells(landmarks_xy: F64) -> NDArray[np.intp]:
    """Return the (224, 224) cell of every pixel, -1 where it has none."""
    outline = landmarks_xy[list(OUTLINE)]
    mask = np.zeros((CROP_PX, CROP_PX), np.uint8)
    cv2.fillPoly(mask, [outline.round().astype(np.int32)], (1,))
    distance = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 5) - cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    distance = np.clip(np.floor(distance), -_FARTHEST_PX, _FARTHEST_PX - 1)  # far off where no outline is in the crop
    ring = _RING_AT_PX[distance.astype(np.intp) + _FARTHEST_PX]
    middle_x, middle_y = outline.mean(axis=0)
    y, x = np.arange(CROP_PX)[:, None] - middle_y, np.arange(CROP_PX)[None, :] - middle_x
    slopes = np.tan(np.radians(SECTORS_DEG))[:, None, None]
    sector = (y >= slopes * np.abs(x)).sum(axis=0)
    return np.where((ring >= 0) & (ring < N_RINGS), (sector * 2 + (x < 0)) * N_RINGS + ring, -1)


def _mean_of_seen(sides: F64) -> F64:
    """Return the mean over the third axis of what is no number; NaN where neither side is seen."""
    is_seen = np.isfinite(sides)
    total = np.where(is_seen, sides, 0.0).sum(axis=2)
    return np.where(is_seen.any(axis=2), total / np.maximum(is_seen.sum(axis=2), 1), np.nan)
