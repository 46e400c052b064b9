"""Does the picture around the face look like a screen or a print? (signals.md B4; threats: replay, photo)

Reads what an optional presentation attack network said once a second. It has to see the surroundings of the face: on a
tight view it calls most live people attacks, so this signal abstains there. It says nothing against injected video or a
face swap, which never pass a screen: hardly any reassurance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import FaceFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class ReplayTexture:
    """Takes the median of the network's newest scores."""

    name = SignalName("replay_texture")
    question = Question.LIVE_PERSON
    family = Family.TEXTURE
    period_s = 2.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how live the surroundings of the face look over the newest seconds.

        Returns:
            An observation with code "looks_like_a_screen" or "looks_like_a_room"; score: median of the network's
            scores, 0 to 1; details "looks" and "percent" (of looks that look like a screen or print).

        Abstains: no_face, no_texture_model (not installed, or it has not looked yet), face_too_small,
        too_little_context, too_dark, too_bright, too_short.
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        faces = [f.candidate for f in frames if f.candidate is not None]
        if not faces:
            return self._abstention(window, "no_face")
        looked = [face for face in faces if face.texture is not None]
        if not looked:
            is_early = window.now_s - frames[0].captured_at_s < calibration.limit("patience_s")
            return self._abstention(window, "too_short" if is_early else "no_texture_model")
        usable = [face for face in looked if _refusal(face, calibration) is None]
        if len(usable) < calibration.limit("min_looks"):
            refused = [reason for face in looked if (reason := _refusal(face, calibration)) is not None]
            return self._abstention(window, refused[-1] if len(refused) > len(usable) else "too_short")
        return self._judge(window, usable, calibration)

    def _judge(self, window: Window, usable: Sequence[FaceFacts], calibration: SignalCalibration) -> Observation:
        scores = np.array([face.texture.bona_fide for face in usable if face.texture is not None])
        score = float(np.median(scores))
        llr = calibration.llr("bona_fide", score)
        code = "looks_like_a_screen" if llr > 0 else "looks_like_a_room"
        details = {"looks": len(scores), "percent": round(100 * float((scores < 0.5).mean()))}
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _refusal(face: FaceFacts, calibration: SignalCalibration) -> str | None:
    """Return why a look does not count; None when it does."""
    quality, texture = face.quality, face.texture
    limit = calibration.limit
    if quality is None or texture is None or quality.width_px < limit("min_width_px"):
        return "face_too_small"
    if texture.context < limit("min_context"):
        return "too_little_context"
    if quality.luma_mean < limit("min_luma"):
        return "too_dark"
    return "too_bright" if quality.clipped_fraction > limit("max_clipped") else None
