"""How do the inside of a face and the ring around it change while a check runs? A swapped face ends between the two.

The face is brought to one place and size by its mesh, so that the head's own movement hardly counts. Called by
pipeline/checks.py while a check runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import F32, SeamFacts
from candor.maths.face_mesh import FACE_OVAL
from candor.maths.hulls import convex_hull

RGB = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_SIDE_PX: Final = 192
"""Of the picture of the face; the face itself is two thirds of it."""
_ROOM: Final = 1.5
_INNER: Final = 0.78
"""Inside: within so much of the face's outline; a swap's blend lies outside it."""
_RING: Final = (1.06, 1.28)
"""Ring: hair, ears, neck and room next to the outline."""
_REST_FRAMES: Final = 12
"""The rest is the mean of the first frames of a check: it is still being read out."""


@dataclass(frozen=True, slots=True)
class SeamState:
    """What one frame must know of the ones before."""

    rest: F32 | None = None
    """(192, 192, 3) Lab, mean of the frames so far."""
    n_rest: int = 0
    luma: F32 | None = None
    """(192, 192) of the frame before; None after a frame without a mesh."""


def seam_facts(state: SeamState, rgb: RGB, landmarks_xy: F32 | None) -> tuple[SeamState, SeamFacts | None]:
    """Return the facts of one frame; None without a mesh.

    Args:
        state: what the frame before left; `SeamState()` at the start of a check.
        rgb: (H, W, 3) uint8.
        landmarks_xy: (468, 2) px of the candidate.
    """
    if landmarks_xy is None or float(np.ptp(landmarks_xy, axis=0).max()) < 8:
        return SeamState(state.rest, state.n_rest), None
    lab, points = _aligned(rgb, landmarks_xy)
    luma = lab[..., 0]
    inner, ring = _masks(points)
    detail = np.abs(cast("F32", cv2.Laplacian(luma, cv2.CV_32F)))
    moved = None if state.luma is None else np.abs(luma - state.luma)
    is_learnt = state.rest is not None and state.n_rest >= _REST_FRAMES
    changed = np.linalg.norm(lab - state.rest, axis=2) if is_learnt and state.rest is not None else None
    facts = SeamFacts(
        inner_change=_mean(changed, inner),
        outer_change=_mean(changed, ring),
        inner_motion=_mean(moved, inner),
        outer_motion=_mean(moved, ring),
        inner_detail=_mean(detail, inner),
        outer_detail=_mean(detail, ring),
    )
    return _learnt(state, lab, luma), facts


def _learnt(state: SeamState, lab: F32, luma: F32) -> SeamState:
    if state.n_rest >= _REST_FRAMES:
        return SeamState(state.rest, state.n_rest, luma)
    n = state.n_rest + 1
    rest = lab if state.rest is None else np.asarray(state.rest + (lab - state.rest) / n, dtype=np.float32)
    return SeamState(rest, n, luma)


def _aligned(rgb: RGB, landmarks_xy: F32) -> tuple[F32, F32]:
    """Return the face in Lab (L 0 to 255) and its points, in px of the 192 px picture."""
    low, high = landmarks_xy.min(axis=0), landmarks_xy.max(axis=0)
    scale = _SIDE_PX / (_ROOM * float((high - low).max()))
    shift = _SIDE_PX / 2 - scale * (low + high) / 2
    to_face = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    face = cv2.warpAffine(rgb, to_face, (_SIDE_PX, _SIDE_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    lab = cv2.cvtColor(face, cv2.COLOR_RGB2LAB).astype(np.float32)
    return lab, (scale * landmarks_xy + shift).astype(np.float32)


def _masks(points: F32) -> tuple[Mask, Mask]:
    outline = points[list(FACE_OVAL)]
    inside, low, high = (_filled(outline, factor) for factor in (_INNER, *_RING))
    return inside, high & ~low


def _filled(outline: F32, factor: float) -> Mask:
    centre = outline.mean(axis=0)
    hull = convex_hull(np.rint(centre + factor * (outline - centre)))
    mask = np.zeros((_SIDE_PX, _SIDE_PX), np.uint8)
    cv2.fillConvexPoly(mask, hull.astype(np.int32), 1)
    return mask.astype(bool)


def _mean(values: F32 | None, mask: Mask) -> float:
    return float("nan") if values is None or not mask.any() else float(values[mask].mean())
