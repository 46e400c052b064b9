"""Was the movement made that was asked for? Judged from facts alone, against the same person's own rest before it.

A movement is a way there and back: a head that was turned all along has not turned. What cannot be seen is no refusal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from candor.challenges.rules import ChallengeRules
from candor.domain.checks import CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.window import Window

F64 = NDArray[np.float64]

_OF_THE_HEAD = frozenset({CheckKind.TURN_HEAD, CheckKind.LOOK_UP, CheckKind.LEAN_IN})
_FEW = 3
"""Pictures without which there is no own rest to compare with."""


def judge(status: CheckStatus, window: Window, rules: ChallengeRules) -> CheckStatus:
    """Return the check as it stands with the newest frame; one that is over stays as it is."""
    if status.is_over:
        return status
    start_s, now_s = status.started_at_s, window.now_s
    recent = window.last(now_s - start_s + rules.baseline_s)
    before = [f for f in recent if f.captured_at_s < start_s and _is_seen(f)]
    during = [f for f in recent if f.captured_at_s >= start_s]
    if len(before) >= _FEW and during:
        share = _share_of_movement(status, before, during, rules)
        if _went_there_and_back(share, rules):
            there_s = float(during[int(np.nanargmax(share))].captured_at_s - start_s)
            return _ended(status, CheckPhase.DONE, now_s, round(there_s, 1))
    if now_s - start_s < rules.deadline_s[status.check.kind]:
        return status
    seen = np.mean([_is_seen(f) for f in during]) if during else 0.0
    is_judged = len(before) >= _FEW and seen >= rules.min_seen and status.check.kind in _OF_THE_HEAD
    return _ended(
        status, CheckPhase.NOT_SEEN if is_judged else CheckPhase.CANT_TELL, now_s, rules.deadline_s[status.check.kind]
    )


def confirmed(status: CheckStatus, now_s: float, *, seen: bool) -> CheckStatus:
    """Return the check after the interviewer's word; only of spoken digits, which nobody else can judge."""
    if status.is_over or status.check.kind is not CheckKind.SAY_DIGITS:
        return status
    phase = CheckPhase.DONE if seen else CheckPhase.NOT_SEEN
    return replace(status, phase=phase, ended_at_s=now_s, details={**status.details, "confirmed": int(seen)})


def _ended(status: CheckStatus, phase: CheckPhase, now_s: float, seconds: float) -> CheckStatus:
    return replace(status, phase=phase, ended_at_s=now_s, details={"seconds": seconds})


def _is_seen(frame: FrameFacts) -> bool:
    return frame.candidate is not None and frame.candidate.pose is not None


def _share_of_movement(
    status: CheckStatus, before: Sequence[FrameFacts], during: Sequence[FrameFacts], rules: ChallengeRules
) -> F64:
    """Return (N,) how much of the movement was made in each frame, 1 for all of it; NaN where no face was fitted."""
    rest = float(np.median([_measure(status, f.candidate) for f in before if f.candidate is not None]))
    values = [_measure(status, f.candidate) if f.candidate is not None else np.nan for f in during]
    moved = np.array(values, dtype=np.float64)
    if status.check.kind is CheckKind.LEAN_IN:
        return (moved / max(rest, 1.0) - 1) / (rules.lean_ratio - 1)
    most_deg = rules.up_deg if status.check.kind is CheckKind.LOOK_UP else rules.turn_deg
    return (moved - rest) / most_deg


def _measure(status: CheckStatus, face: FaceFacts) -> float:
    """Return the number that the movement makes larger; NaN where the face was not fitted."""
    if face.pose is None:
        return float("nan")
    match status.check.kind:
        case CheckKind.LEAN_IN:
            return float(face.box_xyxy[2] - face.box_xyxy[0])
        case CheckKind.LOOK_UP:
            return face.pose.pitch_deg
        case CheckKind.TURN_HEAD:
            return -face.pose.yaw_deg if status.check.side is Side.LEFT else face.pose.yaw_deg
        case _:
            return float("nan")


def _went_there_and_back(share: F64, rules: ChallengeRules) -> bool:
    seen = np.isfinite(share)
    if not seen.any() or not seen[-1] or share[-1] > rules.back_share:
        return False
    if np.nanmax(share) >= 1:
        return True
    # Lost right after it was well on its way, and back now: a profile has no mesh.
    lost_next = seen[:-1] & ~seen[1:]
    return bool((share[:-1][lost_next] >= rules.lost_share).any())
