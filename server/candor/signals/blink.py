"""Do the eyes blink? (signals.md B5; threat: still photo, however it is moved)

People blink about 15 times a minute, some only three times; a photo never does. A video of a person blinks as the
person did, and a face swap takes over the blinks of whoever wears it: against those a blink says nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import HeadPose
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.maths.blinks import find_blinks
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context

F64 = NDArray[np.float64]


class Blink:
    """Counts blinks while both eyes can be seen."""

    name = SignalName("blink")
    question = Question.LIVE_PERSON
    family = Family.PHYSIOLOGY
    period_s = 2.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return for how long visible eyes have not blinked, or that they do.

        Returns:
            An observation with code "eyes_blink" (score: blinks per minute of visible eyes) or "eyes_never_blink"
            (score: seconds of visible eyes), details "blinks" and "seconds".

        Abstains: no_face, too_few_pictures (a blink of 150 ms falls between them), eyes_too_small, eyes_turned_away,
        too_short.
        """
        calibration = context.calibrations[self.name]
        frames = [f for f in window.last(calibration.limit("window_s")) if f.candidate and f.candidate.eye_openness]
        if len(frames) < 2:
            return self._abstention(window, "no_face")
        faces = [f.candidate for f in frames if f.candidate is not None]
        sizes = [face.quality.inter_eye_px for face in faces if face.quality is not None]
        if not sizes or np.median(sizes) < calibration.limit("min_inter_eye_px"):
            return self._abstention(window, "eyes_too_small")
        times_s = np.array([f.captured_at_s for f in frames])
        is_frontal = np.array([_is_frontal(f.pose, calibration) for f in faces])
        openness = np.array([min(f.eye_openness) for f in faces if f.eye_openness is not None])
        seen_s = _visible_s(times_s, is_frontal, calibration.limit("max_gap_s"))
        if is_frontal.mean() < calibration.limit("min_frontal"):
            return self._abstention(window, "eyes_turned_away")
        if len(frames) / max(window.now_s - frames[0].captured_at_s, 1e-3) < calibration.limit("min_fps"):
            return self._abstention(window, "too_few_pictures")
        blinks = find_blinks(
            times_s[is_frontal],
            openness[is_frontal],
            closed=calibration.limit("closed"),
            longest_s=calibration.limit("longest_s"),
        )
        return self._judge(window, len(blinks), seen_s, calibration)

    def _judge(self, window: Window, blinks: int, seen_s: float, calibration: SignalCalibration) -> Verdict:
        if not blinks and seen_s < calibration.limit("min_seconds"):
            return self._abstention(window, "too_short")
        code, score = ("eyes_blink", 60 * blinks / max(seen_s, 1.0)) if blinks else ("eyes_never_blink", seen_s)
        llr = calibration.llr("blinks", float(blinks)) if blinks else calibration.llr("no_blink", seen_s)
        details = {"blinks": blinks, "seconds": round(seen_s)}
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _is_frontal(pose: HeadPose | None, calibration: SignalCalibration) -> bool:
    most_deg = calibration.limit("max_turn_deg")
    return pose is not None and abs(pose.yaw_deg) <= most_deg and abs(pose.pitch_deg) <= most_deg


def _visible_s(times_s: F64, is_frontal: NDArray[np.bool_], max_gap_s: float) -> float:
    """Return the seconds between consecutive frames that both show the eyes."""
    steps_s = np.diff(times_s)
    return float(steps_s[(steps_s <= max_gap_s) & is_frontal[1:] & is_frontal[:-1]].sum())
