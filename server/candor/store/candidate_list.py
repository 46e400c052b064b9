"""Which candidates stand on a page of the list? Filtered and sorted by the database, a page at a time.

A page begins where the one before ended (keyset), so the thousandth costs what the first does; the number of queries
does not depend on how many candidates there are or are shown. A test counts them. Names are sealed: where they are
searched or sorted by, the database says who else fits, and store/directory.py knows the names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from candor.domain.ids import CandidateId
from candor.store import blobs
from candor.store.database import Database
from candor.store.directory import Directory
from candor.store.folding import folded
from candor.store.personal import identity_of
from candor.store.reach import EVERYTHING, Within
from candor.store.schema import AnswerRow, CandidateRow, ConsentRow, InterviewRow, JobRow, VaultRow, WarningRow
from candor.store.values import ConsentDecision, Plan
from candor.store.vault import Vault

PAGE: Final = 50
NO_JOB: Final = "none"
NOT_ASKED: Final = "none"
LATER: Final = "later"
"""The answer to a warning that leaves it open."""


class Sort(StrEnum):
    """In which order candidates are listed."""

    NEWEST = "newest"
    NAME = "name"
    NEXT = "next"
    """By their next planned interview, soonest first; who has none is left out."""


class Progress(StrEnum):
    """How far a candidate is."""

    NONE = "none"
    """No interview yet."""
    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    """Interviews are over, and none is planned."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which candidates are asked for."""

    words: str = ""
    """Each has to be in name or e-mail address."""
    job: str = ""
    """Id; NO_JOB: those without one; empty: all."""
    round_id: str = ""
    """Who has an interview of this round."""
    progress: Progress | None = None
    consent: str = ""
    """A ConsentDecision; NOT_ASKED: who has decided nothing; empty: all."""
    is_flagged: bool = False
    """Who has a warning that nobody has settled."""
    sort: Sort = Sort.NEWEST


EVERYBODY: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Mark:
    """The last candidate of a page: the next page begins after it."""

    value: str
    """What was sorted by: a time in ISO format; empty where it was the name, which stands in no address."""
    candidate: str


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate in the list."""

    id: CandidateId
    name: str
    email: str
    job: str
    """Its title; empty: none."""
    decision: ConsentDecision | None
    has_photo: bool
    progress: Progress
    next_plan: Plan | None
    """Of the next interview that is planned for a time."""
    rounds_over: int
    flags: int
    """Warnings that nobody has settled."""


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """One page of the list."""

    lines: list[CandidateLine]
    total: int
    """Of all pages."""
    after: Mark | None
    """Where the next page begins; None: this is the last."""


class CandidateList:
    """Reads pages of the list."""

    def __init__(self, database: Database, vault: Vault, directory: Directory) -> None:
        self._database = database
        self._vault = vault
        self._directory = directory

    def open_names(self) -> None:
        """Open everybody's name now, so that the first search need not wait for it."""
        with self._database.reading() as session:
            self._directory.entries(session)

    def page(
        self, wanted: Wanted, after: Mark | None = None, within: Within = EVERYTHING, size: int = PAGE
    ) -> CandidatePage:
        """Return a page.

        Args:
            wanted: which candidates, in which order.
            after: the end of the page before; None: the first page.
            within: whose reach; of interviews beyond it nothing is counted or told either.
            size: at most so many.
        """
        matching = _matching(wanted, within)
        with self._database.reading() as session:
            if wanted.words or wanted.sort is Sort.NAME:
                total, found = self._named(session, matching, wanted, after, within)
            else:
                total = session.scalar(matching.with_only_columns(func.count(), maintain_column_froms=True)) or 0
                keyed = _sorted(matching, wanted.sort, after, within).limit(size + 1)
                found = [Mark(value.isoformat(), candidate) for candidate, value in session.execute(keyed)]
            lines = _lines(session, self._vault, [mark.candidate for mark in found[:size]], within)
        return CandidatePage(lines, total, found[size - 1] if len(found) > size else None)

    def _named(
        self, session: Session, matching: Select[CandidateRow], wanted: Wanted, after: Mark | None, within: Within
    ) -> tuple[int, list[Mark]]:
        """Return how many have the wanted words in their names, and those after a mark, in order."""
        known, words = self._directory.entries(session), folded(wanted.words).split()
        keyed = session.execute(_sorted(matching, wanted.sort, None, within))
        found = [(c, value) for c, value in keyed if c in known and all(word in known[c].folded for word in words)]
        if wanted.sort is Sort.NAME:
            found.sort(key=lambda pair: (known[pair[0]].folded, pair[0]))
            marks = [Mark("", candidate) for candidate, _ in found]
        else:
            marks = [Mark(value.isoformat(), candidate) for candidate, value in found]
        return len(marks), marks if after is None else _beyond(marks, after, wanted.sort)


