"""Which frames are worth a second opinion? The first good one, then one now and then, and one at each new warning."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts
from candor.domain.second_opinion import KeyFrame

FIRST: Final = "first"
REGULAR: Final = "regular"
WARNING: Final = "warning"
MIN_GAP_S: Final = 2.0
"""Frames closer than this show the same."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a second opinion is asked. It costs about as much as ten frames."""

    every_s: float
    most: float = math.inf
    """Key frames of one interview."""


OF_RECORDINGS: Final = Pace(every_s=60.0)
LIVE: Final = Pace(every_s=300.0, most=12)
"""A call of 45 minutes has nine without a warning."""


@dataclass(frozen=True, slots=True)
class KeyFrames:
    """What has been picked so far."""

    last_at_s: float | None = None
    is_warned: bool = False
    """A warning was raised and its frame is still to come."""
    picked: int = 0

    def look(
        self, rgb: NDArray[np.uint8], face: FaceFacts | None, at_s: float, pace: Pace, *, has_new_warning: bool
    ) -> tuple[KeyFrames, KeyFrame | None]:
        """Take one frame; most are let pass.

        Args:
            rgb: (H, W, 3).
            face: the candidate in it; one with an embedding is large, frontal and sharp enough, and has consented.
            at_s: captured_at_s.
            pace: how often one is picked.
            has_new_warning: whether a warning was raised by this frame.

        Returns:
            What has been picked so far, and this frame if it should be looked at.
        """
        is_warned = self.is_warned or has_new_warning
        occasion = self._occasion(at_s, pace, is_warned=is_warned)
        if face is None or face.embedding is None or not occasion:
            return KeyFrames(self.last_at_s, is_warned, self.picked), None
        return KeyFrames(at_s, picked=self.picked + 1), KeyFrame(at_s, occasion, rgb, face.box_xyxy)

    def _occasion(self, at_s: float, pace: Pace, *, is_warned: bool) -> str:
        """Return why a good frame should be looked at now; empty when it should not."""
        if self.picked >= pace.most:
            return ""
        if self.last_at_s is None:
            return FIRST
        since_s = at_s - self.last_at_s
        if is_warned and since_s >= MIN_GAP_S:
            return WARNING
        return REGULAR if since_s >= pace.every_s else ""
