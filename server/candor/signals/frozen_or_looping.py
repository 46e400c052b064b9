"""Does the video stand still, repeat or run to and fro? (signals.md B3; threats: still photo, replay, loop)

A live person never repeats four seconds of picture and behaviour; a recorded clip does at its first repetition. A
network that brings no new frames is no finding: only pictures that keep arriving and keep being the same are.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.behaviour import behaviour
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context
from candor.signals.repetition import Footage, Match, best_match, footage, longest_gap_s, motion_of

_EYES, _MOUTH = 6, 7
_ANGLES = slice(0, 3)


class FrozenOrLooping:
    """Looks for pictures that stand still and for stretches that were shown before."""

    name = SignalName("frozen_or_looping")
    question = Question.LIVE_PERSON
    family = Family.FRAMES
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return what the newest seconds are: still, shown before, or new.

        Returns:
            An observation with code "picture_frozen" (score: seconds), "video_repeats" or "video_reverses" (score:
            matched seconds) or "picture_moves" (score: residual of the best match).

        Abstains: too_short, no_new_pictures, no_motion, no_face.
        """
        calibration = context.calibrations[self.name]
        piece_s = calibration.limit("piece_s")
        if window.span_s < calibration.limit("min_still_s"):
            return self._abstention(window, "too_short")
        seen = footage(window.frames)
        if longest_gap_s(seen, seen.now_s - piece_s, seen.now_s) > calibration.limit("max_gap_s"):
            return self._abstention(window, "no_new_pictures")
        still_s = _still_s(seen, calibration)
        if still_s >= calibration.limit("min_still_s"):
            return self._observation(window, "picture_frozen", still_s, calibration.llr("still", still_s))
        if motion_of(seen, piece_s) < calibration.limit("min_motion"):
            return self._abstention(window, "no_motion")
        match = best_match(seen, calibration)
        if match is None:
            return self._abstention(window, "too_short")
        return self._moving(window, match, calibration)

    def _moving(self, window: Window, match: Match, calibration: SignalCalibration) -> Verdict:
        if not _is_repetition(match, calibration):
            return self._observation(window, "picture_moves", match.residual, calibration.llr("moves", match.residual))
        code = "video_reverses" if match.is_backward else "video_repeats"
        turn_s = window.now_s - (match.lag_s + calibration.limit("piece_s")) / 2
        llr = calibration.llr("repeat", match.matched_s)
        return self._observation(window, code, match.matched_s, llr, match.lag_s, turn_s)

    def _observation(
        self, window: Window, code: str, score: float, llr: float, lag_s: float = 0.0, turn_s: float = 0.0
    ) -> Observation:
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=score,
            llr=llr,
            code=code,
            details={
                "seconds": round(score, 1),
                "matched_s": round(score, 1),
                "lag_s": round(lag_s, 1),
                "last_at_s": round(window.now_s, 1),
                "turn_at_s": round(turn_s, 1),
            },
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _is_repetition(match: Match, calibration: SignalCalibration) -> bool:
    """Picture, behaviour and hash must all agree."""
    return (
        match.residual <= calibration.limit("max_residual")
        and match.agreeing >= calibration.limit("min_agreeing")
        and match.hamming <= calibration.limit("max_hamming")
    )


def _still_s(seen: Footage, calibration: SignalCalibration) -> float:
    """Return for how many seconds up to now picture and face have not moved, in half seconds; 0 without a face.

    Equal pictures are still whatever the face model says; a re-encoded still picture flickers by less than
    `still_motion`, and the face in it by less than the smallest life sign.
    """
    stop_s, still_s = calibration.limit("max_reach_s"), 0.0
    while still_s + 0.5 <= min(stop_s, seen.now_s - float(seen.times_s[0])):
        start = int(np.searchsorted(seen.times_s, seen.now_s - still_s - 0.5))
        if not _is_still(seen, start, calibration):
            break
        still_s += 0.5
    return still_s


def _is_still(seen: Footage, start: int, calibration: SignalCalibration) -> bool:
    frames = seen.frames[start:]
    if len(frames) < 2 or all(frame.candidate is None for frame in frames):
        return False
    if len({frame.picture.digest for frame in frames}) == 1:
        return True
    grids = seen.grids[start:].astype(np.float64)
    if ((grids - grids.mean(0)) ** 2).mean() > calibration.limit("still_motion"):
        return False
    vectors = behaviour(frames)
    vectors = vectors[np.isfinite(vectors).all(1)]
    if len(vectors) < len(frames) / 2:
        return False
    spread = vectors.std(0)
    return bool(
        spread[_ANGLES].max() <= calibration.limit("still_angle_deg")
        and spread[_EYES] <= calibration.limit("still_openness")
        and spread[_MOUTH] <= calibration.limit("still_openness")
    )