def _matching(wanted: Wanted, within: Within) -> Select[CandidateRow]:
    def has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return _has(within.interviews(), *conditions)

    query = select(CandidateRow).where(within.candidates())
    if wanted.job:
        query = query.where(
            CandidateRow.job_id == wanted.job if wanted.job != NO_JOB else CandidateRow.job_id.is_(None)
        )
    if wanted.round_id:
        query = query.where(has(InterviewRow.round_id == wanted.round_id))
    if wanted.progress is not None:
        query = query.where(_is_at(wanted.progress, has))
    if wanted.consent:
        newest = select(ConsentRow.decision).where(ConsentRow.candidate_id == CandidateRow.id)
        newest = newest.order_by(ConsentRow.id.desc()).limit(1).scalar_subquery()
        query = query.where(func.coalesce(newest, NOT_ASKED) == wanted.consent)
    if wanted.is_flagged:
        flagged = select(InterviewRow.candidate_id).join(WarningRow, WarningRow.interview_id == InterviewRow.id)
        query = query.where(CandidateRow.id.in_(flagged.where(within.interviews(), _is_open())))
    return query


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = InterviewRow.candidate_id == CandidateRow.id, InterviewRow.cancelled_at.is_(None)
    return exists().where(*mine, *conditions)


def _is_at(progress: Progress, has: Callable[..., ColumnElement[bool]]) -> ColumnElement[bool]:
    runs = InterviewRow.started_at.is_not(None), InterviewRow.ended_at.is_(None)
    waits = InterviewRow.started_at.is_(None), InterviewRow.ended_at.is_(None)
    if progress is Progress.NONE:
        return ~has()
    if progress is Progress.RUNNING:
        return has(*runs)
    if progress is Progress.PLANNED:
        return and_(has(*waits), ~has(*runs))
    return and_(has(), ~has(InterviewRow.ended_at.is_(None)))


def _is_open() -> ColumnElement[bool]:
    mine = AnswerRow.interview_id == WarningRow.interview_id, AnswerRow.warning_id == WarningRow.id
    return ~exists().where(*mine, AnswerRow.kind != LATER)


def _sorted(matching: Select[CandidateRow], sort: Sort, after: Mark | None, within: Within) -> Select[str, datetime]:
    """Return the query for ids with what they are sorted by. Whoever sorts by name gets any order."""
    if sort is Sort.NEXT:
        waits = InterviewRow.started_at.is_(None), InterviewRow.ended_at.is_(None)
        soonest = (
            select(InterviewRow.candidate_id, func.min(InterviewRow.scheduled_at).label("at"))
            .where(InterviewRow.scheduled_at.is_not(None), within.interviews(), *waits)
            .group_by(InterviewRow.candidate_id)
            .subquery()
        )
        matching = matching.join(soonest, soonest.c.candidate_id == CandidateRow.id)
        return _after(matching, soonest.c.at, after and datetime.fromisoformat(after.value), after)
    return _after(matching, CandidateRow.created_at, after and datetime.fromisoformat(after.value), after, falls=True)


def _after(
    matching: Select[CandidateRow],
    key: ColumnElement[datetime] | InstrumentedAttribute[datetime],
    value: datetime | None,
    after: Mark | None,
    *,
    falls: bool = False,
) -> Select[str, datetime]:
    own = CandidateRow.id
    if after is not None:
        beyond, later = (key < value, own < after.candidate) if falls else (key > value, own > after.candidate)
        matching = matching.where(or_(beyond, and_(key == value, later)))
    order = (key.desc(), own.desc()) if falls else (key, own)
    return matching.with_only_columns(own, key, maintain_column_froms=True).order_by(*order)


