"""The values that a live interview is made of: its client, its clocks and paces, and what the live page shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from candor.domain.assessment import Assessment
from candor.domain.observations import Observation, Verdict
from candor.domain.ports import Clock
from candor.domain.records import RecordedWarning
from candor.wire.messages import ErrorCode, ServerMessage

_NO_RESULT = frozenset({"no_light", "light_running", "light_over"})


def is_light_result(verdict: Verdict) -> bool:
    """Whether this is how a light check ended, as the live page shows it."""
    is_over = isinstance(verdict, Observation) or verdict.reason not in _NO_RESULT
    return verdict.signal == "coded_light" and is_over


class Peer(Protocol):
    """One connected client, as the interview sees it. Thread-safe; nothing here blocks."""

    def welcome(self, interview: str, candidate: str, *, resumed: bool) -> None:
        """Let media flow."""
        ...

    def send(self, message: ServerMessage) -> None:
        """Tell something."""
        ...

    def settle(self, seq: int | None) -> None:
        """Frames up to `seq` (None: all) are done: give their credit back."""
        ...

    def fail(self, code: ErrorCode, sentence: str) -> None:
        """Tell an error and close."""
        ...


@dataclass(frozen=True, slots=True)
class LiveRules:
    """Paces of a live interview, seconds."""

    state_every_s: float = 0.5
    save_every_s: float = 2.0
    ask_consent_every_s: float = 2.0
    """While there is none; a withdrawal is told by `consent_changed` and asked for five times less often."""
    silent_after_s: float = 5.0
    """No frame, or no result, for this long: protection is not running."""
    notice_every_s: float = 30.0
    forget_after_s: float = 600.0
    """An interview without a client is put down until it comes back."""


@dataclass(frozen=True, slots=True)
class Times:
    """The clocks and paces that an interview is given."""

    clock: Clock
    """Monotonic seconds."""
    now: Callable[[], datetime]
    """Aware wall clock."""
    rules: LiveRules


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """What the live page shows of an interview at one moment."""

    is_connected: bool
    protection: str
    """Empty while it runs; else why not: "not_connected", "no_consent", "no_frames", "analysis_stopped"."""
    assessment: Assessment | None
    warnings: tuple[RecordedWarning, ...]
    fps: float
    faces: int
    frames: int
    dropped: int
    light: Verdict | None = None
    """What coded_light said last of a light check that is over; None before."""
