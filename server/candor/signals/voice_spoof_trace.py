"""Does the voice sound as if a machine had made it? (signals.md B16; threats: synthesised or converted voice)

Information only: it says 0 whatever the optional network says (docs/signals/voice_spoof_trace.md says why). The network
knows machines of 2019 without codecs; what calls do to a voice looks to it much like what machines do.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.protocol import Context
from candor.signals.speaking import why_unheard


class VoiceSpoofTrace:
    """Takes the median of what the spoofing countermeasure said lately."""

    name = SignalName("voice_spoof_trace")
    question = Question.GENUINE
    family = Family.SOUND
    period_s = 5.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how bona fide the newest speech sounds to the network.

        Returns:
            An observation with code "voice_spoof_trace", always with LLR 0; score: median log odds of bona fide speech
            over the newest looks, not calibrated; details "looks".

        Abstains: no_consent, no_voice_model (not installed), no_sound, sound_lost, nobody_speaks (not enough in one
        piece, or not lately).
        """
        calibration = context.calibrations[self.name]
        if not context.consented:
            return self._abstention(window, "no_consent")
        if window.voice_looks is None:
            return self._abstention(window, "no_voice_model")
        window_s = calibration.limit("window_s")
        if not window.sounds:
            return self._abstention(window, why_unheard("no_sound", window, window_s))
        since_s = window.now_s - window_s
        scores = [look.bona_fide_log_odds for look in window.voice_looks if look.captured_at_s >= since_s]
        if not scores:
            return self._abstention(window, why_unheard("nobody_speaks", window, window_s))
        score = float(np.median(scores))
        details = {"looks": len(scores)}
        return Observation(
            self.name, self.question, self.family, window.now_s, score, 0.0, "voice_spoof_trace", details
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)
