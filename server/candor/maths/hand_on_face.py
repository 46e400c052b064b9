"""Where is a hand on a face? From the points of both, in measures of the face itself."""

from __future__ import annotations

import numpy as np

from candor.domain.facts import F32, HandOnFace
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import CHEEKS, CHIN, FOREHEAD
from candor.maths.hulls import convex_hull, covered_share, grown, inside_hull

_TIPS = (4, 8, 12, 16, 20)


def hand_on_face(face_xy: F32, hand_xy: F32, growth: float) -> HandOnFace:
    """Return where a hand is on a face.

    Args:
        face_xy: (468, 2) px.
        hand_xy: (21, 2) px.
        growth: the hand is so many times as large as the hull of its joints.
    """
    hull = grown(convex_hull(hand_xy), growth)
    left, right = eye_centres(face_xy)
    eyes = inside_hull(np.stack([left, right]), hull)
    unit = max(float(np.linalg.norm(right - left)), 1e-9)
    cheeks = [face_xy[list(points)].mean(axis=0) for points in CHEEKS]
    tips = hand_xy[list(_TIPS)]
    near, far = (float(np.linalg.norm(tips - cheek, axis=1).min()) / unit for cheek in cheeks)
    return HandOnFace(
        cover=covered_share(convex_hull(face_xy), hull),
        height=_height(face_xy, hand_xy),
        cheek_distance=(near, far),
        covers_eye=(bool(eyes[0]), bool(eyes[1])),
    )


def _height(face_xy: F32, hand_xy: F32) -> float:
    top = face_xy[FOREHEAD].astype(np.float64)
    down = face_xy[CHIN] - top
    middle = hand_xy.astype(np.float64).mean(axis=0)
    return float((middle - top) @ down / max(float(down @ down), 1e-9))