def _beyond(marks: list[Mark], after: Mark, sort: Sort) -> list[Mark]:
    """Return the marks after one; it may be of somebody who was erased: then names begin anew, times go on."""
    places = {mark.candidate: place for place, mark in enumerate(marks)}
    if after.candidate in places:
        return marks[places[after.candidate] + 1 :]
    if sort is Sort.NAME:
        return marks
    last = (datetime.fromisoformat(after.value), after.candidate)
    keyed = ((mark, (datetime.fromisoformat(mark.value), mark.candidate)) for mark in marks)
    return [mark for mark, key in keyed if (key < last if sort is Sort.NEWEST else key > last)]


def _lines(session: Session, vault: Vault, ids: Sequence[str], within: Within) -> list[CandidateLine]:
    rows = {row.id: row for row in session.scalars(select(CandidateRow).where(CandidateRow.id.in_(ids)))}
    titles = dict(session.execute(select(JobRow.id, JobRow.title)).all())
    with_photo = set(
        session.scalars(
            select(VaultRow.candidate_id).where(VaultRow.candidate_id.in_(ids), VaultRow.kind == blobs.PHOTO)
        )
    )
    newest = select(func.max(ConsentRow.id)).where(ConsentRow.candidate_id.in_(ids)).group_by(ConsentRow.candidate_id)
    decided = select(ConsentRow.candidate_id, ConsentRow.decision).where(ConsentRow.id.in_(newest))
    decisions = dict(session.execute(decided).all())
    interviews = _interviews(session, ids, within)
    flags = _flags(session, ids, within)
    identities = {row.id: identity_of(session, vault, row) for row in rows.values()}
    return [
        CandidateLine(
            id=CandidateId(row.id),
            name=identities[row.id].name,
            email=identities[row.id].email,
            job=titles.get(row.job_id or "", ""),
            decision=ConsentDecision(decisions[row.id]) if row.id in decisions else None,
            has_photo=row.id in with_photo,
            progress=_progress(interviews[row.id]),
            next_plan=_next_plan(interviews[row.id]),
            rounds_over=sum(held.ended_at is not None for held in interviews[row.id]),
            flags=flags.get(row.id, 0),
        )
        for row in (rows[candidate] for candidate in ids)
    ]


def _interviews(session: Session, candidates: Sequence[str], within: Within) -> dict[str, list[InterviewRow]]:
    query = select(InterviewRow).where(InterviewRow.candidate_id.in_(candidates), InterviewRow.cancelled_at.is_(None))
    query = query.where(within.interviews())
    held: dict[str, list[InterviewRow]] = {candidate: [] for candidate in candidates}
    for row in session.scalars(query):
        held[row.candidate_id].append(row)
    return held


def _flags(session: Session, candidates: Sequence[str], within: Within) -> dict[str, int]:
    counted = (
        select(InterviewRow.candidate_id, func.count())
        .join(WarningRow, WarningRow.interview_id == InterviewRow.id)
        .where(InterviewRow.candidate_id.in_(candidates), within.interviews(), _is_open())
        .group_by(InterviewRow.candidate_id)
    )
    return dict(session.execute(counted).all())


def _progress(interviews: Sequence[InterviewRow]) -> Progress:
    if not interviews:
        return Progress.NONE
    is_open = [held for held in interviews if held.ended_at is None]
    if any(held.started_at is not None for held in is_open):
        return Progress.RUNNING
    return Progress.PLANNED if is_open else Progress.OVER


def _next_plan(interviews: Sequence[InterviewRow]) -> Plan | None:
    waits = [held for held in interviews if held.started_at is None and held.ended_at is None]
    plans = [Plan(held.scheduled_at, held.time_zone) for held in waits if held.scheduled_at is not None]
    return min(plans, key=lambda plan: plan.at.timestamp() if plan.at else 0.0) if plans else None
