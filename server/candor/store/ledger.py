"""How many warnings of which kind were raised in which month, and what became of them? Counts, nobody's name.

What erased candidates leave is added to counts of the same shape when they are erased, so that a rate does not change
with the deletion of those it was counted on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, extract, func, literal_column, select
from sqlalchemy.orm import Session

from candor.domain.flags import RESOLUTIONS
from candor.store.database import Database
from candor.store.schema import FlagEntryRow, InterviewRow, LedgerTimeRow, LedgerWarningRow, WarningRow

OPEN: Final = "open"
"""Outcome of a warning that nobody has resolved."""

Place = tuple[str, str, str]
"""Month ("2026-11", UTC, of the beginning of the interview), code of the warning, outcome."""


@dataclass(frozen=True, slots=True)
class Time:
    """Ended interviews of a month."""

    interviews: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that the ledger counts."""

    warnings: Mapping[Place, int]
    time: Mapping[str, Time]
    """By month."""


class Ledger:
    """Reads the counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> Counts:
        """Return the counts of all ended interviews, erased ones among them."""
        with self._database.reading() as session:
            warnings, time = Counter(_warnings(session)), _time(session)
            for row in session.scalars(select(LedgerWarningRow)):
                warnings[row.month, row.code, row.outcome] += row.count
            for row in session.scalars(select(LedgerTimeRow)):
                time[row.month] = _sum(time.get(row.month), Time(row.interviews, row.seconds))
            return Counts(dict(warnings), time)


def keep_counts(session: Session, candidate: str) -> None:
    """Add a candidate who is being erased to the counts that stay, within the caller's transaction."""
    for (month, code, outcome), count in _warnings(session, candidate).items():
        row = session.get(LedgerWarningRow, (month, code, outcome))
        if row is None:
            session.add(LedgerWarningRow(month=month, code=code, outcome=outcome, count=count))
        else:
            row.count += count
    for month, time in _time(session, candidate).items():
        row = session.get(LedgerTimeRow, month)
        if row is None:
            session.add(LedgerTimeRow(month=month, interviews=time.interviews, seconds=time.seconds))
        else:
            row.interviews, row.seconds = row.interviews + time.interviews, row.seconds + time.seconds


_BEGUN = func.coalesce(InterviewRow.started_at, InterviewRow.created_at)
_YEAR, _MONTH = extract("year", _BEGUN), extract("month", _BEGUN)


def _warnings(session: Session, candidate: str | None = None) -> dict[Place, int]:
    newest = (
        select(FlagEntryRow.interview_id, FlagEntryRow.warning_id, func.max(FlagEntryRow.number).label("number"))
        .where(FlagEntryRow.deed.in_([deed.value for deed in RESOLUTIONS]))
        .group_by(FlagEntryRow.interview_id, FlagEntryRow.warning_id)
        .subquery()
    )
    outcome = func.coalesce(FlagEntryRow.deed, literal_column(f"'{OPEN}'"))  # PostgreSQL groups by no parameter
    query = (
        select(_YEAR, _MONTH, WarningRow.code, outcome, func.count())
        .join(InterviewRow, InterviewRow.id == WarningRow.interview_id)
        .outerjoin(
            newest,
            and_(newest.c.interview_id == WarningRow.interview_id, newest.c.warning_id == WarningRow.id),
        )
        .outerjoin(
            FlagEntryRow,
            and_(FlagEntryRow.interview_id == newest.c.interview_id, FlagEntryRow.number == newest.c.number),
        )
        .where(InterviewRow.ended_at.is_not(None))
        .group_by(_YEAR, _MONTH, WarningRow.code, outcome)
    )
    query = query if candidate is None else query.where(InterviewRow.candidate_id == candidate)
    return {(_month(y, m), code, end): count for y, m, code, end, count in session.execute(query)}


def _time(session: Session, candidate: str | None = None) -> dict[str, Time]:
    query = (
        select(_YEAR, _MONTH, func.count(), func.sum(InterviewRow.duration_s))
        .where(InterviewRow.ended_at.is_not(None))
        .group_by(_YEAR, _MONTH)
    )
    query = query if candidate is None else query.where(InterviewRow.candidate_id == candidate)
    return {_month(y, m): Time(n, float(seconds or 0.0)) for y, m, n, seconds in session.execute(query)}


def _sum(one: Time | None, other: Time) -> Time:
    return other if one is None else Time(one.interviews + other.interviews, one.seconds + other.seconds)


def _month(year: int, month: int) -> str:
    return f"{int(year):04d}-{int(month):02d}"
