"""Do the lips move with the voice? (signals.md B15; threats: another's voice, replay with live sound, avatar)

The edge of the lower lip and the loudness of the voice rise and fall together, syllable by syllable. A voice that does
not belong to the mouth does not. Says nothing while nobody speaks or the mouth cannot be seen. A swapped face moves its
lips with its wearer's voice, and lip-sync programs aim at exactly this agreement: being in step is weak reassurance.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.maths.synchrony import GRID_HZ, Synchrony, band_passed, circular_correlation, synchrony
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context
from candor.signals.speaking import F64, MouthAndVoice, last_sounds, mouth_and_voice, why_unheard


class LipVoiceSynchrony:
    """Correlates lips and loudness over half a minute."""

    name = SignalName("lip_voice_synchrony")
    question = Question.GENUINE
    family = Family.SOUND
    period_s = 10.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how far lips and voice go together.

        Returns:
            An observation with code "lips_match_voice", "lips_do_not_match_voice" or, between them,
            "lips_and_voice_unclear"; score: peak correlation, -1 to 1; details "correlation_percent", "lag_ms" (voice
            after lips), "seconds" (of speech), "above_chance" (standard deviations above the same voice shifted
            away), and "lag_change_ms" where both halves show a clear peak.

        Abstains: no_sound, sound_lost, nobody_speaks, mouth_not_seen, too_few_pictures, too_short.
        """
        calibration = context.calibrations[self.name]
        limit = calibration.limit
        frames = window.last(limit("window_s"))
        sounds = last_sounds(window.sounds, window.now_s - limit("window_s"))
        if not sounds or window.now_s - sounds[-1].captured_at_s > limit("max_silence_s"):
            return self._abstention(window, why_unheard("no_sound", window, limit("window_s")))
        both = mouth_and_voice(
            frames, sounds, max_turn_deg=limit("max_turn_deg"), max_gap_s=1 / limit("min_fps") + limit("gap_slack_s")
        )
        if both is None:
            return self._abstention(window, "mouth_not_seen" if frames else "too_short")
        spoken = both.spoken(limit("speech"), limit("around_s"))
        seconds = float((spoken * both.mouth_weights).sum() / GRID_HZ)
        if reason := _why_not(both, spoken, seconds, calibration):
            return self._abstention(window, why_unheard(reason, window, limit("window_s")))
        found = _compare(both, spoken, calibration)
        if found is None:
            return self._abstention(window, "too_short")
        rate = "peak" if both.mouth_fps >= limit("usual_fps") else "peak_slow"
        llr = calibration.llr(rate, found.peak)
        return self._observation(window, found, llr, seconds, _lag_change_ms(both, spoken, calibration))

    def _observation(
        self, window: Window, found: Synchrony, llr: float, seconds: float, change_ms: int | None
    ) -> Observation:
        details: dict[str, float | int | str] = {
            "correlation_percent": round(100 * found.peak),
            "lag_ms": round(1000 * found.lag_s),
            "seconds": round(seconds),
            "above_chance": round((found.peak - found.null_mean) / max(found.null_sd, 0.02), 1),
        }
        if change_ms is not None:
            details["lag_change_ms"] = change_ms
        code = "lips_and_voice_unclear"
        if llr:
            code = "lips_do_not_match_voice" if llr > 0 else "lips_match_voice"
        return Observation(self.name, self.question, self.family, window.now_s, found.peak, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _why_not(both: MouthAndVoice, spoken: F64, seconds: float, calibration: SignalCalibration) -> str:
    """Return why lips and voice cannot be compared; empty when they can."""
    if spoken.sum() / GRID_HZ < calibration.limit("min_speech_s"):
        return "nobody_speaks"
    if both.mouth_fps < calibration.limit("min_fps"):
        return "too_few_pictures"
    return "mouth_not_seen" if seconds < calibration.limit("min_speech_s") else ""


def _compare(both: MouthAndVoice, spoken: F64, calibration: SignalCalibration) -> Synchrony | None:
    low_hz = calibration.limit("low_hz")
    # What lies above half the rate of the pictures is not in the mouth's series: it would only be noise of the voice.
    high_hz = min(calibration.limit("high_hz"), calibration.limit("nyquist_share") * both.mouth_fps)
    mouth = band_passed(both.mouth, both.mouth_weights, low_hz, high_hz)
    voice = band_passed(both.level_db, both.sound_weights, low_hz, high_hz)
    return synchrony(circular_correlation(mouth, both.mouth_weights, voice, spoken), calibration.limit("max_lag_s"))


def _lag_change_ms(both: MouthAndVoice, spoken: F64, calibration: SignalCalibration) -> int | None:
    """Return how much later the voice came in the second half than in the first, where both halves are clear."""
    middle = len(both.times_s) // 2
    lags_s: list[float] = []
    for half in (slice(0, middle), slice(middle, None)):
        part = MouthAndVoice(
            both.times_s[half],
            both.mouth[half],
            both.mouth_weights[half],
            both.level_db[half],
            both.sound_weights[half],
            both.speech[half],
            both.mouth_fps,
        )
        found = _compare(part, np.asarray(spoken[half]), calibration)
        if found is None or found.peak < calibration.limit("clear_peak"):
            return None
        lags_s.append(found.lag_s)
    return round(1000 * (lags_s[1] - lags_s[0]))
