"""Movement checks: what the interviewer can ask for during the call, and how it went.

A check is started in the analysis of an interview, and judged there from facts. Skipping is neutral: it is no evidence
of anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

CheckId = NewType("CheckId", str)
"""Unique within an interview."""


class CheckKind(StrEnum):
    """What is asked for."""

    TURN_HEAD = "turn_head"
    LOOK_UP = "look_up"
    LEAN_IN = "lean_in"


class Side(StrEnum):
    """Of the picture, as the interviewer sees it."""

    LEFT = "left"
    RIGHT = "right"
    NONE = ""


class CheckPhase(StrEnum):
    """How far a check is. All but the first are final."""

    RUNNING = "running"
    DONE = "done"
    """The movement was seen as asked."""
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


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """A check and how it went so far."""

    check: Check
    phase: CheckPhase
    started_at_s: float
    """Interview time (captured_at_s)."""
    ended_at_s: float | None = None
    details: Mapping[str, float | int | str] = field(default_factory=dict[str, "float | int | str"])
    """Numbers for people, e.g. {"degrees": 62, "seconds": 2.1}."""

    @property
    def is_over(self) -> bool:
        """Whether the phase is final."""
        return self.phase is not CheckPhase.RUNNING
