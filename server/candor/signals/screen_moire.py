"""Does a wave of colour lie over face and surroundings, as when a screen is filmed sharply? (signals.md B4; replay)

Needs no downloaded model. Experimental, always LLR 0: it finds made screens under a sharp lens, and no photograph of a
real screen at hand shows the wave.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.protocol import Context
from candor.signals.screen_looks import usable_looks


class ScreenMoire:
    """Takes the median over the newest looks."""

    name = SignalName("screen_moire")
    question = Question.LIVE_PERSON
    family = Family.TEXTURE
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how far a wave of colour stands out over the picture.

        Returns:
            An observation with code "screen_raster"; score: how far the wave stands out, natural log of power; details
            "looks".

        Abstains: no_face, face_too_small, too_dark, too_short.
        """
        calibration = context.calibrations[self.name]
        looks = usable_looks(window, calibration)
        if isinstance(looks, str):
            return Abstention(self.name, self.question, window.now_s, looks)
        waves = [look.moire for look in looks if look.moire is not None]
        if len(waves) < calibration.limit("min_looks"):
            return Abstention(self.name, self.question, window.now_s, "face_too_small")
        score = float(np.median(waves))
        llr = calibration.llr("wave", score)
        details = {"looks": len(waves)}
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, "screen_raster", details)
