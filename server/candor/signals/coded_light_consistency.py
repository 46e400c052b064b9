"""Did the inner face answer to the light as the skin around it did? (signals.md B8, statistic 2; threat: face swap)

A swap that paints the face from a photo leaves neck and sides of the head to the camera: those answer to the light and
the painted face does not, or later. A swap that takes its colours from the picture beneath answers alike: against that
this says nothing.
"""

from __future__ import annotations

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.light_reading import LightReading, read_light
from candor.signals.protocol import Context


class CodedLightConsistency:
    """Compares inner face and outer skin in a light check that is over."""

    name = SignalName("coded_light_consistency")
    question = Question.GENUINE
    family = Family.ACTIVE
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return whether inner face and outer skin answered alike.

        Returns:
            An observation with code "light_alike_on_skin" or "light_differs_on_face"; score: inner over outer gain;
            details "inner_percent" (inner of outer gain) and "later_s" (inner after outer).

        Abstains: reasons of light_reading.read_light; light_not_on_skin: the outer skin did not answer clearly.
        """
        calibration = context.calibrations[self.name]
        reading = read_light(window, context.light, calibration)
        if isinstance(reading, str):
            return self._abstention(window, reading)
        if not _outer_answers(reading, calibration):
            return self._abstention(window, "light_not_on_skin")
        ratio = reading.inner_at_outer.value / reading.outer.gain.value
        later_s = reading.inner.lag_s - reading.outer.lag_s
        llr = calibration.llr("ratio", ratio)
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=ratio,
            llr=llr,
            code="light_differs_on_face" if llr > 0 else "light_alike_on_skin",
            details={"inner_percent": round(100 * ratio), "later_s": round(later_s, 1)},
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _outer_answers(reading: LightReading, calibration: SignalCalibration) -> bool:
    outer = reading.outer
    is_clear = outer.gain.value > 0 and outer.gain.error / outer.gain.value <= calibration.limit("max_share_error")
    return is_clear and outer.seen >= calibration.limit("min_seen") and outer.fit.p <= calibration.limit("alpha")
