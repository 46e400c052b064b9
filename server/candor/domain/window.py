"""The bounded stretch of facts that signals read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candor.domain.facts import FrameFacts
from candor.domain.sound import SoundFacts, SoundLost, SpokenDigits, VoiceFacts, VoiceLook


@dataclass(frozen=True, slots=True)
class Window:
    """Facts in order of captured_at_s, oldest first. Old entries are thinned: they keep pose, openness and picture
    facts, but no landmarks and no embedding.
    """

    frames: Sequence[FrameFacts]
    sounds: Sequence[SoundFacts] = ()
    """The newest stretch of sound, oldest first; empty where none is heard."""
    voices: Sequence[VoiceFacts] = ()
    """Voices of this call, oldest first; a long call forgets from the middle, never its beginning."""
    voice_looks: Sequence[VoiceLook] | None = None
    """What the spoofing countermeasure said lately, oldest first; None where none is installed."""
    spoken: SpokenDigits | None = None
    """The digits of the newest check that asked for some, once they were heard."""
    sound_lost: Sequence[SoundLost] = ()
    """What is missing in `sounds`, oldest first."""

    @property
    def now_s(self) -> float:
        """captured_at_s of the newest frame; 0 when empty."""
        return self.frames[-1].captured_at_s if self.frames else 0.0

    @property
    def span_s(self) -> float:
        """Seconds from the oldest to the newest frame."""
        return self.frames[-1].captured_at_s - self.frames[0].captured_at_s if self.frames else 0.0

    def last(self, seconds: float) -> Sequence[FrameFacts]:
        """Return the frames captured within `seconds` of the newest."""
        start = self.now_s - seconds
        low, high = 0, len(self.frames)
        while low < high:
            middle = (low + high) // 2
            if self.frames[middle].captured_at_s < start:
                low = middle + 1
            else:
                high = middle
        return self.frames[low:]
