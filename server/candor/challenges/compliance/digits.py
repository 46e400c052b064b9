"""Were the digits said? Heard by the recogniser with moving lips: done. Any other speech: the interviewer is asked.

The recogniser only ever confirms: who has an accent that it does not know is judged by the interviewer, as anybody is
whom it did not understand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.challenges.compliance.stretch import Finding, Stretch, is_seen
from candor.challenges.rules import ChallengeRules
from candor.domain.sound import SoundFacts


def judge_digits(stretch: Stretch, rules: ChallengeRules) -> Finding:
    """Return whether the digits were said, or something that the interviewer can judge.

    Without sound the lips alone decide when to ask; whoever hears the call hears the digits.
    Details: "speech_s" (where there is sound), "lips" (how far they moved), "heard" 1 where the recogniser heard them.
    """
    is_visible = stretch.seen_share >= rules.min_seen
    lips = _lip_movement(stretch)
    details: dict[str, float | int | str] = {"lips": round(lips, 3)}
    moved = lips >= rules.lips_move
    if moved and stretch.is_said:
        return Finding(is_done=True, details={**details, "heard": 1})
    if not stretch.sounds:
        waited = stretch.now_s - stretch.start_s >= rules.deadline_s[stretch.check.kind] / 2
        return Finding(asks_interviewer=moved and waited, is_judged=False, details=details)
    speech_s = _speech_s(stretch.sounds, rules.min_speech)
    details["speech_s"] = round(speech_s, 1)
    is_over = stretch.sounds[-1].speech < rules.min_speech
    return Finding(
        asks_interviewer=moved and is_over and speech_s >= rules.speech_s, is_judged=is_visible, details=details
    )


def _lip_movement(stretch: Stretch) -> float:
    """Return the standard deviation of the lips' opening since the start, over the inter-eye distance."""
    openings = [f.candidate.mouth_openness for f in stretch.during if is_seen(f) and f.candidate is not None]
    known = [opening for opening in openings if opening is not None]
    return float(np.std(known)) if len(known) > 1 else 0.0


def _speech_s(sounds: Sequence[SoundFacts], min_speech: float) -> float:
    """Return the seconds of speech in hops of equal length."""
    if len(sounds) < 2:
        return 0.0
    hop_s = float(np.median(np.diff([sound.captured_at_s for sound in sounds])))
    return hop_s * sum(sound.speech >= min_speech for sound in sounds)
