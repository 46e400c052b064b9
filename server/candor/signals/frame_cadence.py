"""Do pictures come as a camera makes them? (signals.md B3 and B18; threat: injected video) Information only.

Repeated pictures, bars around the picture and changes of resolution are what window capture and slow video effects
leave, and just as much what cheap webcams in the dark, tethered phones and poor networks leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class FrameCadence:
    """Counts what is odd about the newest pictures."""

    name = SignalName("frame_cadence")
    question = Question.LIVE_PERSON
    family = Family.FRAMES
    period_s = 5.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how many of the newest pictures repeat the one before.

        Returns:
            An observation with code "cadence_odd" (repeats, bars, switches) or "cadence_even", always with LLR 0;
            score: share of pictures that equal the one before; details "repeats_percent", "sizes" and "bars_percent".

        Abstains: too_short, no_new_pictures (they all are equal: frozen_or_looping tells that).
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        if len(frames) < calibration.limit("min_pictures"):
            return Abstention(self.name, self.question, window.now_s, "too_short")
        repeats = [a.picture.digest == b.picture.digest for a, b in pairwise(frames)]
        if all(repeats):
            return Abstention(self.name, self.question, window.now_s, "no_new_pictures")
        return self._judge(window, float(np.mean(repeats)), frames, calibration)

    def _judge(
        self, window: Window, score: float, frames: Sequence[FrameFacts], calibration: SignalCalibration
    ) -> Observation:
        sizes = len({f.size_px for f in frames})
        bars = float(np.median([bar_share(f.picture.thumbnail, calibration.limit("dark_luma")) for f in frames]))
        is_odd = score > calibration.limit("max_repeats") or bars > calibration.limit("max_bars") or sizes > 2
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=score,
            llr=0.0,
            code="cadence_odd" if is_odd else "cadence_even",
            details={
                "repeats_percent": round(100 * score),
                "sizes": sizes,
                "bars_percent": round(100 * bars),
            },
        )


def bar_share(thumbnail: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], dark_luma: float) -> float:
    """Return which share of a (18, 32) mean luma grid lies in even dark bars on two opposite sides, 0 to 1."""
    is_dark_row = (thumbnail.max(axis=1) <= dark_luma).tolist()
    is_dark_column = (thumbnail.max(axis=0) <= dark_luma).tolist()
    if all(is_dark_row):
        return 0.0  # the camera is off: no bars, no picture
    return max(_both_ends(is_dark_row), _both_ends(is_dark_column))


def _both_ends(is_dark: list[bool]) -> float:
    first, last = is_dark.index(False), is_dark[::-1].index(False)
    return (first + last) / len(is_dark) if first and last else 0.0
