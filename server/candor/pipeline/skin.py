"""Which colour has the skin, and how much detail has the face against its edge and the neck? Pixels in, numbers out.

Called by pipeline/glances.py; the colour on every frame (signals/pulse.py), the detail once a second
(signals/inner_outer_sharpness.py).
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceDetail
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import CHEEKS_AND_FOREHEAD, CHIN, FACE_OVAL
from candor.maths.geometry import two_point_similarity

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
Mask = NDArray[np.bool_]

_PATCH_SHARE: Final = 0.1
"""Half a side of a skin patch, in inter-eye distances."""
_WIDTH, _HEIGHT = 128, 160
_EYES: Final = np.array([[48.0, 52.0], [80.0, 52.0]], dtype=np.float32)
"""32 px apart: face, ring and neck fit in."""
_FINE_PX: Final = 0.8
"""Detail finer than this, at 32 px between the eyes."""


def skin_colour(rgb: RGB, landmarks_xy: F32) -> tuple[float, float, float] | None:
    """Return the mean (R, G, B), 0 to 255, of cheeks and forehead; None when none of them lies in the picture."""
    eyes = eye_centres(landmarks_xy)
    half = max(1, int(_PATCH_SHARE * float(np.linalg.norm(eyes[1] - eyes[0]))))
    height, width = rgb.shape[:2]
    means: list[NDArray[np.float64]] = []
    for x, y in landmarks_xy[list(CHEEKS_AND_FOREHEAD)].astype(int).tolist():
        patch = rgb[max(0, y - half) : min(height, y + half), max(0, x - half) : min(width, x + half)]
        if patch.size:
            means.append(patch.reshape(-1, 3).mean(axis=0))
    if not means:
        return None
    red, green, blue = (float(v) for v in np.mean(means, axis=0))
    return red, green, blue


def face_detail(rgb: RGB, landmarks_xy: F32) -> FaceDetail:
    """Return how sharp the inner face is against a ring around the face and against the neck."""
    matrix = two_point_similarity(eye_centres(landmarks_xy).astype(np.float32), _EYES)
    crop = cv2.warpAffine(rgb, matrix, (_WIDTH, _HEIGHT), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    points = cv2.transform(landmarks_xy[None], matrix)[0]
    inner, ring, seam, neck = _places(points)
    channels = cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb).astype(np.float32)
    luma, chroma = _fine_energy(channels[..., 0]), _fine_energy(channels[..., 1])
    return FaceDetail(
        luma_ring=_log_ratio(luma, inner, ring),
        luma_neck=_log_ratio(luma, inner, neck),
        luma_seam=_log_ratio(luma, inner, seam),
        chroma_ring=_log_ratio(chroma, inner, ring),
        chroma_neck=_log_ratio(chroma, inner, neck),
        chroma_seam=_log_ratio(chroma, inner, seam),
    )


def _places(points_xy: F32) -> tuple[Mask, Mask, Mask, Mask]:
    hull = np.zeros((_HEIGHT, _WIDTH), dtype=np.uint8)
    outline = np.clip(points_xy[list(FACE_OVAL)], -1000, 1000).astype(np.int32)
    cv2.fillConvexPoly(hull, cv2.convexHull(outline), 1)
    inner = _grown(hull, -6)
    ring = _grown(hull, 6) & ~_grown(hull, 1)
    seam = _grown(hull, 2) & ~_grown(hull, -2)
    neck = np.zeros_like(inner)
    x, y = (int(v) for v in np.clip(points_xy[CHIN], 0, _HEIGHT))
    neck[y + 6 : y + 22, max(0, x - 12) : x + 12] = True
    return inner, ring, seam, neck


def _grown(hull: NDArray[np.uint8], by_px: int) -> Mask:
    kernel = np.ones((2 * abs(by_px) + 1,) * 2, dtype=np.uint8)
    return np.asarray(cv2.dilate(hull, kernel) if by_px > 0 else cv2.erode(hull, kernel)) > 0


def _fine_energy(channel: F32) -> F32:
    return np.asarray((channel - cv2.GaussianBlur(channel, (0, 0), _FINE_PX)) ** 2, dtype=np.float32)


def _log_ratio(energy: F32, here: Mask, there: Mask) -> float:
    """Return the natural log of the energy here over there; 0 where one of them is not in the crop."""
    if not here.any() or not there.any():
        return 0.0
    return float(np.log((energy[here].mean() + 0.05) / (energy[there].mean() + 0.05)))
