"""How do the inside of a face and the ring around it change while a check runs? A swapped face ends between the two.

The face is brought to one place and size by its mesh, so that the head's own movement hardly counts. Called by
pipeline/checks.py while a check runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import Check, CheckKind, Side
from candor.domain.facts import F32, SeamFacts
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import CHEEKS, FACE_OVAL

RGB = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_SIDE_PX: Final = 192
"""Of the picture of the face; the face itself is two thirds of it."""
_ROOM: Final = 1.5
_INNER: Final = 0.78
"""Inside: within so much of the face's outline; a swap's blend lies outside it."""
_RING: Final = (1.06, 1.28)
"""Ring: hair, ears, neck and room next to the outline."""
_OUTLINE: Final = (0.8, 1.02)
"""Where a swapped face ends."""
_SPOT_PX: Final = {CheckKind.PRESS_CHEEK: 24, CheckKind.COVER_EYE: 24}
"""Radius of the place that a check asks for."""
_TINY: Final = 1e-3
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
    slope: F32 | None = None
    """(192, 192) its steepness."""


@dataclass(frozen=True, slots=True)
class FacePlaces:
    """Where to look."""

    inner: Mask
    ring: Mask
    outline: Mask


def seam_facts(
    state: SeamState, rgb: RGB, landmarks_xy: F32 | None, check: Check | None = None
) -> tuple[SeamState, SeamFacts | None]:
    """Return the facts of one frame; None without a mesh.

    Args:
        state: what the frame before left; `SeamState()` at the start of a check.
        rgb: (H, W, 3) uint8.
        landmarks_xy: (468, 2) px of the candidate.
        check: which place it asks for; None: the whole face.
    """
    if landmarks_xy is None or float(np.ptp(landmarks_xy, axis=0).max()) < 8:
        return SeamState(state.rest, state.n_rest), None
    lab, points = aligned_face(rgb, landmarks_xy)
    luma, places = lab[..., 0], face_places(points, check)
    slope, detail = _steepness(luma), np.abs(cast("F32", cv2.Laplacian(luma, cv2.CV_32F)))
    moved = None if state.luma is None else np.abs(luma - state.luma)
    restless = None if state.slope is None else np.square(slope - state.slope)
    edges = None if state.rest is None else np.abs(slope - _steepness(state.rest[..., 0]))
    is_learnt = state.rest is not None and state.n_rest >= _REST_FRAMES
    changed = np.linalg.norm(lab - state.rest, axis=2) if is_learnt and state.rest is not None else None
    facts = SeamFacts(
        inner_change=_mean(changed, places.inner),
        outer_change=_mean(changed, places.ring),
        inner_motion=_mean(moved, places.inner),
        outer_motion=_mean(moved, places.ring),
        inner_edges=_mean(edges, places.inner),
        outer_edges=_mean(edges, places.ring),
        inner_detail=_mean(detail, places.inner),
        outer_detail=_mean(detail, places.ring),
        restless=float(np.log((_mean(restless, places.outline) + _TINY) / (_mean(restless, places.ring) + _TINY))),
    )
    return replace(_learnt(state, lab), luma=luma, slope=slope), facts


def _steepness(luma: F32) -> F32:
    across, down = (cv2.Sobel(np.ascontiguousarray(luma), cv2.CV_32F, x, 1 - x) for x in (1, 0))
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _learnt(state: SeamState, lab: F32) -> SeamState:
    if state.n_rest >= _REST_FRAMES:
        return state
    n = state.n_rest + 1
    rest = lab if state.rest is None else np.asarray(state.rest + (lab - state.rest) / n, dtype=np.float32)
    return SeamState(rest, n)


def aligned_face(rgb: RGB, landmarks_xy: F32) -> tuple[F32, F32]:
    """Return the face in Lab (L 0 to 255) and its points, in px of the 192 px picture."""
    low, high = landmarks_xy.min(axis=0), landmarks_xy.max(axis=0)
    scale = _SIDE_PX / (_ROOM * float((high - low).max()))
    shift = _SIDE_PX / 2 - scale * (low + high) / 2
    to_face = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    face = cv2.warpAffine(rgb, to_face, (_SIDE_PX, _SIDE_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    lab = cv2.cvtColor(face, cv2.COLOR_RGB2LAB).astype(np.float32)
    return lab, (scale * landmarks_xy + shift).astype(np.float32)


def face_places(points: F32, check: Check | None) -> FacePlaces:
    """Return where to look in an aligned picture, for what a check asks for."""
    oval = points[list(FACE_OVAL)]
    inner, inside, within, low, high = (_filled(oval, factor) for factor in (_INNER, *_OUTLINE, *_RING))
    ring, outline = high & ~low, within & ~inside
    if check is None or check.kind not in _SPOT_PX:
        return FacePlaces(inner, ring, outline)
    is_left = check.side is Side.LEFT
    half = np.zeros_like(ring)
    middle = int(np.clip(oval[:, 0].mean(), 0, _SIDE_PX))
    half[:, slice(0, middle) if is_left else slice(middle, None)] = True
    return FacePlaces(inner & _spot(points, check.kind, 1 - is_left), ring & half, outline & half)


def _spot(points: F32, kind: CheckKind, side: int) -> Mask:
    """Return the cheek or the eye."""
    centre = points[list(CHEEKS[side])].mean(axis=0) if kind is CheckKind.PRESS_CHEEK else eye_centres(points)[side]
    mask = np.zeros((_SIDE_PX, _SIDE_PX), np.uint8)
    cv2.circle(mask, (round(float(centre[0])), round(float(centre[1]))), _SPOT_PX[kind], 1, -1)
    return mask.astype(bool)


def _filled(outline: F32, factor: float) -> Mask:
    centre = outline.mean(axis=0)
    points = np.rint(centre + factor * (outline - centre)).astype(np.int32)
    hull = cast("NDArray[np.int32]", cv2.convexHull(points))  # pyright: ignore[reportUnknownMemberType]  # OpenCV's stub
    mask = np.zeros((_SIDE_PX, _SIDE_PX), np.uint8)
    cv2.fillConvexPoly(mask, hull, 1)
    return mask.astype(bool)


def _mean(values: F32 | None, mask: Mask) -> float:
    return float("nan") if values is None or not mask.any() else float(values[mask].mean())
