"""Which moment of a check shows it best? For the strip of pictures that the interviewer judges by eye."""

from __future__ import annotations

import numpy as np

from candor.challenges.compliance.head import share_of_movement
from candor.challenges.compliance.stretch import Stretch, stretch_of
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import WITH_HAND, CheckKind, CheckStatus, Side
from candor.domain.facts import FrameFacts
from candor.domain.window import Window


def farthest_at_s(status: CheckStatus, window: Window, rules: ChallengeRules) -> float:
    """Return when a check was farthest on: most turned, most covered, mouth widest open; its middle where none was."""
    stretch = stretch_of(status, window, rules.baseline_s)
    middle_s = (stretch.start_s + stretch.now_s) / 2
    if not stretch.during or not stretch.has_rest:
        return middle_s
    progress = _progress(stretch, rules)
    if not np.isfinite(progress).any() or float(np.nanmax(progress)) <= 0:
        return middle_s
    return stretch.during[int(np.nanargmax(progress))].captured_at_s


def _progress(stretch: Stretch, rules: ChallengeRules) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    kind = stretch.check.kind
    if kind in WITH_HAND:
        return np.array([_hand(frame, kind, stretch.check.side) for frame in stretch.during])
    if kind is CheckKind.SAY_DIGITS:
        return np.array([_mouth(frame) for frame in stretch.during])
    return share_of_movement(stretch, rules)


def _hand(frame: FrameFacts, kind: CheckKind, side: Side) -> float:
    on = [hand.on_face for hand in frame.hands or () if hand.on_face is not None]
    if kind is CheckKind.PRESS_CHEEK:
        return max((1 / (1e-3 + hand.cheek_distance[side is Side.RIGHT]) for hand in on), default=0.0)
    return max((hand.cover for hand in on), default=0.0)


def _mouth(frame: FrameFacts) -> float:
    openness = frame.candidate.mouth_openness if frame.candidate else None
    return openness or 0.0
