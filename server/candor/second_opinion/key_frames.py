"""Which frames are worth a second opinion? The first good one, then one a minute, and one at each new warning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST: Final = "first"
REGULAR: Final = "regular"
WARNING: Final = "warning"
EVERY_S: Final = 60.0
"""A second opinion costs about as much as ten frames; signals.md asks for key frames only."""
MIN_GAP_S: Final = 2.0
"""Frames closer than this show the same."""


@dataclass(frozen=True, slots=True)
class KeyFrames:
    """What has been picked so far."""

    last_at_s: float | None = None
    is_warned: bool = False
    """A warning was raised and its frame is still to come."""

    def warned(self) -> KeyFrames:
        """Note that a warning was raised: the next good frame is one to look at."""
        return KeyFrames(self.last_at_s, is_warned=True)

    def occasion(self, at_s: float, *, is_good: bool) -> str:
        """Return why this frame should be looked at; empty when it should not.

        Args:
            at_s: captured_at_s.
            is_good: whether the face is large, frontal and sharp enough.
        """
        if not is_good or (self.last_at_s is not None and at_s - self.last_at_s < MIN_GAP_S):
            return ""
        if self.last_at_s is None:
            return FIRST
        if self.is_warned:
            return WARNING
        return REGULAR if at_s - self.last_at_s >= EVERY_S else ""

    def picked(self, at_s: float) -> KeyFrames:
        """Note that this frame was looked at."""
        return KeyFrames(at_s)
