"""The tables of Candor, the same on SQLite and PostgreSQL. What is personal hangs below one candidate and goes with it.

    people ─┬─ (names in rows; never deleted by erasing a candidate)
            ├─ recovery_codes   fingerprints only
            └─ api_tokens ── idempotency_keys   fingerprints only
    doomed_keys     whose key file is still to be destroyed: ids of erased candidates, for a moment
    candidates ─┬─ vault_blobs    sealed: ID photo, reference, checkpoints, evidence, notes, private link, pairing code
                ├─ consents       every decision, newest last
                └─ interviews ─┬─ pairing_codes, stream_tokens      fingerprints only
                               ├─ assignments                       which people take part
                               ├─ assessments, warnings, answers, escalations, flag_entries, checks, notes, ...
                               └─ checklists ── checklist_answers   what was said is sealed
    checklist_templates   every version that an interview has used or an organisation has written, unchanged
    └─ own_checklists     the newest version of what an organisation has written
    jobs ── job_rounds    what is to be filled, and its interviews in order; candidates and interviews point at them
    ledger_warnings, ledger_time   counts that erased candidates leave, of nobody
    house       settings of this installation and the head of the audit chain
    audit       hash chain of who did what; holds ids, never names

What all tables have in common is in tables.py, those about access in access_schema.py, about
jobs in job_schema.py, about flags in flag_schema.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from candor.store.access_schema import ApiTokenRow, IdempotencyRow, RecoveryCodeRow
from candor.store.flag_schema import FlagEntryRow, LedgerTimeRow, LedgerWarningRow
from candor.store.job_schema import JobRoundRow, JobRow, OwnChecklistRow
from candor.store.tables import Base, UtcDateTime

__all__ = [
    "ApiTokenRow",
    "FlagEntryRow",
    "IdempotencyRow",
    "JobRoundRow",
    "JobRow",
    "OwnChecklistRow",
    "LedgerTimeRow",
    "LedgerWarningRow",
    "RecoveryCodeRow",
    "UtcDateTime",
]
"""Kept in other files; found here with all tables."""


def _candidate_key(*, primary_key: bool = False) -> Mapped[str]:
    return mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=primary_key, index=not primary_key
    )


def _interview_key(*, primary_key: bool = False) -> Mapped[str]:
    return mapped_column(
        ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=primary_key, index=not primary_key
    )


class HouseRow(Base):
    """One fact about this installation: organisation, contact, id of the master key, head of the audit chain."""

    __tablename__ = "house"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class PersonRow(Base):
    """Somebody who signs in."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    invitation_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invitation_expires_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    second_factor: Mapped[bytes | None]
    """Secret of the authenticator app, sealed with the master key."""
    second_factor_at: Mapped[datetime | None]
    """Since when it counts."""
    second_factor_step: Mapped[int] = mapped_column(default=0, server_default="0")
    """The newest half minute whose code was used."""


class CandidateRow(Base):
    """A candidate. Who they are is sealed; their key is in a file of its own, see store/candidate_keys.py."""

    __tablename__ = "candidates"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(server_default="")
    """Name, e-mail address and language, see store/personal.py."""
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    photo_problem: Mapped[str | None] = mapped_column(String(60))
    created_by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    keep_until: Mapped[datetime] = mapped_column(index=True)
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id"))

    __table_args__ = (
        Index("ix_candidates_created_at_id", "created_at", "id"),
        Index("ix_candidates_job_id_created_at_id", "job_id", "created_at", "id"),
    )


class DoomedKeyRow(Base):
    """An erased candidate whose key file is still to be destroyed."""

    __tablename__ = "doomed_keys"
    candidate_id: Mapped[str] = mapped_column(String(32), primary_key=True)


