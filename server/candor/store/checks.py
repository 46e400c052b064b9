"""How are movement checks kept? Rows in the clear, evidence strips and the secret of the draw in the vault.

The seed is committed to when it is made and told when the interview ends, both in the audit chain: so nobody could know
what would be asked for next, and afterwards everybody can see that it was drawn. What a person cannot do is not kept.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.records import RecordedCheck
from candor.store import audit, blobs
from candor.store.schema import CheckRow, InterviewRow
from candor.store.vault import CandidateKey

SEED_BYTES = 16


def seed(session: Session, key: CandidateKey, interview: str, now: datetime) -> str:
    """Return the seed of an interview's draws; the first time it is made, and committed to in the audit chain."""
    known = blobs.take(session, key, blobs.CHECK_SEED, interview)
    if known is not None:
        return known.decode()
    made = secrets.token_hex(SEED_BYTES)
    blobs.put(session, key, blobs.CHECK_SEED, interview, made.encode(), now)
    audit.append(session, now, "system", "check_seed_committed", f"{interview}:{commitment(made)}")
    return made


def reveal_seed(session: Session, key: CandidateKey, interview: str, now: datetime) -> None:
    """Tell the seed in the audit chain, if there is one: the interview is over."""
    known = blobs.take(session, key, blobs.CHECK_SEED, interview)
    if known is not None:
        audit.append(session, now, "system", "check_seed_revealed", f"{interview}:{known.decode()}")


def commitment(made: str) -> str:
    """Return what tells nothing of a seed and fits no other: the first half of its SHA-256, hexadecimal."""
    return hashlib.sha256(made.encode()).hexdigest()[:32]


def save(session: Session, key: CandidateKey, interview: InterviewRow, check: RecordedCheck, now: datetime) -> None:
    """Insert or update a check. An update without evidence keeps the evidence it has."""
    status, asked = check.status, check.status.check
    row = CheckRow(interview_id=interview.id, number=check.number, id=asked.id, kind=asked.kind.value)
    row.side, row.digits, row.is_chosen = asked.side.value, asked.digits, check.is_chosen
    row.phase, row.started_at_s, row.ended_at_s = status.phase.value, status.started_at_s, status.ended_at_s
    row.details, row.confirmed = dict(status.details), check.confirmed
    session.merge(row)
    if status.evidence_jpeg is not None:
        blobs.put(session, key, blobs.CHECK_STRIP, strip_ref(interview.id, asked.id), status.evidence_jpeg, now)


def recorded(session: Session, key: CandidateKey, interview: str) -> list[RecordedCheck]:
    """Return the checks of an interview with their evidence, oldest first."""
    rows = select(CheckRow).where(CheckRow.interview_id == interview).order_by(CheckRow.number)
    return [_value(session, key, row) for row in session.scalars(rows).all()]


def strip(session: Session, key: CandidateKey, interview: str, check: str) -> bytes | None:
    """Return the evidence strip of a check, JPEG."""
    return blobs.take(session, key, blobs.CHECK_STRIP, strip_ref(interview, check))


def strip_ref(interview: str, check: str) -> str:
    """Return the place of a check's evidence in the vault."""
    return f"{interview}/{check}"


def _value(session: Session, key: CandidateKey, row: CheckRow) -> RecordedCheck:
    status = CheckStatus(
        check=Check(CheckId(row.id), CheckKind(row.kind), Side(row.side), row.digits),
        phase=CheckPhase(row.phase),
        started_at_s=row.started_at_s,
        ended_at_s=row.ended_at_s,
        details=row.details,
        evidence_jpeg=strip(session, key, row.interview_id, row.id),
    )
    return RecordedCheck(row.number, status, row.is_chosen, row.confirmed)
