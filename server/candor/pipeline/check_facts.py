"""What more must be known of a frame while a check runs? Hands, only then: they cost more than all the rest.

Called by pipeline/session.py after pipeline/faces.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from candor.challenges.rules import ChallengeRules
from candor.domain.checks import WITH_HAND, CheckStatus
from candor.domain.facts import F32, FrameFacts, HandFacts
from candor.domain.ports import Hand
from candor.domain.window import Window
from candor.maths.hand_on_face import hand_on_face
from candor.pipeline.analysers import Analysers

RGB = NDArray[np.uint8]


def running_check(checks: Sequence[CheckStatus]) -> CheckStatus | None:
    """Return the check that is not over; at most one is."""
    return next((status for status in reversed(checks) if not status.is_over), None)


def with_check_facts(
    facts: FrameFacts, before: Window, rgb: RGB, check: CheckStatus | None, analysers: Analysers, rules: ChallengeRules
) -> FrameFacts:
    """Add the facts that the running check needs; without one the facts stay as they are.

    Args:
        facts: of this frame.
        before: the frames before: hands are followed, and a face that a hand hides stays where it was for a moment.
        rgb: (H, W, 3) uint8, this frame.
        check: the check that runs, if any.
        analysers: the models.
        rules: for how long a hidden face stays, and how large a hand is.
    """
    if check is None or check.check.kind not in WITH_HAND or analysers.hands is None:
        return facts
    known = before.frames[-1].hands or () if before.frames else ()
    hands = analysers.hands.find(rgb, tuple(Hand(h.landmarks_xy, h.score) for h in known))
    face_xy = _face_xy(facts, before, rules.carry_s) if hands else None
    return replace(facts, hands=tuple(_hand_facts(hand, face_xy, rules.hand_growth) for hand in hands))


def _hand_facts(hand: Hand, face_xy: F32 | None, growth: float) -> HandFacts:
    on_face = None if face_xy is None else hand_on_face(face_xy, hand.landmarks_xy, growth)
    return HandFacts(hand.landmarks_xy, hand.score, on_face)


def _face_xy(facts: FrameFacts, before: Window, carry_s: float) -> F32 | None:
    """Return the candidate's mesh in this frame, or where it was at most `carry_s` ago."""
    for frame in (facts, *reversed(before.last(carry_s))):
        if frame.candidate is not None and frame.candidate.landmarks_xy is not None:
            return frame.candidate.landmarks_xy
    return None
