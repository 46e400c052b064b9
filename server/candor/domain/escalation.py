"""Escalations: a warning that the interviewer hands to somebody else, who takes it and closes it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from candor.domain.ids import WarningId

MAX_WITHIN_MIN = 24 * 60


class EscalationPhase(StrEnum):
    """How far an escalation is."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why an escalation was closed; none of them says anything about the candidate's worth."""

    EXPLAINED = "explained"
    """A harmless reason was found."""
    CHECKED = "checked"
    """Looked at in another way, without remaining doubt."""
    FOLLOW_UP = "follow_up"
    """It goes on after the interview."""
    STOPPED = "stopped"
    """The interview was broken off."""


@dataclass(frozen=True, slots=True)
class EscalationContact:
    """Whom the interviewer tells, as the house has it."""

    name: str
    reach: Mapping[str, str]
    """How, by language, "en" and "id": a telephone number, a channel."""
    within_min: int
    """Somebody answers within so many minutes."""
    meanwhile: Mapping[str, str]
    """What the interviewer does until then, by language; may be empty."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """What became of one escalation."""

    number: int
    """Of the escalation in this interview, from 1."""
    warning: WarningId
    opened_at: datetime
    opened_by: str
    taken_at: datetime | None = None
    taken_by: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    reason: CloseReason | None = None
    words: str = field(default="", repr=False)
    """More about the reason."""

    @property
    def phase(self) -> EscalationPhase:
        """Return how far it is."""
        if self.closed_at is not None:
            return EscalationPhase.CLOSED
        return EscalationPhase.OPEN if self.taken_at is None else EscalationPhase.TAKEN
