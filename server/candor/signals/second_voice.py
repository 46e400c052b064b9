"""Is it the same voice all through the call? (signals.md B16; threats: proxy who takes over, coach who speaks)

Compares the voice of the last seconds of speech with that from the start of the call. A new voice is often somebody
who says a word in the room; and a proxy who speaks from the first word on is the voice of the call.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.protocol import Context
from candor.signals.speaking import why_unheard


class SecondVoice:
    """Compares voice embeddings of one call with each other."""

    name = SignalName("second_voice")
    question = Question.CONTINUITY
    family = Family.SOUND
    period_s = 5.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how much the newest voice is like the one from the start of the call.

        Returns:
            An observation with code "another_voice" or "same_voice"; score: cosine, -1 to 1; details "alike_percent"
            and "seconds" (of speech, newest).

        Abstains: no_consent, no_sound, sound_lost, no_voice_yet (too little speech for a template), nobody_speaks (no
        new voice since this was last asked).
        """
        calibration = context.calibrations[self.name]
        limit = calibration.limit
        if not context.consented:
            return self._abstention(window, "no_consent")
        if not window.sounds and not window.voices:
            return self._abstention(window, why_unheard("no_sound", window, self.period_s))
        n_template, n_newest = int(limit("template_voices")), int(limit("newest_voices"))
        if len(window.voices) < n_template + n_newest:
            return self._abstention(window, "no_voice_yet")
        newest = window.voices[-n_newest:]
        if window.now_s - newest[-1].captured_at_s > self.period_s:
            return self._abstention(window, why_unheard("nobody_speaks", window, self.period_s))
        template = np.mean([voice.embedding for voice in window.voices[:n_template]], axis=0)
        mean = np.mean([voice.embedding for voice in newest], axis=0)
        score = float(template @ mean / max(float(np.linalg.norm(template) * np.linalg.norm(mean)), 1e-9))
        llr = calibration.llr("cosine", score)
        details = {"alike_percent": round(100 * score), "seconds": round(sum(v.seconds for v in newest), 1)}
        code = "another_voice" if llr > 0 else "same_voice"
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)
