"""Does the face answer to a secret light that the screen in front of it shows? (signals.md B8; threats: injected or
replayed video, photo, most live swaps)

A recording cannot know the code. The chance that it fits by accident is counted, not modelled: maths/permutation.py.
Software that tints the whole picture by what it sees on the page answers too; it is told by its background, which a
screen hardly reaches. Software that lights the face alone, well and fast, passes.
"""

from __future__ import annotations

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.light_reading import LightReading, read_light
from candor.signals.protocol import Context


class CodedLight:
    """Judges a light check once, when it is over."""

    name = SignalName("coded_light")
    question = Question.LIVE_PERSON
    family = Family.ACTIVE
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return whether the face answered to the newest light check.

        Returns:
            An observation with code "light_answered", "light_tints_everything" or "light_not_answered"; score:
            correlation with the code; details "one_in" (codes that fit as well: one in so many), "lag_s",
            "background_percent" (how much of the face's answer the background shows; -1 where it cannot be told).

        Abstains: reasons of light_reading.read_light; light_too_weak: no answer, but a weak one would not have shown;
        light_background_unclear: an answer, perhaps of the whole picture.
        """
        calibration = context.calibrations[self.name]
        reading = read_light(window, context.light, calibration)
        if isinstance(reading, str):
            return self._abstention(window, reading)
        if reading.inner.fit.p > calibration.limit("alpha"):
            expected_d = calibration.limit("weakest_gain") / reading.inner.gain.error
            if expected_d < calibration.limit("min_expected_d"):
                return self._abstention(window, "light_too_weak")
            llr = calibration.llr("not_answered", expected_d)
            return self._observation(window, reading, "light_not_answered", llr)
        share = background_share(reading, calibration)
        if share is None and _may_be_tinted(reading, calibration):
            return self._abstention(window, "light_background_unclear")
        if share is None:
            llr = calibration.llr("face_alone", reading.inner.fit.p)
            return self._observation(window, reading, "light_answered", llr)
        code = "light_tints_everything" if share >= calibration.limit("tint_share") else "light_answered"
        return self._observation(window, reading, code, calibration.llr("share", share))

    def _observation(self, window: Window, reading: LightReading, code: str, llr: float) -> Observation:
        fit = reading.inner.fit
        ratio = reading.back.gain.value / reading.inner.gain.value if reading.inner.gain.value > 0 else 0.0
        details = {
            "one_in": round(1 / fit.p),
            "lag_s": round(reading.inner.lag_s, 1),
            "background_percent": round(100 * ratio) if reading.back.seen > 0 and not reading.back.is_still else -1,
        }
        return Observation(
            self.name, self.question, self.family, window.now_s, round(fit.correlation, 3), llr, code, details
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def background_share(reading: LightReading, calibration: SignalCalibration) -> float | None:
    """Return the background's answer as a share of the face's; None where none is seen, it is painted, or too noisy."""
    back, face = reading.back, reading.inner.gain.value
    if back.seen < calibration.limit("min_seen") or back.is_still or face <= 0:
        return None
    return back.gain.value / face if back.gain.error / face <= calibration.limit("max_share_error") else None


def _may_be_tinted(reading: LightReading, calibration: SignalCalibration) -> bool:
    """Whether a background that is too noisy to compare looks rather as if it answered like the face."""
    back, face = reading.back, reading.inner.gain.value
    is_there = back.seen >= calibration.limit("min_seen") and not back.is_still
    return is_there and face > 0 and back.gain.value >= calibration.limit("unclear_share") * face
