"""Is a face light, sharp and large enough to be judged? Numbers only; the limits are calibration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.maths.geometry import two_point_similarity

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

CROP_PX: Final = 96
_EYES_IN_CROP: Final = np.array([[29.0, 34.0], [67.0, 34.0]], dtype=np.float32)
"""Eye centres of every crop: 38 px apart, so that brows to chin and both cheeks fill it."""
_DARK_LUMA: Final = 8
_BRIGHT_LUMA: Final = 247
"""Luma beyond which a pixel counts as clipped, as domain.facts.FaceQuality promises."""


@dataclass(frozen=True, slots=True)
class CropQuality:
    """Exposure and sharpness of one face, as in domain.facts.FaceQuality."""

    luma_mean: float
    clipped_fraction: float
    sharpness: float


def eye_aligned_crop(luma: U8, eyes_xy: F32) -> U8:
    """Return the (96, 96) face crop with its eyes upright at fixed places; outside the picture edges are repeated.

    Args:
        luma: (H, W) uint8 picture.
        eyes_xy: (2, 2) px; picture-left and picture-right eye centre.
    """
    matrix = two_point_similarity(eyes_xy, _EYES_IN_CROP)
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale <= 0.5:
        luma, matrix = _averaged_down(luma, matrix, scale)
    crop = cv2.warpAffine(luma, matrix, (CROP_PX, CROP_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(crop, dtype=np.uint8)


def crop_quality(crop: U8) -> CropQuality:
    """Return exposure and sharpness inside the face ellipse of a (96, 96) uint8 crop.

    Source: variance of the Laplacian, Pech-Pacheco et al. 2000.
    """
    face = crop[_FACE]
    laplacian = np.asarray(cv2.Laplacian(crop, cv2.CV_32F))[_FACE]
    clipped = np.count_nonzero((face < _DARK_LUMA) | (face > _BRIGHT_LUMA)) / face.size
    return CropQuality(luma_mean=float(face.mean()), clipped_fraction=clipped, sharpness=float(laplacian.var()))


def _averaged_down(luma: U8, matrix: F32, scale: float) -> tuple[U8, F32]:
    """Average large pictures down by a whole factor first: sampling every third pixel would invent sharpness."""
    factor = int(1 / max(scale, 1e-3))
    size = (max(1, luma.shape[1] // factor), max(1, luma.shape[0] // factor))
    small = np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    grown = matrix.copy()
    grown[:, 0] *= luma.shape[1] / size[0]
    grown[:, 1] *= luma.shape[0] / size[1]
    return small, grown


def _face_ellipse() -> NDArray[np.bool_]:
    y, x = np.mgrid[0:CROP_PX, 0:CROP_PX]
    return ((x - 48) / 36) ** 2 + ((y - 52) / 44) ** 2 <= 1


_FACE: Final = _face_ellipse()
