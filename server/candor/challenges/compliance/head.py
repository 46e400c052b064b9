"""Did the head move as asked: turned to one side, tilted up, or nearer, and back?

A movement is a way there and back: a head that was turned all along has not turned.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from candor.challenges.compliance.stretch import Finding, Stretch
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import CheckKind, Side
from candor.domain.facts import FaceFacts, FrameFacts
from candor.maths.face_mesh import EYE_CORNERS

F64 = NDArray[np.float64]

_BEGUN = 0.25
"""From this share of the movement on it has begun; only told to people."""


def judge_head(stretch: Stretch, rules: ChallengeRules) -> Finding:
    """Return how far the movement was made that the check asks for.

    Details: "seconds" until the farthest point, "reaction_s" until it began, "degrees" (of turning and tilting),
    "profile" 1 where the farther eye all but vanished or the face was lost on its way.
    """
    if not stretch.has_rest or not stretch.during:
        return Finding(is_judged=False)
    share = share_of_movement(stretch, rules)
    lost = _lost_on_its_way(share, rules)
    details = _details(stretch, share, rules, lost=lost)
    is_far = bool(np.nanmax(share, initial=-np.inf) >= 1) or lost
    is_back = bool(np.isfinite(share[-1]) and share[-1] <= rules.back_share)
    return Finding(is_far and is_back, is_judged=stretch.seen_share >= rules.min_seen, details=details)


def share_of_movement(stretch: Stretch, rules: ChallengeRules) -> F64:
    """Return (N,) how much of the movement was made in each frame, 1 for all of it; NaN where no face was fitted."""
    rest = float(np.median([_measure(stretch, f) for f in stretch.before]))
    moved = np.array([_measure(stretch, f) for f in stretch.during], dtype=np.float64)
    if stretch.check.kind is CheckKind.LEAN_IN:
        return (moved / max(rest, 1.0) - 1) / (rules.lean_ratio - 1)
    return (moved - rest) / _most_deg(stretch, rules)


def _most_deg(stretch: Stretch, rules: ChallengeRules) -> float:
    return rules.up_deg if stretch.check.kind is CheckKind.LOOK_UP else rules.turn_deg


def _measure(stretch: Stretch, frame: FrameFacts) -> float:
    """Return the number that the movement makes larger; NaN where the face was not fitted."""
    face = frame.candidate
    if face is None or face.pose is None:
        return float("nan")
    match stretch.check.kind:
        case CheckKind.LEAN_IN:
            return float(face.box_xyxy[2] - face.box_xyxy[0])
        case CheckKind.LOOK_UP:
            return face.pose.pitch_deg
        case _:
            return -face.pose.yaw_deg if stretch.check.side is Side.LEFT else face.pose.yaw_deg


def _lost_on_its_way(share: F64, rules: ChallengeRules) -> bool:
    """Whether the face was lost right after it was well on its way: a profile has no mesh."""
    seen = np.isfinite(share)
    lost_next = seen[:-1] & ~seen[1:]
    return bool((share[:-1][lost_next] >= rules.lost_share).any())


def _details(stretch: Stretch, share: F64, rules: ChallengeRules, *, lost: bool) -> dict[str, float | int | str]:
    if not np.isfinite(share).any():
        return {}
    times = np.array([f.captured_at_s for f in stretch.during]) - stretch.start_s
    farthest = int(np.nanargmax(share))
    details: dict[str, float | int | str] = {"seconds": round(float(times[farthest]), 1)}
    begun = np.flatnonzero(np.nan_to_num(share) >= _BEGUN)
    if len(begun):
        details["reaction_s"] = round(float(times[begun[0]]), 2)
    if stretch.check.kind is not CheckKind.LEAN_IN:
        details["degrees"] = round(float(share[farthest]) * _most_deg(stretch, rules))
    if stretch.check.kind is CheckKind.TURN_HEAD:
        details["profile"] = int(lost or _is_profile(stretch, farthest, rules))
    return details


def _is_profile(stretch: Stretch, farthest: int, rules: ChallengeRules) -> bool:
    """Whether the eye on the far side all but vanished, against its own size at rest."""
    rest = [ratio for ratio in (_far_eye(f.candidate, stretch.check.side) for f in stretch.before) if ratio > 0]
    there = _far_eye(stretch.during[farthest].candidate, stretch.check.side)
    return bool(rest) and 0 < there <= rules.profile_ratio * float(np.median(rest))


def _far_eye(face: FaceFacts | None, side: Side) -> float:
    """Return the width of the eye on `side` over that of the other one; 0 where no mesh says."""
    if face is None or face.landmarks_xy is None:
        return 0.0
    corners = face.landmarks_xy[np.array(EYE_CORNERS)]
    left_px, right_px = (float(np.linalg.norm(eye[1] - eye[0])) for eye in corners)
    far_px, near_px = (left_px, right_px) if side is Side.LEFT else (right_px, left_px)
    return far_px / near_px if near_px > 0 else 0.0
