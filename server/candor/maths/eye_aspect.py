"""How open are eyes and mouth, and how high are the brows, whatever the size of the face?"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.maths.face_mesh import (
    CHIN,
    EYE_CORNERS,
    FOREHEAD,
    INNER_LIP,
    LOWER_LIP,
    NOSE_BRIDGE,
    PICTURE_LEFT_BROW,
    PICTURE_RIGHT_BROW,
)

F32 = NDArray[np.float32]

_CORNERS: Final = np.array(EYE_CORNERS)
_BROWS: Final = np.array((PICTURE_LEFT_BROW, PICTURE_RIGHT_BROW))


def eye_aspect_ratio(eye_xy: F32) -> F32:
    """Return how open an eye is, independent of its size in the image.

    Args:
        eye_xy: (N, 6, D) float32, px; points p1 to p6 in the order of the paper.

    Returns:
        (N,) float32, dimensionless; larger is more open; 0 when both corners coincide. What counts as closed is
        calibration, not maths.

    Source: Soukupova and Cech 2016, eq. 1.
    """
    height = np.linalg.norm(eye_xy[:, 1] - eye_xy[:, 5], axis=1) + np.linalg.norm(eye_xy[:, 2] - eye_xy[:, 4], axis=1)
    width = np.linalg.norm(eye_xy[:, 0] - eye_xy[:, 3], axis=1)
    return np.where(width > 0, height / np.where(width > 0, 2 * width, 1), 0).astype(np.float32)


def eye_centres(landmarks: F32) -> F32:
    """Return the middles of both eyes' corners, picture-left first: (2, D) px, from a (468, D) mesh."""
    return landmarks[_CORNERS].mean(axis=1)


def mouth_openness(landmarks: F32) -> float:
    """Return the inner lip opening of a (468, D) mesh over the distance of the eyes; 0 when the eyes coincide."""
    opening = np.linalg.norm(landmarks[INNER_LIP[0]] - landmarks[INNER_LIP[1]])
    return _per_eye_distance(float(opening), landmarks)


def lip_drop(landmarks: F32) -> float:
    """Return how far below the nose the edge of the lower lip is, along the face, over the distance of the eyes.

    Of the distances around the mouth that were tried this one follows the loudness of the voice best
    (docs/signals/lip_voice_synchrony.md): lips and jaw both move it, and the gap between the lips need not be seen.

    Args:
        landmarks: (468, D) mesh.

    Returns:
        Dimensionless; 0 when the eyes, or forehead and chin, coincide.
    """
    along = landmarks[CHIN] - landmarks[FOREHEAD]
    length = float(np.linalg.norm(along))
    if length == 0:
        return 0.0
    return _per_eye_distance(float((landmarks[LOWER_LIP] - landmarks[NOSE_BRIDGE]) @ along) / length, landmarks)


def brow_height(landmarks: F32) -> float:
    """Return the mean distance of brow and eye of a (468, D) mesh over the distance of the eyes; 0 as above."""
    brows = landmarks[_BROWS].mean(axis=1)
    return _per_eye_distance(float(np.linalg.norm(brows - eye_centres(landmarks), axis=1).mean()), landmarks)


def _per_eye_distance(length: float, landmarks: F32) -> float:
    left, right = eye_centres(landmarks)
    distance = float(np.linalg.norm(right - left))
    return length / distance if distance > 0 else 0.0
