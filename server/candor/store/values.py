"""What the store hands out: frozen values, free of database rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from candor.domain.ids import CandidateId, InterviewId


class Role(StrEnum):
    """What somebody who signs in may do; see services/access.py."""

    ADMINISTRATOR = "administrator"
    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in."""

    id: str
    email: str
    name: str
    role: Role
    is_active: bool
    """False until the invitation is accepted."""
    session_epoch: int
    """Sessions of an older epoch are no longer good."""


@dataclass(frozen=True, slots=True)
class House:
    """Who runs this installation: named in the notice to candidates."""

    organisation: str
    contact: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate as the pages show them."""

    id: CandidateId
    name: str
    email: str
    language: str
    created_at: datetime
    keep_until: datetime
    """When everything about this candidate is erased."""
    has_photo: bool
    has_reference: bool
    photo_problem: str | None
    """Code of why the stored photo cannot serve as a reference; None when it can, or was not tried."""


class ConsentDecision(StrEnum):
    """What the candidate decided. Refusal and withdrawal are states, never a risk signal."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentMethod(StrEnum):
    """How the decision reached us."""

    OWN_LINK = "own_link"
    READ_OUT = "read_out"


@dataclass(frozen=True, slots=True)
class Consent:
    """One recorded decision, with the exact text it was about."""

    decision: ConsentDecision
    method: ConsentMethod
    text_version: str
    text_sha256: str
    language: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Interview:
    """One round of one candidate."""

    id: InterviewId
    candidate: CandidateId
    title: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    frames: int
    duration_s: float
    warnings: int


@dataclass(frozen=True, slots=True)
class PairingCode:
    """The code that the interviewer hands to the extension."""

    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StreamToken:
    """What a redeemed pairing code is exchanged for."""

    token: str = field(repr=False)
    interview: InterviewId
    candidate: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the audit chain."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    hash: str
