"""Does somebody speak while the candidate's mouth is still? (signals.md B15; threats: proxy or coach who speaks)

A voice as loud as the candidate's own, for seconds, and lips that can be seen and do not move. Whose voice it is the
signal cannot say: somebody else in the room, a loudspeaker, or an echo of the interviewer sound alike. A voice much
quieter than the voice of this call is taken for such an echo and not counted.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.maths.synchrony import GRID_HZ, band_passed
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context
from candor.signals.speaking import F64, MouthAndVoice, last_sounds, mouth_and_voice, why_unheard


class SpeechWithoutLips:
    """Measures how long a loud voice was heard over a still mouth."""

    name = SignalName("speech_without_lips")
    question = Question.GENUINE
    family = Family.SOUND
    period_s = 2.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return the longest stretch of the last seconds in which a voice was heard and the mouth stood still.

        Returns:
            An observation with code "voice_without_lips" (score: seconds of the stretch, details "seconds" and
            "spoken_s") or "lips_move_with_speech" (score 0).

        Abstains: no_sound, sound_lost, nobody_speaks, mouth_not_seen, too_few_pictures, picture_stands_still (a frozen
        picture moves no lips whoever speaks).
        """
        calibration = context.calibrations[self.name]
        limit = calibration.limit
        sounds = last_sounds(window.sounds, window.now_s - limit("window_s"))
        if not sounds or window.now_s - sounds[-1].captured_at_s > limit("max_silence_s"):
            return self._abstention(window, why_unheard("no_sound", window, limit("window_s")))
        both = mouth_and_voice(
            window.last(limit("window_s")), sounds, max_turn_deg=limit("max_turn_deg"), max_gap_s=limit("max_gap_s")
        )
        if both is None:
            return self._abstention(window, "mouth_not_seen")
        loud = _is_loud(both, _own_level_db(window, calibration), calibration)
        return self._judge(window, both, loud, calibration)

    def _judge(self, window: Window, both: MouthAndVoice, loud: F64, calibration: SignalCalibration) -> Verdict:
        limit = calibration.limit
        is_spoken = _share(loud, limit("stretch_s")) >= limit("min_share")
        is_judged = is_spoken & (_share(both.mouth_weights, limit("stretch_s")) >= limit("min_share"))
        motion = lip_motion(both, limit("stretch_s"), limit("nyquist_share"))
        if both.mouth_fps < limit("min_fps"):
            return self._abstention(window, "too_few_pictures")
        if not is_spoken.any():
            return self._abstention(window, why_unheard("nobody_speaks", window, limit("window_s")))
        if not is_judged.any():
            return self._abstention(window, "mouth_not_seen")
        if (motion[is_judged] < limit("frozen")).all():
            return self._abstention(window, "picture_stands_still")
        is_still = is_judged & (motion < limit("still")) & (motion >= limit("frozen"))
        return self._observation(window, is_still, is_judged, calibration)

    def _observation(
        self, window: Window, is_still: np.ndarray, is_judged: np.ndarray, calibration: SignalCalibration
    ) -> Observation:
        stretch_s = calibration.limit("stretch_s")
        longest = _longest_run(is_still)
        seconds = stretch_s + (longest - 1) / GRID_HZ if longest else 0.0
        llr = calibration.llr("still_s", seconds)
        details = {"seconds": round(seconds, 1), "spoken_s": round(stretch_s + (int(is_judged.sum()) - 1) / GRID_HZ, 1)}
        code = "voice_without_lips" if longest else "lips_move_with_speech"
        return Observation(self.name, self.question, self.family, window.now_s, seconds, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def lip_motion(both: MouthAndVoice, stretch_s: float, nyquist_share: float) -> F64:
    """Return how far the lips move in the stretch around each point: standard deviation, inter-eye distances."""
    moved = band_passed(both.mouth, both.mouth_weights, 1.0, min(7.0, nyquist_share * both.mouth_fps))
    mean, square = _share(moved, stretch_s), _share(moved**2, stretch_s)
    return np.sqrt(np.maximum(square - mean**2, 0.0))


def _own_level_db(window: Window, calibration: SignalCalibration) -> float:
    """Return how loud speech is in this call: the level that a tenth of it passes."""
    spoken = [facts.level_db for facts in window.sounds if facts.speech >= calibration.limit("speech")]
    return float(np.percentile(spoken, 90)) if spoken else 0.0


def _is_loud(both: MouthAndVoice, own_db: float, calibration: SignalCalibration) -> F64:
    """Return 1 where somebody speaks about as loud as people do in this call; words have quiet ends."""
    speaks = (both.speech >= calibration.limit("speech")) & (both.sound_weights > 0)
    reach = round(calibration.limit("syllable_s") * GRID_HZ)
    loud = both.level_db >= own_db - calibration.limit("quieter_db")
    near = np.convolve(loud & speaks, np.ones(2 * reach + 1), "same")[: len(loud)] > 0.5
    return (near & speaks).astype(np.float64)


def _share(values: F64, stretch_s: float) -> F64:
    """Return the mean over the stretch around each point; 0 where it would reach over the end."""
    n = max(1, round(stretch_s * GRID_HZ))
    if len(values) < n:
        return np.zeros_like(values)
    means = np.convolve(values, np.ones(n) / n, "valid")
    before = (n - 1) // 2
    return np.pad(means, (before, n - 1 - before))


def _longest_run(flags: np.ndarray) -> int:
    """Return the length of the longest row of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0
