"""How do luma and chroma go together in four regions of a face? 216 numbers, tried beside the outline's profile.

Inner face, skin, a ring around the outline, and what lies outside; five bands and the rest. Of each the energy of luma
and both chromas, their three correlations, the chroma that luma does not explain, and the peakedness of luma.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.inference.outline_texture import CROP_PX, OUTLINE

SIGMAS = (0.8, 1.6, 3.2, 6.4, 12.8)
HOLES = (
    (33, 160, 158, 133, 153, 144),
    (263, 387, 385, 362, 380, 373),
    (61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91),
)
"""Eyes and mouth, mesh points."""
N_VALUES = 4 * (len(SIGMAS) + 1) * 9
F32 = NDArray[np.float32]


def regions(points: NDArray[np.floating]) -> list[NDArray[np.bool_]]:
    """Return the masks of the four regions of a crop; a region of less than 50 pixels is the whole crop."""
    face, holes = (np.zeros((CROP_PX, CROP_PX), np.uint8) for _ in range(2))
    cv2.fillPoly(face, [points[list(OUTLINE)].round().astype(np.int32)], (1,))
    for hole in HOLES:
        cv2.fillConvexPoly(holes, cv2.convexHull(points[list(hole)].round().astype(np.int32)), (1,))
    inner, wide = cv2.erode(face, _disc(8)), cv2.dilate(face, _disc(8))
    found = [inner, inner * (1 - cv2.dilate(holes, _disc(6))), wide - inner, 1 - cv2.dilate(face, _disc(12))]
    return [mask > 0 if mask.sum() >= 50 else np.ones_like(mask, bool) for mask in found]


def measured(crop: NDArray[np.uint8], points: NDArray[np.floating]) -> F32:
    """Return the (216,) numbers of a crop (224, 224, 3) with its landmarks (468, 2): region, band, number."""
    ycc = cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb).astype(np.float32)
    levels = [ycc, *(cv2.GaussianBlur(ycc, (0, 0), sigma) for sigma in SIGMAS)]
    bands = [*(finer - coarser for finer, coarser in pairwise(levels)), levels[-1]]
    rows = [_numbers(band[mask], is_rest=band is levels[-1]) for mask in regions(points) for band in bands]
    return np.concatenate(rows).astype(np.float32)


def _numbers(pixels: F32, *, is_rest: bool) -> F32:
    values = (pixels - pixels.mean(0) if is_rest else pixels).astype(np.float64)
    energy = np.log((values**2).mean(0) + 0.02)
    centred = values - values.mean(0)
    spread = np.sqrt((centred**2).mean(0)) + 1e-6
    together = (centred.T @ centred / len(centred)) / spread[:, None] / spread
    alone = energy[1:] + np.log(np.maximum(1 - together[0, 1:] ** 2, 1e-3))
    luma = values[:, 0] ** 2
    peaked = np.log((luma**2).mean() / (luma.mean() + 1e-6) ** 2 + 1e-6)
    return np.array([*energy, together[0, 1], together[0, 2], together[1, 2], *alone, peaked], np.float32)


def _disc(radius: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)