class VaultRow(Base):
    """Sealed bytes. `ref` tells blobs of one kind apart (interview id, interview and warning id, or empty)."""

    __tablename__ = "vault_blobs"
    candidate_id: Mapped[str] = _candidate_key(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    ref: Mapped[str] = mapped_column(String(120), primary_key=True, default="")
    sealed: Mapped[bytes]
    stored_at: Mapped[datetime]


class ConsentRow(Base):
    """One decision about consent; the newest is in force."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = _candidate_key()
    decision: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(20))
    text_version: Mapped[str] = mapped_column(String(40))
    text_sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    recorded_by: Mapped[str] = mapped_column(String(120))
    """Empty: the candidate."""
    at: Mapped[datetime]


class InterviewRow(Base):
    """One round of one candidate."""

    __tablename__ = "interviews"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    candidate_id: Mapped[str] = _candidate_key()
    sealed_title: Mapped[bytes] = mapped_column(server_default="")
    created_by: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    had_reference: Mapped[bool] = mapped_column(default=False)
    frames: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[int] = mapped_column(default=0)
    sound_lost_s: Mapped[float] = mapped_column(default=0.0, server_default="0")
    duration_s: Mapped[float] = mapped_column(default=0.0)
    last_event: Mapped[int] = mapped_column(default=0)
    versions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    round_id: Mapped[str | None] = mapped_column(ForeignKey("job_rounds.id"), index=True)
    take: Mapped[int] = mapped_column(default=1, server_default="1")
    """Which time this candidate has this round."""
    scheduled_at: Mapped[datetime | None] = mapped_column(index=True)
    time_zone: Mapped[str] = mapped_column(String(64), default="", server_default="")
    cancelled_at: Mapped[datetime | None]
    checks: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """What the round asked of everybody when this interview was made."""


class AssignmentRow(Base):
    """Somebody who takes part in an interview."""

    __tablename__ = "assignments"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class PairingRow(Base):
    """A pairing code: single use, short-lived. The code itself is in the vault until it is used."""

    __tablename__ = "pairing_codes"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    interview_id: Mapped[str] = _interview_key()
    made_by: Mapped[str] = mapped_column(String(120))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TokenRow(Base):
    """A stream token, by fingerprint only."""

    __tablename__ = "stream_tokens"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    interview_id: Mapped[str] = _interview_key()
    granted_to: Mapped[str] = mapped_column(String(120))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AssessmentRow(Base):
    """The four states after one of them changed or nobody watched for a while, and until when they were seen."""

    __tablename__ = "assessments"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = _interview_key()
    at_s: Mapped[float]
    until_s: Mapped[float] = mapped_column(server_default="0")
    questions: Mapped[dict[str, Any]]


class WarningRow(Base):
    """A warning; its evidence crop is in the vault."""

    __tablename__ = "warnings"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    event: Mapped[int]
    question: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(60))
    at_s: Mapped[float]
    until_s: Mapped[float | None]
    llr: Mapped[float]
    details: Mapped[dict[str, Any]]
    explanation: Mapped[dict[str, Any]]

    __table_args__ = (Index("ix_warnings_interview_id_event", "interview_id", "event"),)


class AnswerRow(Base):
    """What the interviewer did with a warning; all answers are kept, the newest counts."""

    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = _interview_key()
    warning_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    sealed_note: Mapped[bytes | None]
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class EscalationRow(Base):
    """An escalated warning: who took it, who closed it and why; more words about that are in the vault."""

    __tablename__ = "escalations"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    warning_id: Mapped[str] = mapped_column(String(80))
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(120))
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str] = mapped_column(String(120), default="")
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str | None] = mapped_column(String(20))


class CheckRow(Base):
    """A movement check; its evidence strip is in the vault, and so is the seed that it was drawn from."""

    __tablename__ = "checks"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(10))
    digits: Mapped[str] = mapped_column(String(20))
    is_chosen: Mapped[bool]
    phase: Mapped[str] = mapped_column(String(20))
    started_at_s: Mapped[float]
    ended_at_s: Mapped[float | None]
    details: Mapped[dict[str, Any]]
    confirmed: Mapped[bool | None]


class ChecklistTemplateRow(Base):
    """A version of a checklist that interviews use; never changed, and nothing of it is personal."""

    __tablename__ = "checklist_templates"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]


class ChecklistRow(Base):
    """The checklist that an interview began with."""

    __tablename__ = "checklists"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    template_id: Mapped[str] = mapped_column(String(40))
    template_version: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(
            ["template_id", "template_version"], ["checklist_templates.id", "checklist_templates.version"]
        ),
    )


class ChecklistAnswerRow(Base):
    """What was noted of an item; its words are in the vault."""

    __tablename__ = "checklist_answers"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    change: Mapped[str] = mapped_column(String(40))
    mark: Mapped[str] = mapped_column(String(10))
    rating: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(20))
    at_s: Mapped[float | None]
    by: Mapped[str] = mapped_column(String(120))
    given_at: Mapped[datetime]


class NoteRow(Base):
    """A note of the interviewer; its text is in the vault."""

    __tablename__ = "notes"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    at_s: Mapped[float]
    by: Mapped[str] = mapped_column(String(120))
    written_at: Mapped[datetime]


class SecondOpinionRow(Base):
    """Who was asked for a second opinion on an interview; what was said is in the vault."""

    __tablename__ = "second_opinions"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    engine: Mapped[str] = mapped_column(String(60))
    readiness: Mapped[dict[str, Any]]
    missing: Mapped[list[Any]] = mapped_column(JSON)
    models: Mapped[dict[str, Any]]


class TallyRow(Base):
    """How often a signal could judge in an interview."""

    __tablename__ = "tallies"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    signal: Mapped[str] = mapped_column(String(60), primary_key=True)
    observations: Mapped[int]
    abstentions: Mapped[dict[str, Any]]


class MinuteRow(Base):
    """What was found in each second of a minute: 60 letters of domain.seconds for each question."""

    __tablename__ = "minutes"
    interview_id: Mapped[str] = _interview_key(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    identity: Mapped[str] = mapped_column(String(60))
    continuity: Mapped[str] = mapped_column(String(60))


class NoticeRow(Base):
    """Something that went wrong with the protection itself."""

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = _interview_key()
    code: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


class AuditRow(Base):
    """One link of the audit chain."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("previous_hash"),)
