"""Which facts is a check judged by? The same person's rest before it, and all since it was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from candor.domain.checks import Check, CheckStatus
from candor.domain.facts import FrameFacts
from candor.domain.sound import SoundFacts
from candor.domain.window import Window

_FEW = 3
"""Pictures without which there is no own rest to compare with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one family of checks found so far."""

    is_done: bool = False
    asks_interviewer: bool = False
    """Something was done, but whether it was what was asked for only a person can tell."""
    is_judged: bool = True
    """Whether the view would have shown it: else, not seen says nothing."""
    details: Mapping[str, float | int | str] = field(default_factory=dict[str, "float | int | str"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """All that is known of one check."""

    check: Check
    start_s: float
    now_s: float
    before: Sequence[FrameFacts]
    """In the seconds before, only those that show the face."""
    during: Sequence[FrameFacts]
    sounds: Sequence[SoundFacts]
    """Since the start."""
    is_said: bool = False
    """Whether the digits that were asked for have been heard since the start."""

    @property
    def has_rest(self) -> bool:
        """Whether there is a rest to compare with."""
        return len(self.before) >= _FEW

    @property
    def seen_share(self) -> float:
        """Share of the pictures since the start that show the face, 0 to 1."""
        return sum(is_seen(f) for f in self.during) / len(self.during) if self.during else 0.0


def stretch_of(status: CheckStatus, window: Window, baseline_s: float) -> Stretch:
    """Return the part of the window that a check is judged by: `baseline_s` before it, and until now or its end."""
    start_s, now_s = status.started_at_s, window.now_s
    end_s = now_s if status.ended_at_s is None else status.ended_at_s
    recent = [f for f in window.last(now_s - start_s + baseline_s) if f.captured_at_s <= end_s]
    return Stretch(
        check=status.check,
        start_s=start_s,
        now_s=end_s,
        before=[f for f in recent if f.captured_at_s < start_s and is_seen(f)],
        during=[f for f in recent if f.captured_at_s >= start_s],
        sounds=[sound for sound in window.sounds if sound.captured_at_s >= start_s],
        is_said=_is_said(status, window),
    )


def is_seen(frame: FrameFacts) -> bool:
    """Whether the candidate's face was fitted in a frame."""
    return frame.candidate is not None and frame.candidate.pose is not None


def _is_said(status: CheckStatus, window: Window) -> bool:
    spoken, digits = window.spoken, status.check.digits
    return spoken is not None and spoken.digits == digits and spoken.captured_at_s >= status.started_at_s
