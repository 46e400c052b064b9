"""Is the background blurred by software? (signals.md B17) Context for other signals, never a risk.

Blurred backgrounds are common and harmless. They blur what lies around the face, so that inner_outer_sharpness stays
silent; replay_texture was measured not to mind. A background that is replaced by a sharp picture is not recognised.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context

VIRTUAL_BACKGROUND = SignalName("virtual_background")


class VirtualBackground:
    """Compares detail behind the person with detail of the person."""

    name = VIRTUAL_BACKGROUND
    question = Question.LIVE_PERSON
    family = Family.TEXTURE
    period_s = 4.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how sharp the background is against the person.

        Returns:
            An observation with code "background_blurred" or "background_sharp", always with LLR 0; score: natural log
            of detail behind over detail of the person, median; details "looks".

        Abstains: no_background (no segmentation, or the person fills the picture), too_short.
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        looks = [f.background.detail for f in frames if f.background is not None]
        if not looks:
            is_early = window.span_s < calibration.limit("patience_s")
            return Abstention(self.name, self.question, window.now_s, "too_short" if is_early else "no_background")
        score = float(np.median(looks))
        code = "background_blurred" if score < calibration.limit("blurred_below") else "background_sharp"
        details = {"looks": len(looks)}
        return Observation(self.name, self.question, self.family, window.now_s, score, 0.0, code, details)


def is_background_blurred(frames: Sequence[FrameFacts], calibration: SignalCalibration) -> bool:
    """Whether most looks at the background of these frames found it blurred."""
    looks = [f.background.detail for f in frames if f.background is not None]
    return bool(looks) and float(np.median(looks)) < calibration.limit("blurred_below")
