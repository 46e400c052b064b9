"""Which points of the mesh outline a face, and how does a face look best? Shared by reenactment and swaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import cv2
import numpy as np

from candor.evaluation.recipes.clip import F32, RGB, NotPossibleError, as_rgb
from candor.maths.face_mesh import FACE_OVAL

INNER_LIPS: Final = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
"""The opening of the mouth, round from its picture-left corner."""
_NOSE_TIP, _LEFT_CHEEK, _RIGHT_CHEEK = 1, 234, 454
_MOUTH_RGB: Final = (58.0, 26.0, 28.0)


def face_width(mesh_xy: F32) -> float:
    """Return the width of the oval, px."""
    return float(np.ptp(mesh_xy[list(FACE_OVAL), 0]))


def asymmetry(mesh_xy: F32) -> float:
    """Return how far a face is turned: 0 from the front, 1 in profile."""
    left = float(np.linalg.norm(mesh_xy[_NOSE_TIP] - mesh_xy[_LEFT_CHEEK]))
    right = float(np.linalg.norm(mesh_xy[_NOSE_TIP] - mesh_xy[_RIGHT_CHEEK]))
    return abs(left - right) / max(left + right, 1e-6)


def best_view(frames: Sequence[RGB], mesh_of: Callable[[RGB], F32 | None], looks: int = 12) -> tuple[RGB, F32]:
    """Return the frame, and its mesh, that shows the face most from the front, of a few looked at.

    Raises:
        NotPossibleError: none shows a face.
    """
    places = np.unique(np.linspace(0, len(frames) - 1, looks).astype(int))
    seen = [(frames[int(place)], mesh_of(frames[int(place)])) for place in places]
    views = [(rgb, mesh) for rgb, mesh in seen if mesh is not None]
    if not views:
        raise NotPossibleError("no face of the other person")
    return min(views, key=lambda view: asymmetry(view[1]))


def oval_mask(mesh_xy: F32, shape: tuple[int, ...], shrink: float = 1.0) -> F32:
    """Return (H, W): 1 inside the face's outline, drawn together to `shrink` of its size."""
    outline = mesh_xy[list(FACE_OVAL)]
    centre = outline.mean(axis=0)
    return polygon(centre + (outline - centre) * shrink, shape)


def polygon(points_xy: F32, shape: tuple[int, ...]) -> F32:
    """Return (H, W): 1 inside a polygon."""
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.rint(points_xy * 8).astype(np.int32)], 255, cv2.LINE_AA, 3)
    return (mask / 255).astype(np.float32)


def with_mouth(rgb: RGB, mesh_xy: F32) -> RGB:
    """Return the picture with a dark opening where the lips are apart: a warped photo has no inside of the mouth."""
    lips = mesh_xy[list(INNER_LIPS)]
    if float(np.linalg.norm(mesh_xy[13] - mesh_xy[14])) < 0.02 * face_width(mesh_xy):
        return rgb
    open_here = cv2.GaussianBlur(polygon(lips, rgb.shape), (0, 0), 1.0)[..., None]
    return as_rgb(rgb * (1 - open_here) + np.array(_MOUTH_RGB, np.float32) * open_here)
