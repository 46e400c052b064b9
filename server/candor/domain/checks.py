"""Active checks: what the interviewer can ask for during the call, and how it went.

A check is drawn by the server (challenges/draw.py), rides to the analysis as a command, is judged there from facts, and
comes back as a status in every step that changes it. Skipping is neutral: it is no evidence of anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

CheckId = NewType("CheckId", str)
"""Random, unique within an interview."""


class CheckKind(StrEnum):
    """What is asked. Sides are the picture's: "left" is where the interviewer sees it."""

    TURN_HEAD = "turn_head"
    HAND_ACROSS = "hand_across"
    PRESS_CHEEK = "press_cheek"
    LEAN_IN = "lean_in"
    LOOK_UP = "look_up"
    COVER_EYE = "cover_eye"
    SPOKEN_DIGITS = "spoken_digits"
    CODED_LIGHT = "coded_light"


class Side(StrEnum):
    """Of the picture."""

    LEFT = "left"
    RIGHT = "right"
    NONE = ""


class CheckPhase(StrEnum):
    """How far a check is. The last four are final."""

    RUNNING = "running"
    DONE = "done"
    """The movement (or the light) was seen as asked."""
    NOT_SEEN = "not_seen"
    """The deadline passed in good view without it."""
    CANT_TELL = "cant_tell"
    """The view did not allow to judge it."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One check as it was drawn."""

    id: CheckId
    kind: CheckKind
    side: Side = Side.NONE
    digits: str = ""
    """Of SPOKEN_DIGITS: what is to be said."""
    seed: int = 0
    """Of the draw, or of the light code: 64 bit, secret until the check is over, then logged."""
    deadline_s: float = 8.0
    """Seconds from its start."""


@dataclass(frozen=True, slots=True)
class StartCheck:
    """Command: start this check with the next frame. A running one is skipped."""

    check: Check


@dataclass(frozen=True, slots=True)
class EndCheck:
    """Command: skip this check, or (of the light page) it has been played to its end."""

    id: CheckId
    is_skipped: bool = True


Command = StartCheck | EndCheck


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """A check and how it went so far."""

    check: Check
    phase: CheckPhase
    started_at_s: float
    """Interview time (captured_at_s)."""
    ended_at_s: float | None = None
    reason: str = ""
    """Stable code of why not_seen or cant_tell; keys into fusion/explain."""
    details: Mapping[str, float | int | str] = field(default_factory=dict[str, "float | int | str"])
    """Numbers for people, e.g. {"yaw_deg": 62.0}."""
    strip_jpeg: bytes | None = None
    """Before, during and after side by side, for the interviewer to judge; made once, when the check ends."""

    @property
    def is_over(self) -> bool:
        """Whether the phase is final."""
        return self.phase is not CheckPhase.RUNNING
