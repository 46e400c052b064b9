"""Does anything move within the face, or does it only move as a whole? (signals.md B6; threats: held or injected photo)

A live face blinks, looks about and speaks, and a solid head that turns shows other sides; a photo keeps its shape
however it is tilted, shaken or zoomed: one plane motion explains all of it. Needs no turn of the head. Says nothing
against a video, a swap or an animated photo.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import FaceChange
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class NonrigidMotion:
    """Looks how far eyes and mouth have changed while the face moved."""

    name = SignalName("nonrigid_motion")
    question = Question.LIVE_PERSON
    family = Family.GEOMETRY
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how much the newest seconds of the face changed within itself.

        Returns:
            An observation with code "face_keeps_its_shape" or "face_moves_within"; score: what eyes or mouth changed in
            their livelier moments, in hundredths of the distance of the eyes; details "seconds" and "looks".

        Abstains: no_face, face_too_small, few_corners, too_short, no_motion (a face that stands still may be a network
        that does: the frozen picture is another signal's).
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        faces = [f.candidate for f in frames if f.candidate is not None and f.candidate.pose is not None]
        if not faces:
            return self._abstention(window, "no_face")
        widths = [face.quality.width_px for face in faces if face.quality is not None]
        if not widths or np.median(widths) < calibration.limit("min_width_px"):
            return self._abstention(window, "face_too_small")
        looks = [f for f in frames if f.candidate is not None and f.candidate.change is not None]
        changes = [f.candidate.change for f in looks if f.candidate is not None and f.candidate.change is not None]
        if not changes and window.now_s - frames[0].captured_at_s > calibration.limit("min_seconds"):
            return self._abstention(window, "few_corners")
        seconds = looks[-1].captured_at_s - looks[0].captured_at_s if looks else 0.0
        if seconds < calibration.limit("min_seconds") or len(looks) < calibration.limit("min_looks"):
            return self._abstention(window, "too_short")
        if _largest_motion(changes) < calibration.limit("min_moved"):
            return self._abstention(window, "no_motion")
        return self._judge(window, changes, seconds, calibration)

    def _judge(
        self, window: Window, changes: Sequence[FaceChange], seconds: float, calibration: SignalCalibration
    ) -> Observation:
        lively = [100 * max(change.eyes, change.mouth) for change in changes]
        score = float(np.quantile(lively, calibration.limit("quantile")))
        llr = calibration.llr("change", score)
        code = "face_keeps_its_shape" if llr > 0 else "face_moves_within"
        details = {"seconds": round(seconds), "looks": len(changes)}
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _largest_motion(changes: Sequence[FaceChange]) -> float:
    """Return how far the face moved as a whole, inter-eye distances: nobody shows life in a still picture."""
    return float(np.quantile([change.moved for change in changes], 0.9))
