"""What the store hands out: frozen values, free of database rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from candor.domain.assessment import Explanation
from candor.domain.escalation import Escalation
from candor.domain.flags import Flag
from candor.domain.ids import CandidateId, InterviewId, WarningId


class Role(StrEnum):
    """What somebody who signs in may do; see services/access.py."""

    ADMINISTRATOR = "administrator"
    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in."""

    id: str
    email: str
    name: str
    role: Role
    is_active: bool
    """False until the invitation is accepted, and once deactivated."""
    session_epoch: int
    """Sessions of an older epoch are no longer good."""
    is_deactivated: bool = False
    has_second_factor: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """Who runs this installation: named in the notice to candidates."""

    organisation: str
    contact: str


class RoundKind(StrEnum):
    """What an interview of a job is for."""

    INTERVIEW = "interview"
    FIRST_DAY = "first_day"
    """A short call on the first day of work: is it who was interviewed?"""


class AskedCheck(StrEnum):
    """What a round asks of everybody. Who cannot or would rather not is offered another way."""

    IDENTITY = "identity"
    """The face is compared with the ID photo."""
    MOVEMENT = "movement"
    """At least one movement check."""
    LIGHT = "light"
    """The coded light."""
    SOUND = "sound"
    """Sound is analysed along with the picture."""


@dataclass(frozen=True, slots=True)
class JobRound:
    """One of the interviews that everybody has who applies for a job."""

    id: str
    """Empty: not stored yet."""
    name: str
    kind: RoundKind = RoundKind.INTERVIEW
    checklist: str = "default"
    """Id of a template."""
    checks: frozenset[AskedCheck] = frozenset()
    interviewers: tuple[str, ...] = ()
    """Ids of the people who take part in each interview of it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job to be filled: the same rounds, checks and retention for everybody who applies."""

    id: str
    """Empty: not stored yet."""
    title: str
    keep_days: int
    """Everything about a candidate is erased so many days after they were added."""
    rounds: tuple[JobRound, ...]
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in the list of jobs."""

    job: Job
    candidates: int
    upcoming: int
    """Interviews that are planned and not begun."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is agreed on about an interview beforehand."""

    at: datetime | None = None
    """Aware; None: no time yet."""
    time_zone: str = ""
    """IANA name in which the time was agreed on, such as "Asia/Jakarta"."""


NO_PLAN: Final = Plan()


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
    job: str | None = None
    """Id of the job they apply for."""


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody who is to be added."""

    name: str
    email: str
    language: str


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
    round_id: str | None = None
    """Which round of the job; None: one of its own."""
    take: int = 1
    """Which time this candidate has this round."""
    plan: Plan = NO_PLAN
    cancelled_at: datetime | None = None
    checks: frozenset[AskedCheck] = frozenset()
    """What the round asked of everybody when this interview was made."""
    candidate_name: str = ""
    """Filled where interviews of several candidates are listed."""


@dataclass(frozen=True, slots=True)
class OpenEscalation:
    """An escalation that nobody has closed, with what it is about."""

    candidate: CandidateId
    name: str
    """Of the candidate."""
    interview: InterviewId
    title: str
    """Of the interview."""
    warning_code: str
    warning_details: Mapping[str, float | int | str]
    warning_title: str
    """As it was recorded."""
    escalation: Escalation


@dataclass(frozen=True, slots=True)
class AskedFlag:
    """A warning that the candidate is or was asked about on their page."""

    interview: InterviewId
    title: str
    """Of the interview."""
    warning: WarningId
    warning_code: str
    warning_details: Mapping[str, float | int | str]
    told: Explanation
    """As it was recorded."""
    flag: Flag


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A warning of an ended interview that waits for somebody, with whose it is."""

    candidate: CandidateId
    name: str
    """Of the candidate."""
    interview: InterviewId
    title: str
    """Of the interview."""
    ended_at: datetime | None
    warning: WarningId
    warning_code: str
    warning_details: Mapping[str, float | int | str]
    warning_title: str
    """As it was recorded."""
    is_proposed: bool
    """A proposed stop waits for a second person."""
    is_disputed: bool
    """The candidate has written something since it was resolved, or before anybody did."""


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
    previous_hash: str
