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
"""Gaussian blurs whose differences are the bands."""
N_RINGS, N_SECTORS = len(RINGS_PX) - 1, len(SECTORS_DEG) + 1
N_VALUES = len(SIGMAS) * 3 * 2 * N_SECTORS * N_RINGS
_MIN_PIXELS = 8
"""A cell with fewer pixels says nothing."""


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

    In order: band, channel (luma, Cr, Cb), kind (log of the mean square, mean log of the magnitude), sector, ring.
    """
    cells, inside = _cells(landmarks_xy)
    n_cells = 2 * N_SECTORS * N_RINGS
    count = np.bincount(cells, minlength=n_cells)
    is_seen = count > _MIN_PIXELS
    count = np.maximum(count, 1)
    channels = cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb).astype(np.float32)
    values: list[F64] = []
    finer = channels
    for sigma in SIGMAS:
        coarser = cv2.GaussianBlur(channels, (0, 0), sigma)
        for channel in range(3):
            detail = (finer - coarser)[:, :, channel]
            square = detail**2
            capped = np.minimum(square, 16 * square.mean())[inside]
            energy = np.log(np.bincount(cells, capped, minlength=n_cells) / count + 0.05)
            typical = np.bincount(cells, np.log(np.abs(detail[inside]) + 0.1), minlength=n_cells) / count
            values += [np.where(is_seen, energy, np.nan), np.where(is_seen, typical, np.nan)]
        finer = coarser
    sides = np.array(values).reshape(-1, N_SECTORS, 2, N_RINGS)
    return _mean_of_seen(sides).reshape(-1).astype(np.float32)


def _cells(landmarks_xy: F64) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the cell of every pixel that has one, in reading order, and (224, 224) which pixels have one."""
    outline = landmarks_xy[list(OUTLINE)]
    mask = np.zeros((CROP_PX, CROP_PX), np.uint8)
    cv2.fillPoly(mask, [outline.round().astype(np.int32)], (1,))
    distance = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 5) - cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    middle_x, middle_y = outline.mean(axis=0)
    y, x = np.arange(CROP_PX)[:, None], np.arange(CROP_PX)[None, :]
    angle_deg: F64 = np.degrees(np.arctan2(y - middle_y, np.abs(x - middle_x)))
    sector = np.searchsorted(np.array(SECTORS_DEG), angle_deg, side="right")
    ring = np.searchsorted(RINGS_PX, distance, side="right") - 1
    inside = (ring >= 0) & (ring < N_RINGS)
    return ((sector * 2 + (x < middle_x)) * N_RINGS + ring)[inside], inside


def _mean_of_seen(sides: F64) -> F64:
    """Return the mean over the third axis of what is no number; NaN where neither side is seen."""
    is_seen = np.isfinite(sides)
    total = np.where(is_seen, sides, 0.0).sum(axis=2)
    return np.where(is_seen.any(axis=2), total / np.maximum(is_seen.sum(axis=2), 1), np.nan)
