"""How are the seconds of an interview kept? A row a minute; what comes later is laid over what is there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.seconds import MINUTE_S, Minute, Second
from candor.store.schema import MinuteRow


def save(session: Session, interview: str, minutes: Iterable[Minute]) -> None:
    """Lay letters over those that are there; a second of which nothing new is known stays as it is."""
    for minute in minutes:
        row = session.get(MinuteRow, (interview, minute.number))
        if row is None:
            row = MinuteRow(interview_id=interview, number=minute.number, identity="", continuity="")
            session.add(row)
        row.identity = _over(row.identity, minute.identity)
        row.continuity = _over(row.continuity, minute.continuity)


def recorded(session: Session, interviews: Iterable[str]) -> dict[str, list[Minute]]:
    """Return the minutes of several interviews, oldest first."""
    query = select(MinuteRow).where(MinuteRow.interview_id.in_(list(interviews))).order_by(MinuteRow.number)
    found: dict[str, list[Minute]] = {}
    for row in session.scalars(query):
        found.setdefault(row.interview_id, []).append(Minute(row.number, row.identity, row.continuity))
    return found


def _over(before: str, after: str) -> str:
    before = before.ljust(MINUTE_S, Second.NOT_ASKED)
    return "".join(old if new == Second.NOT_ASKED else new for old, new in zip(before, after, strict=True))
