"""Does a dark border close around the face, as that of a phone or monitor before a camera does? (signals.md B4, replay)

Needs no downloaded model. One side proves nothing: doors, desks and dark clothes have straight edges, too. So the third
best side of four counts. It says nothing against a screen whose border is out of sight, nor against injected video.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import BorderSide, ScreenFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context
from candor.signals.screen_looks import usable_looks


class ScreenBorder:
    """Takes the median over the newest looks of how much there is of the third best side."""

    name = SignalName("screen_border")
    question = Question.LIVE_PERSON
    family = Family.TEXTURE
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return whether a border closes around the face.

        Returns:
            An observation with code "border_around_face" or "no_border"; score: coverage of the third best side, 0 to
            1; details "looks" and "sides" (seen in most looks). Never below LLR 0: most replays show no border.

        Abstains: no_face, face_too_small, too_dark, too_short, frame_drawn (a frame that software drew).
        """
        calibration = context.calibrations[self.name]
        looks = usable_looks(window, calibration)
        if isinstance(looks, str):
            return Abstention(self.name, self.question, window.now_s, looks)
        if np.mean([is_drawn(look, calibration) for look in looks]) > 0.5:
            return Abstention(self.name, self.question, window.now_s, "frame_drawn")
        return self._judge(window, looks, calibration)

    def _judge(self, window: Window, looks: Sequence[ScreenFacts], calibration: SignalCalibration) -> Observation:
        ranked = np.sort([[side.coverage for side in look.border] for look in looks], axis=1)
        score = float(np.median(ranked[:, 1]))
        llr = calibration.llr("third_side", score)
        sides = int(np.median((ranked >= calibration.limit("side")).sum(axis=1)))
        details = {"looks": len(looks), "sides": sides}
        code = "border_around_face" if llr > 0 else "no_border"
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)


def is_drawn(look: ScreenFacts, calibration: SignalCalibration) -> bool:
    """Whether two sides run along the picture's edge before an even grey, as bars of a call program do."""
    side, most = calibration.limit("side"), calibration.limit("max_drawn_spread")

    def drawn(one: BorderSide) -> bool:
        return one.coverage >= side and one.tilt == 0.0 and one.spread <= most

    return sum(drawn(one) for one in look.border) >= 2
