"""Which warnings of ended interviews wait for somebody? Searched by candidate, a page at a time.

A page begins where the one before ended (keyset), as in the list of candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from candor.domain.flags import CANDIDATE, NO_STEP, RESOLUTIONS, FlagDeed
from candor.domain.ids import CandidateId, InterviewId, WarningId
from candor.store.database import Database
from candor.store.directory import Directory
from candor.store.folding import folded
from candor.store.personal import identity_of, title_of
from candor.store.reach import EVERYTHING, Within
from candor.store.schema import CandidateRow, FlagEntryRow, InterviewRow, WarningRow
from candor.store.values import OpenFlag
from candor.store.vault import Vault

PAGE: Final = 50
_MOST_NAMED: Final = 20_000
"""Names that a search may mean: SQLite takes 32,766 values in a query."""
_ORDER: Final = (
    case((FlagEntryRow.deed.is_not(None), 0), else_=1),
    InterviewRow.ended_at,
    InterviewRow.id,
    WarningRow.event,
)


@dataclass(frozen=True, slots=True)
class FlagMark:
    """The last flag of a page: the next page begins after it."""

    rank: int
    """0: a proposed stop, 1: nobody has resolved it."""
    ended_at: datetime
    interview: str
    event: int


@dataclass(frozen=True, slots=True)
class FlagPage:
    """One page of the list."""

    flags: list[OpenFlag]
    total: int
    """Of all pages."""
    after: FlagMark | None
    """Where the next page begins; None: this is the last."""


class OpenFlags:
    """Reads pages of the list."""

    def __init__(self, database: Database, vault: Vault, directory: Directory) -> None:
        self._database = database
        self._vault = vault
        self._directory = directory

    def page(
        self, within: Within = EVERYTHING, words: str = "", after: FlagMark | None = None, size: int = PAGE
    ) -> FlagPage:
        """Return a page: proposed stops first, then what nobody resolved, each the oldest interview first.

        Args:
            within: whose reach.
            words: each has to be in the candidate's name or e-mail address.
            after: the end of the page before; None: the first page.
            size: at most so many.
        """
        with self._database.reading() as session:
            waiting = _waiting(within)
            if words:
                waiting = waiting.where(CandidateRow.id.in_(self._named(session, words)))
            total = session.scalar(waiting.with_only_columns(func.count(), maintain_column_froms=True)) or 0
            if after is not None:
                waiting = waiting.where(_beyond(after))
            rows = session.execute(waiting.order_by(*_ORDER).limit(size + 1)).all()
            flags = [self._open_flag(session, *row) for row in rows[:size]]
        return FlagPage(flags, total, _mark(*rows[size - 1]) if len(rows) > size else None)

    def _named(self, session: Session, words: str) -> list[str]:
        """Return whose names hold all the words: names are sealed in the database."""
        wanted = folded(words).split()
        known = self._directory.entries(session)
        return [one for one, entry in known.items() if all(word in entry.folded for word in wanted)][:_MOST_NAMED]

    def _open_flag(
        self,
        session: Session,
        interview: InterviewRow,
        candidate: CandidateRow,
        warning: WarningRow,
        step: str | None,
        is_disputed: int,
    ) -> OpenFlag:
        return OpenFlag(
            candidate=CandidateId(candidate.id),
            name=identity_of(session, self._vault, candidate).name,
            interview=InterviewId(interview.id),
            title=title_of(session, self._vault, interview),
            ended_at=interview.ended_at,
            warning=WarningId(warning.id),
            warning_code=warning.code,
            warning_details=warning.details,
            warning_title=warning.explanation["title"],
            is_proposed=step is not None,
            is_disputed=bool(is_disputed),
        )


def _beyond(after: FlagMark) -> ColumnElement[bool]:
    last = (after.rank, literal(after.ended_at, InterviewRow.ended_at.type), after.interview, after.event)
    return tuple_(*_ORDER) > tuple_(*last)


def _mark(
    interview: InterviewRow, _candidate: CandidateRow, warning: WarningRow, step: str | None, _: int
) -> FlagMark | None:
    ended_at = interview.ended_at
    return None if ended_at is None else FlagMark(int(step is None), ended_at, interview.id, warning.event)


def _newest(*deeds: FlagDeed) -> Select[str, str, int]:
    """Return the number of each flag's newest entry of these deeds."""
    return (
        select(FlagEntryRow.interview_id, FlagEntryRow.warning_id, func.max(FlagEntryRow.number).label("number"))
        .where(FlagEntryRow.deed.in_([deed.value for deed in deeds]))
        .group_by(FlagEntryRow.interview_id, FlagEntryRow.warning_id)
    )


def _waiting(within: Within) -> Select[InterviewRow, CandidateRow, WarningRow, str, int]:
    step = _newest(*(deed for deed in FlagDeed if deed not in NO_STEP)).subquery()
    resolved = _newest(*RESOLUTIONS).subquery()
    said = _newest(FlagDeed.STATEMENT).where(FlagEntryRow.person_id == CANDIDATE).subquery()
    is_disputed = said.c.number > func.coalesce(resolved.c.number, 0)
    is_proposed = FlagEntryRow.deed == FlagDeed.STOP_PROPOSED.value
    return (
        select(InterviewRow, CandidateRow, WarningRow, FlagEntryRow.deed, case((is_disputed, 1), else_=0))
        .join(CandidateRow, CandidateRow.id == InterviewRow.candidate_id)
        .join(WarningRow, WarningRow.interview_id == InterviewRow.id)
        .outerjoin(resolved, and_(resolved.c.interview_id == InterviewRow.id, resolved.c.warning_id == WarningRow.id))
        .outerjoin(said, and_(said.c.interview_id == InterviewRow.id, said.c.warning_id == WarningRow.id))
        .outerjoin(step, and_(step.c.interview_id == InterviewRow.id, step.c.warning_id == WarningRow.id))
        .outerjoin(
            FlagEntryRow,
            and_(FlagEntryRow.interview_id == InterviewRow.id, FlagEntryRow.number == step.c.number, is_proposed),
        )
        .where(InterviewRow.ended_at.is_not(None), within.interviews())
        .where(or_(resolved.c.number.is_(None), is_proposed, is_disputed))
    )
