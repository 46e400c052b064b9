"""Can a pulse be read from the skin? (signals.md B7) Information only: a swap carries the pulse of whoever wears it.

Compression hides it from most calls, darker skin from more of them, so that its absence says nothing.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.maths.pulse import pulse_rate
from candor.signals.protocol import Context


class PulseReading:
    """Reads the colour of cheeks and forehead over the newest seconds."""

    name = SignalName("pulse")
    question = Question.LIVE_PERSON
    family = Family.PHYSIOLOGY
    period_s = 5.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return the pulse, where it stands out.

        Returns:
            An observation with code "pulse_seen", always with LLR 0; score: signal over noise, dB; details "bpm".

        Abstains: no_face, too_short, too_few_pulse_pictures (below 8 a second), pulse_unclear.
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        seen = [(f.captured_at_s, f.candidate.skin_rgb) for f in frames if f.candidate and f.candidate.skin_rgb]
        if not seen:
            return self._abstention(window, "no_face")
        seconds = seen[-1][0] - seen[0][0]
        if seconds < calibration.limit("min_seconds"):
            return self._abstention(window, "too_short")
        if len(seen) / seconds < calibration.limit("min_fps"):
            return self._abstention(window, "too_few_pulse_pictures")
        found = pulse_rate(np.array([at_s for at_s, _ in seen]), np.array([rgb for _, rgb in seen]))
        if found is None or found.snr_db < calibration.limit("min_snr_db"):
            return self._abstention(window, "pulse_unclear")
        details = {"bpm": round(found.bpm)}
        return Observation(
            self.name, self.question, self.family, window.now_s, found.snr_db, 0.0, "pulse_seen", details
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)
