"""What became of escalated warnings? Opened with the interviewer's answer, taken and closed on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from candor.domain.escalation import CloseReason, Escalation
from candor.domain.ids import CandidateId, InterviewId, WarningId
from candor.errors import NotFoundError, UsageError
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.personal import identity_of, title_of
from candor.store.reach import EVERYTHING, Within
from candor.store.schema import CandidateRow, EscalationRow, InterviewRow, WarningRow
from candor.store.values import OpenEscalation, Person
from candor.store.vault import CandidateKey, Vault

_LISTED = 100


class Escalations:
    """Reads and writes escalations from the side of the pages."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def still_open(self, within: Within = EVERYTHING) -> list[OpenEscalation]:
        """Return what nobody has closed in interviews within reach, the oldest first."""
        query = (
            select(EscalationRow, InterviewRow, CandidateRow, WarningRow)
            .join(InterviewRow, InterviewRow.id == EscalationRow.interview_id)
            .join(CandidateRow, CandidateRow.id == InterviewRow.candidate_id)
            .join(
                WarningRow,
                (WarningRow.interview_id == EscalationRow.interview_id) & (WarningRow.id == EscalationRow.warning_id),
            )
            .where(EscalationRow.closed_at.is_(None), within.interviews())
            .order_by(EscalationRow.opened_at, EscalationRow.number)
            .limit(_LISTED)
        )
        with self._database.reading() as session:
            return [
                OpenEscalation(
                    candidate=CandidateId(candidate.id),
                    name=identity_of(session, self._vault, candidate).name,
                    interview=InterviewId(interview.id),
                    title=title_of(session, self._vault, interview),
                    warning_code=warning.code,
                    warning_details=warning.details,
                    warning_title=warning.explanation["title"],
                    escalation=_value(row),
                )
                for row, interview, candidate, warning in session.execute(query)
            ]

    def take(self, by: Person, interview: InterviewId, number: int) -> None:
        """Write down who sees to it; whoever takes it over from somebody else is written down in their place.

        Raises:
            NotFoundError: "no_such_escalation".
            UsageError: "escalation_closed".
        """
        with self._database.writing() as session:
            row = _open_row(session, interview, number)
            row.taken_at, row.taken_by = self._now(), by.name
            audit.append(session, self._now(), by.id, "escalation_taken", interview)

    def close(self, by: Person, interview: InterviewId, number: int, reason: CloseReason, words: str) -> None:
        """Write down that it is over, and why; the reason stands in the audit trail, too, more words in the vault.

        Raises:
            NotFoundError: "no_such_escalation".
            UsageError: "escalation_closed".
        """
        with self._database.writing() as session:
            row = _open_row(session, interview, number)
            row.closed_at, row.closed_by, row.reason = self._now(), by.name, reason.value
            if words:
                key = blobs.key_of(session, self._vault, session.get_one(InterviewRow, interview).candidate_id)
                blobs.put(session, key, blobs.ESCALATION, words_ref(interview, number), words.encode(), self._now())
            audit.append(session, self._now(), by.id, f"escalation_closed_{reason}", interview)


def begin(session: Session, interview: str, warning: WarningId, by: str, at: datetime) -> None:
    """Open an escalation of a warning, unless one is open."""
    mine = select(EscalationRow).where(EscalationRow.interview_id == interview)
    known = mine.where(EscalationRow.warning_id == warning, EscalationRow.closed_at.is_(None)).limit(1)
    if session.scalar(known) is not None:
        return
    newest = select(func.max(EscalationRow.number)).where(EscalationRow.interview_id == interview)
    row = EscalationRow(interview_id=interview, number=(session.scalar(newest) or 0) + 1, warning_id=warning)
    row.opened_at, row.opened_by = at, by
    session.add(row)
    audit.append(session, at, "extension", "warning_escalated", interview)


def recorded(session: Session, key: CandidateKey, interview: str) -> list[Escalation]:
    """Return the escalations of an interview, oldest first."""
    rows = select(EscalationRow).where(EscalationRow.interview_id == interview).order_by(EscalationRow.number)
    found = session.scalars(rows).all()
    return [_value(row, blobs.take(session, key, blobs.ESCALATION, words_ref(interview, row.number))) for row in found]


def words_ref(interview: str, number: int) -> str:
    """Return the place of the words about a closed escalation in the vault."""
    return f"{interview}/{number}"


def _open_row(session: Session, interview: str, number: int) -> EscalationRow:
    row = session.get(EscalationRow, (interview, number))
    if row is None:
        raise NotFoundError("no_such_escalation", "This escalation does not exist, or was erased.")
    if row.closed_at is not None:
        raise UsageError("escalation_closed", "Somebody has closed this escalation meanwhile.")
    return row


def _value(row: EscalationRow, words: bytes | None = None) -> Escalation:
    return Escalation(
        number=row.number,
        warning=WarningId(row.warning_id),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        reason=None if row.reason is None else CloseReason(row.reason),
        words="" if words is None else words.decode(),
    )
