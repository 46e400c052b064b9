"""Did the face change within itself since a key frame, or did it only move as a whole? Measured five times a second.

Frames are laid over a key frame of the same track by the homography of their rigid corners (maths/registration.py). The
mesh says only where eyes, mouth and skin lay in the key frame, and where to begin to look, so that it cannot draw life
onto a photo. Called by pipeline/looks.py; read by signals/nonrigid_motion.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceChange
from candor.domain.ids import TrackId
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import CHIN, FACE_OVAL, MOUTH_OUTLINE, PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE
from candor.maths.registration import (
    EYE_DISTANCE_PX,
    PATCH_PX,
    KeyPatch,
    Overlay,
    apparent_shift,
    key_patch,
    lay_over,
    patch_from_eyes,
)
from candor.pipeline.rules import FaceChangeRules

Luma = NDArray[np.uint8]
Mask = NDArray[np.bool_]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_LID_MARGIN_PX: Final = 3
_LIP_MARGIN_PX: Final = 2
_EDGE_PX: Final = 2
"""The outline of the face belongs to the background as much as to the face."""
_POOR_PX: Final = 2.0
"""Corners further off than this make it look again from elsewhere; a head that turns leaves 1 to 1.7."""


@dataclass(frozen=True, slots=True)
class ChangeState:
    """The key frame of a face, and where the face was when it was last looked at."""

    track: TrackId
    key_at_s: float
    key: KeyPatch
    parts: tuple[Mask, Mask, Mask, Mask]
    """(96, 96) each: picture-left eye, picture-right eye, mouth, skin."""
    key_xy: F64
    """(3, 2) px of the key frame: eye centres and chin of the patch."""
    by_mesh: F64
    """(3, 3) from the newest picture to the patch, by the eyes of the mesh."""
    to_patch: F64
    """(3, 3) from the newest picture to the patch, by its corners."""
    looked_at_s: float


def follow_change(
    state: ChangeState | None, track: TrackId, luma: Luma, landmarks_xy: F32, at_s: float, rules: FaceChangeRules
) -> tuple[ChangeState, FaceChange | None]:
    """Return the new state, and how the face has changed since its key frame; None when it was not the time to look.

    Args:
        state: what the last look left.
        track: whose face it is; another track starts anew.
        luma: (H, W) uint8 of this frame.
        landmarks_xy: (468, 2) px.
        at_s: captured_at_s.
        rules: how often, how long.
    """
    if state is None or state.track != track or at_s - state.key_at_s > rules.key_frame_s:
        return _started(track, luma, landmarks_xy, at_s, rules), None
    if at_s - state.looked_at_s < rules.period_s - 0.0005:
        return state, None
    by_mesh = patch_from_eyes(eye_centres(landmarks_xy))
    overlay = _best(state, luma, by_mesh)
    if overlay is None:
        return replace(state, by_mesh=by_mesh, to_patch=by_mesh, looked_at_s=at_s), None
    change = _change(state, overlay)
    kept = overlay.to_patch if _is_near(overlay.to_patch, by_mesh) else by_mesh
    return replace(state, by_mesh=by_mesh, to_patch=kept, looked_at_s=at_s), change


def _started(track: TrackId, luma: Luma, landmarks_xy: F32, at_s: float, rules: FaceChangeRules) -> ChangeState:
    to_patch = patch_from_eyes(eye_centres(landmarks_xy))
    points = np.asarray(cv2.perspectiveTransform(landmarks_xy[:, None], to_patch), dtype=np.float64)[:, 0]
    left, right = (_hull(points[list(eye)], _LID_MARGIN_PX) for eye in (PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE))
    mouth = _hull(points[list(MOUTH_OUTLINE)], _LIP_MARGIN_PX)
    jaw = _hull(points[[*MOUTH_OUTLINE, CHIN]], _LIP_MARGIN_PX)
    skin = _hull(points[list(FACE_OVAL)], -_EDGE_PX) & ~(left | right | jaw)
    key = key_patch(luma, to_patch, skin, rules.max_corners)
    return ChangeState(track, at_s, key, (left, right, mouth, skin), _anchors(to_patch), to_patch, to_patch, at_s)


def _best(state: ChangeState, luma: Luma, guess: F64) -> Overlay | None:
    """Lay the picture over where the last one lay, moved as the mesh moved; where that does not fit, by the mesh."""
    overlay = lay_over(state.key, luma, state.to_patch @ np.linalg.inv(state.by_mesh) @ guess)
    if overlay is not None and overlay.residual_px <= _POOR_PX:
        return overlay
    other = lay_over(state.key, luma, guess)
    if overlay is None or other is None:
        return overlay or other
    return min(overlay, other, key=lambda found: found.residual_px)


def _change(state: ChangeState, overlay: Overlay) -> FaceChange:
    left, right, mouth, skin = (apparent_shift(state.key, overlay.patch, part) for part in state.parts)
    moved_px = np.linalg.norm(_anchors(overlay.to_patch) - state.key_xy, axis=1).max()
    eyes_px = np.linalg.norm(state.key_xy[1] - state.key_xy[0])
    return FaceChange(
        key_at_s=state.key_at_s,
        eyes=max(left, right) / EYE_DISTANCE_PX,
        mouth=mouth / EYE_DISTANCE_PX,
        skin=skin / EYE_DISTANCE_PX,
        moved=float(moved_px / max(float(eyes_px), 1.0)),
        corners=overlay.corners,
    )


def _anchors(to_patch: F64) -> F64:
    """Return where eye centres and chin of the patch lie in the picture: (3, 2) px."""
    middle = PATCH_PX / 2
    places = np.array(
        [[[middle - EYE_DISTANCE_PX / 2, 34.0]], [[middle + EYE_DISTANCE_PX / 2, 34.0]], [[middle, 88.0]]]
    )
    return np.asarray(cv2.perspectiveTransform(places, np.linalg.pinv(to_patch)), dtype=np.float64)[:, 0]


def _is_near(to_patch: F64, guess: F64) -> bool:
    """Whether the face is still about where the mesh sees it: flow that slid off must not be followed further."""
    middle = np.full((1, 1, 2), PATCH_PX / 2)
    there = cv2.perspectiveTransform(cv2.perspectiveTransform(middle, np.linalg.pinv(guess)), to_patch)
    return bool(np.linalg.norm(there - middle) < PATCH_PX / 4)


def _hull(points_xy: F64, grow_px: int) -> Mask:
    mask = np.zeros((PATCH_PX, PATCH_PX), dtype=np.uint8)
    cv2.fillConvexPoly(mask, cv2.convexHull(np.clip(points_xy, -2000, 2000).astype(np.int32)), 255)
    kernel = np.ones((2 * abs(grow_px) + 1,) * 2, dtype=np.uint8)
    return np.asarray(cv2.dilate(mask, kernel) if grow_px > 0 else cv2.erode(mask, kernel)) > 0
