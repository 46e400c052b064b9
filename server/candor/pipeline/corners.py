"""Where did the corners of the rigid face go? Followed by optical flow from a key frame, not by the face mesh.

A mesh model draws a solid head onto anything that looks like a face, a tilted photo included; corners of the picture
itself do not. Called several times a second by pipeline/looks.py; read by signals/planarity.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import CornerTracks, HeadPose
from candor.domain.ids import TrackId
from candor.maths.face_mesh import CHIN, FACE_OVAL, MOUTH_OUTLINE, PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE
from candor.maths.geometry import bounding_box
from candor.maths.planarity import foreshortening_deg, planarity
from candor.pipeline.rules import CornerRules

Luma = NDArray[np.uint8]
F32 = NDArray[np.float32]

_FACE = np.array(FACE_OVAL)
_MOUTH = np.array((*MOUTH_OUTLINE, CHIN))
_EYES = (np.array(PICTURE_LEFT_EYE), np.array(PICTURE_RIGHT_EYE))
_HALVINGS: Final = 3
_HALVINGS_BACK: Final = 1


@dataclass(frozen=True, slots=True)
class CornerState:
    """What one look must know of the one before."""

    track: TrackId
    luma: Luma
    """(H, W) of the look before."""
    tracks: CornerTracks
    """As of the look before."""


def follow_corners(
    state: CornerState | None,
    track: TrackId,
    luma: Luma,
    landmarks_xy: F32,
    pose: HeadPose,
    at_s: float,
    rules: CornerRules,
) -> CornerState | None:
    """Return the corners in this frame, followed from the key frame or newly picked; None when the face has too few.

    Args:
        state: what the look before left.
        track: whose face it is; another track starts anew.
        luma: (H, W) uint8 of this frame.
        landmarks_xy: (468, 2) px: says where to look for corners, nothing else.
        pose: of the head in this frame.
        at_s: captured_at_s.
        rules: how many corners, how long, how exact.
    """
    if state is not None and state.track == track and state.luma.shape == luma.shape:
        followed = _followed(state, luma, rules)
        is_old = at_s - state.tracks.key_at_s > rules.key_frame_s
        if len(followed.to_xy) >= rules.min_corners and not is_old:
            return CornerState(track, luma, _compared(followed, pose, rules))
    picked = _picked(luma, landmarks_xy, rules)
    if len(picked) < rules.min_corners:
        return None
    return CornerState(track, luma, CornerTracks(at_s, pose, picked, picked, 0.0))


def _followed(state: CornerState, luma: Luma, rules: CornerRules) -> CornerTracks:
    before = state.tracks
    (x1, y1), (x2, y2) = before.to_xy.min(axis=0), before.to_xy.max(axis=0)
    reach = rules.reach * max(float(x2 - x1), float(y2 - y1), 32.0)
    left, top = max(0, int(x1 - reach)), max(0, int(y1 - reach))
    cut = (slice(top, int(y2 + reach)), slice(left, int(x2 + reach)))
    old, new = state.luma[cut], luma[cut]
    if min(old.shape, default=0) < 32:
        return CornerTracks(before.key_at_s, before.key_pose, before.from_xy[:0], before.to_xy[:0], 0.0)
    shift = np.array([left, top], dtype=np.float32)
    start = (before.to_xy - shift)[:, None]
    side = int(np.clip(rules.flow_window * (x2 - x1), 9, 31)) | 1
    there, is_there = _flow(old, new, start, start, side, _HALVINGS)
    # The way back begins where the cloud as a whole came from: less is left to find than on the way there.
    came_from = there - np.median(there - start, axis=0).astype(np.float32)
    back, is_back = _flow(new, old, there, came_from, side, _HALVINGS_BACK)
    error = np.linalg.norm(back - start, axis=2)[:, 0]
    kept = is_there & is_back & (error <= rules.max_error_px)
    to_xy = np.asarray(there[:, 0] + shift, dtype=np.float32)[kept]
    median = float(np.median(error[kept])) if kept.any() else 0.0
    return CornerTracks(before.key_at_s, before.key_pose, before.from_xy[kept], to_xy, median)


def _compared(tracks: CornerTracks, pose: HeadPose, rules: CornerRules) -> CornerTracks:
    """Say how well a plane and how well a solid explain a turn of the head; once here, for signals look back."""
    from_xy, to_xy, key = tracks.from_xy.astype(np.float64), tracks.to_xy.astype(np.float64), tracks.key_pose
    turn_deg = float(np.hypot(pose.yaw_deg - key.yaw_deg, pose.pitch_deg - key.pitch_deg))
    sheet_deg = foreshortening_deg(from_xy, to_xy)
    is_turned = turn_deg >= rules.compare_turn_deg or sheet_deg >= rules.compare_sheet_deg
    found = planarity(from_xy, to_xy, rules.keep) if is_turned else None
    left_px = (found.plane_px, found.rigid_px) if found else None
    return replace(tracks, sheet_deg=sheet_deg, left_px=left_px)


def _flow(old: Luma, new: Luma, start: F32, guess: F32, side: int, halvings: int) -> tuple[F32, NDArray[np.bool_]]:
    """Return (N, 1, 2) places in the new picture and (N,) whether they were found (pyramidal Lucas-Kanade).

    Args:
        old: (H, W).
        new: (H, W).
        start: (N, 1, 2) px in the old picture.
        guess: (N, 1, 2) px in the new picture: where the search begins.
        side: of the window, px.
        halvings: of the picture: each doubles how far off the guess may be, and costs as much again.
    """
    there, found, _ = cast(
        "tuple[F32, NDArray[np.uint8], object]",
        cv2.calcOpticalFlowPyrLK(
            old,
            new,
            start,
            np.array(guess, dtype=np.float32),
            winSize=(side, side),
            maxLevel=halvings,
            flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        ),
    )
    return there, found[:, 0] == 1


def _picked(luma: Luma, landmarks_xy: F32, rules: CornerRules) -> F32:
    x1, y1, x2, y2 = (int(v) for v in bounding_box(landmarks_xy))
    x1, y1 = max(0, x1), max(0, y1)
    face = luma[y1 : max(y1, y2), x1 : max(x1, x2)]
    if min(face.shape, default=0) < 32:
        return np.zeros((0, 2), dtype=np.float32)
    mask = np.zeros(face.shape, dtype=np.uint8)
    shift = np.array([x1, y1])
    for points, value in ((_FACE, 255), (_MOUTH, 0), *((eye, 0) for eye in _EYES)):
        hull = cv2.convexHull((landmarks_xy[points] - shift).astype(np.int32))
        cv2.fillConvexPoly(mask, hull, value)
    # The outline belongs to the background as much as to the face: stay inside it.
    mask = cv2.erode(mask, np.ones((3, 3), dtype=np.uint8), iterations=max(1, (x2 - x1) // 40))
    distance = max(3.0, rules.spacing * (x2 - x1))
    found = cast("F32 | None", cv2.goodFeaturesToTrack(face, rules.max_corners, rules.min_quality, distance, mask=mask))
    if found is None:
        return np.zeros((0, 2), dtype=np.float32)
    return np.asarray(found[:, 0] + shift, dtype=np.float32)
