"""What did people make of the warnings of ended interviews? Entries are added, never changed; words are sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from candor.domain.assessment import Explanation
from candor.domain.flags import (
    CANDIDATE,
    NOTHING_WRITTEN,
    Flag,
    FlagDeed,
    FlagEntry,
    allow,
    flags_of,
)
from candor.domain.ids import CandidateId, InterviewId, WarningId
from candor.errors import NotFoundError, UsageError
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.personal import open_identity, title
from candor.store.schema import CandidateRow, FlagEntryRow, InterviewRow, WarningRow
from candor.store.values import AskedFlag, Person
from candor.store.vault import CandidateKey, Vault


class Flags:
    """Reads and writes what is known of flags."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def of_interview(self, interview: InterviewId) -> Mapping[WarningId, Flag]:
        """Return the flags of an interview that something was written about."""
        with self._database.reading() as session:
            row = session.get(InterviewRow, interview)
            if row is None:
                return {}
            return flags_of(recorded(session, blobs.key_of(session, self._vault, row.candidate_id), interview))

    def add(
        self, by: Person, interview: InterviewId, warning: WarningId, deed: FlagDeed, words: str, proposal: int = 0
    ) -> None:
        """Write something down about a flag; the deed stands in the audit trail, too, the words in the vault.

        Raises:
            NotFoundError: "no_such_interview", "no_such_warning".
            UsageError: "interview_not_over", or what domain.flags.allow refuses.
        """
        with self._database.writing() as session:
            row = _ended(session, interview)
            self._write(session, row, FlagEntry(0, warning, deed, by.id, by.name, self._now(), words), proposal)

    def answer(self, candidate: CandidateId, interview: InterviewId, warning: WarningId, words: str) -> None:
        """Write down what the candidate says on their page, asked or not.

        Raises:
            NotFoundError: "no_such_interview", "no_such_warning".
            UsageError: "interview_not_over", "enough_said".
        """
        with self._database.writing() as session:
            row = _ended(session, interview)
            if row.candidate_id != candidate:
                raise NotFoundError("no_such_interview", "This interview does not exist, or was erased.")
            self._write(session, row, FlagEntry(0, warning, FlagDeed.STATEMENT, CANDIDATE, "", self._now(), words))

    def asked_of(self, candidate: CandidateId) -> list[AskedFlag]:
        """Return what the candidate was ever asked on their page, the oldest first."""
        query = (
            select(InterviewRow, WarningRow)
            .join(WarningRow, WarningRow.interview_id == InterviewRow.id)
            .where(InterviewRow.candidate_id == candidate)
            .where(_was_asked())
            .order_by(InterviewRow.ended_at, WarningRow.event)
        )
        with self._database.reading() as session:
            return [self._asked(session, *row) for row in session.execute(query)]

    def _asked(self, session: Session, interview: InterviewRow, warning: WarningRow) -> AskedFlag:
        key = blobs.key_of(session, self._vault, interview.candidate_id)
        return AskedFlag(
            interview=InterviewId(interview.id),
            title=title(key, interview),
            warning=WarningId(warning.id),
            warning_code=warning.code,
            warning_details=warning.details,
            told=Explanation(**warning.explanation),
            flag=flags_of(recorded(session, key, interview.id))[WarningId(warning.id)],
        )

    def _write(self, session: Session, row: InterviewRow, entry: FlagEntry, proposal: int = 0) -> None:
        """Add an entry with the next number, if the flag as it is now allows it."""
        interview, warning = row.id, entry.warning
        if session.get(WarningRow, (interview, warning)) is None:
            raise NotFoundError("no_such_warning", "This interview has no such warning.")
        audit.append(session, entry.at, entry.person, f"flag_{entry.deed}", interview)  # first: it makes writers wait
        mine = select(func.max(FlagEntryRow.number)).where(FlagEntryRow.interview_id == interview)
        number = (session.scalar(mine) or 0) + 1
        key = blobs.key_of(session, self._vault, row.candidate_id)
        now = flags_of(recorded(session, key, interview)).get(warning, NOTHING_WRITTEN)
        allow(now, entry.deed, entry.person, proposal)
        kept = FlagEntryRow(interview_id=interview, number=number, warning_id=warning, deed=entry.deed.value)
        kept.person_id, kept.by, kept.at = entry.person, entry.by, entry.at
        session.add(kept)
        if entry.words:
            blobs.put(session, key, blobs.FLAG, words_ref(interview, number), entry.words.encode(), entry.at)


def recorded(session: Session, key: CandidateKey, interview: str) -> list[FlagEntry]:
    """Return what was written down about the flags of an interview, oldest first."""
    rows = select(FlagEntryRow).where(FlagEntryRow.interview_id == interview).order_by(FlagEntryRow.number)
    name = open_identity(key, session.get_one(CandidateRow, key.candidate).sealed).name
    return [
        _value(row, name, blobs.take(session, key, blobs.FLAG, words_ref(interview, row.number)))
        for row in session.scalars(rows).all()
    ]


def words_ref(interview: str, number: int) -> str:
    """Return the place of the words of an entry in the vault."""
    return f"{interview}/{number}"


def _ended(session: Session, interview: str) -> InterviewRow:
    row = session.get(InterviewRow, interview)
    if row is None:
        raise NotFoundError("no_such_interview", "This interview does not exist, or was erased.")
    if row.ended_at is None:
        raise UsageError("interview_not_over", "Warnings are resolved when the interview is over.")
    return row


def _was_asked() -> ColumnElement[bool]:
    mine = FlagEntryRow.interview_id == WarningRow.interview_id, FlagEntryRow.warning_id == WarningRow.id
    return exists().where(*mine, FlagEntryRow.deed == FlagDeed.ASKED.value).correlate(WarningRow)


def _value(row: FlagEntryRow, candidate: str, words: bytes | None) -> FlagEntry:
    return FlagEntry(
        number=row.number,
        warning=WarningId(row.warning_id),
        deed=FlagDeed(row.deed),
        person=row.person_id,
        by=row.by or candidate,
        at=row.at,
        words="" if words is None else words.decode(),
    )
