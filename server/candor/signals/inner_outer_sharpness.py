"""Has the inner face less or other detail than what lies around it? (signals.md B11; threat: face swap)

Experimental: its map says 0 for every score (docs/signals/inner_outer_sharpness.md says why).
"""

from __future__ import annotations

import numpy as np

from candor.domain.facts import FaceDetail
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.protocol import Context
from candor.signals.virtual_background import VIRTUAL_BACKGROUND, is_background_blurred


class InnerOuterSharpness:
    """Takes medians of detail ratios over the newest seconds."""

    name = SignalName("inner_outer_sharpness")
    question = Question.GENUINE
    family = Family.TEXTURE
    period_s = 5.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how the detail of the inner face compares with ring, neck and outline.

        Returns:
            An observation with code "face_detail"; score: natural log of chroma detail inside over that of the
            outline; details "luma_ring", "luma_neck", "luma_seam", "chroma_ring", "chroma_neck" (same
            unit) and "looks".

        Abstains: no_face, face_too_small (or turned away: no look was taken), too_short, virtual_background (a blur
        behind the person blurs the ring, too).
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        faces = [f.candidate for f in frames if f.candidate is not None]
        looks = [face.detail for face in faces if face.detail is not None]
        if not faces:
            return self._abstention(window, "no_face")
        if not looks and window.now_s - frames[0].captured_at_s > calibration.limit("patience_s"):
            return self._abstention(window, "face_too_small")
        if len(looks) < calibration.limit("min_looks"):
            return self._abstention(window, "too_short")
        if is_background_blurred(frames, context.calibrations[VIRTUAL_BACKGROUND]):
            return self._abstention(window, "virtual_background")
        return self._observation(window, looks, calibration.llr("detail", _median(looks, "chroma_seam")))

    def _observation(self, window: Window, looks: list[FaceDetail], llr: float) -> Observation:
        names = ("luma_ring", "luma_neck", "luma_seam", "chroma_ring", "chroma_neck")
        details: dict[str, float | int | str] = {name: round(_median(looks, name), 2) for name in names}
        details["looks"] = len(looks)
        score = _median(looks, "chroma_seam")
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, "face_detail", details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _median(looks: list[FaceDetail], name: str) -> float:
    return float(np.median([getattr(look, name) for look in looks]))
