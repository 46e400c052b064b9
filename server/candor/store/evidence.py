"""What goes into an evidence pack that no other repository reads: all answers, all verdicts, and the audit links."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import select

from candor.domain.ids import CandidateId, InterviewId
from candor.domain.observations import Verdict
from candor.store import audit, blobs, observations
from candor.store.database import Database
from candor.store.personal import note
from candor.store.schema import AnswerRow, AuditRow, InterviewRow, NoticeRow
from candor.store.values import AuditEntry
from candor.store.vault import Vault

MOST_LINKS: Final = 5000


class GivenAnswer(msgspec.Struct, frozen=True):
    """An answer to a warning; of several the newest counts."""

    warning: str
    kind: str
    note: str
    by: str
    at: datetime


class RecordedNotice(msgspec.Struct, frozen=True):
    """Something that went wrong with the protection itself."""

    code: str
    at: datetime


class EvidenceStore:
    """Reads for evidence packs."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def answers(self, interview: InterviewId) -> list[GivenAnswer]:
        """Return every answer to every warning, oldest first."""
        rows = select(AnswerRow).where(AnswerRow.interview_id == interview).order_by(AnswerRow.id)
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, session.get_one(InterviewRow, interview).candidate_id)
            return [GivenAnswer(r.warning_id, r.kind, note(key, r), r.by, r.at) for r in session.scalars(rows)]

    def notices(self, interview: InterviewId) -> list[RecordedNotice]:
        """Return what went wrong, with its time, oldest first."""
        rows = select(NoticeRow).where(NoticeRow.interview_id == interview).order_by(NoticeRow.id)
        with self._database.reading() as session:
            return [RecordedNotice(row.code, row.at) for row in session.scalars(rows)]

    def verdicts(self, interview: InterviewId) -> list[Verdict]:
        """Return what every signal said, oldest first."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, session.get_one(InterviewRow, interview).candidate_id)
            return observations.recorded(session, key, interview)

    def links(self, subjects: list[str]) -> list[AuditEntry]:
        """Return the audit links about some interviews and candidates, oldest first."""
        rows = select(AuditRow).where(AuditRow.subject.in_(subjects)).order_by(AuditRow.seq).limit(MOST_LINKS)
        with self._database.reading() as session:
            return [audit.value_of(row) for row in session.scalars(rows)]

    def candidate_of(self, interview: InterviewId) -> CandidateId:
        """Return whose interview this is."""
        with self._database.reading() as session:
            return CandidateId(session.get_one(InterviewRow, interview).candidate_id)
