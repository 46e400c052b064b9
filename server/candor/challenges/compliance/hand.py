"""Did a hand do as asked: pass over the face, press the cheek, or cover one eye?

Done means: done, and the hand is gone again, so that the face after it can be compared with the face before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from candor.challenges.compliance.stretch import Finding, Stretch, is_seen
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import Check, CheckKind, Side
from candor.domain.facts import HandFacts, HandOnFace

_LONGEST_STEP_S = 0.5
"""A picture stands for the time to the next one, but not for a gap."""
_ALWAYS_SEEN = 0.9
"""A face that was in view for this share of the time was not covered by anything."""


@dataclass(frozen=True, slots=True)
class _Doing:
    """A frame that shows what is asked for."""

    at_s: float
    step_s: float
    height: float


def judge_hand(stretch: Stretch, rules: ChallengeRules) -> Finding:
    """Return whether a hand did what the check asks for.

    Details: "cover_percent" (most of the face under the hand), "seconds" (how long), "reaction_s" (until it began).
    """
    if not stretch.has_rest or not stretch.during:
        return Finding(is_judged=False)
    times = [f.captured_at_s for f in stretch.during]
    steps = np.minimum(np.diff(times, append=times[-1]), _LONGEST_STEP_S)
    hands = [_on_face(f.hands) for f in stretch.during]
    acts = [next((on for on in held if _does(stretch.check, on, rules)), None) for held in hands]
    doing = [_Doing(t, float(step), on.height) for t, step, on in zip(times, steps, acts, strict=True) if on]
    details: dict[str, float | int | str] = {
        "cover_percent": round(100 * max((on.cover for on in sum(hands, ())), default=0.0))
    }
    if doing:
        details |= {
            "seconds": round(sum(frame.step_s for frame in doing), 1),
            "reaction_s": round(doing[0].at_s - stretch.start_s, 2),
        }
    is_done = acts[-1] is None and _is_enough(stretch, doing, rules)
    return Finding(is_done, is_judged=_would_have_shown(stretch, rules), details=details)


def _is_enough(stretch: Stretch, doing: list[_Doing], rules: ChallengeRules) -> bool:
    if stretch.check.kind is CheckKind.HAND_OVER_FACE:
        return _passed(stretch, doing, rules)
    needs_s = rules.touch_s if stretch.check.kind is CheckKind.PRESS_CHEEK else rules.cover_s
    return sum(frame.step_s for frame in doing) >= needs_s


def _passed(stretch: Stretch, doing: list[_Doing], rules: ChallengeRules) -> bool:
    """Whether the hand was at the forehead and, slowly later or before, at the chin, and hid the face between.

    The hand is often lost where it is skin on skin; so its way is judged by both ends, and by the face that it hid.
    """
    above = [frame.at_s for frame in doing if frame.height <= rules.path_from]
    below = [frame.at_s for frame in doing if frame.height >= rules.path_to]
    if not above or not below:
        return False
    took_s = max(max(below) - min(above), max(above) - min(below))
    return took_s >= rules.cover_s and _hidden_s(stretch, doing, rules) >= rules.hide_s


def _hidden_s(stretch: Stretch, doing: list[_Doing], rules: ChallengeRules) -> float:
    """Return for how long a hand was seen to cover the face, or the face was lost, from the first to the last of it."""
    frames = [f for f in stretch.during if doing[0].at_s <= f.captured_at_s <= doing[-1].at_s]
    hidden = [not is_seen(f) or any(on.cover >= rules.cover_share for on in _on_face(f.hands)) for f in frames]
    steps = np.minimum(np.diff([f.captured_at_s for f in frames], append=frames[-1].captured_at_s), _LONGEST_STEP_S)
    return float(steps[np.array(hidden)].sum())


def _does(check: Check, hand: HandOnFace, rules: ChallengeRules) -> bool:
    """Whether a hand does what is asked for in one frame."""
    side = int(check.side is Side.RIGHT)
    match check.kind:
        case CheckKind.PRESS_CHEEK:
            return hand.cheek_distance[side] <= rules.touch_distance
        case CheckKind.COVER_EYE:
            return hand.covers_eye[side] and not hand.covers_eye[1 - side]
        case _:
            return hand.cover >= rules.near_share


def _on_face(hands: tuple[HandFacts, ...] | None) -> tuple[HandOnFace, ...]:
    return tuple(hand.on_face for hand in hands or () if hand.on_face is not None)


def _would_have_shown(stretch: Stretch, rules: ChallengeRules) -> bool:
    """A hand that covers a face is found, or hides the face: with the face in view all along there was none."""
    if any(f.hands is None for f in stretch.during[1:]):
        return False
    needed = rules.min_seen if stretch.check.kind is CheckKind.PRESS_CHEEK else _ALWAYS_SEEN
    return stretch.seen_share >= needed
