"""Who did what, in a chain that shows when a link was changed or taken out. Holds ids, never names or contents.

Each link's hash covers the link before it (audit_chain.py). The head is kept in `house`, so that cutting the chain
short shows as well. A link is written in the transaction of the deed it tells of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from candor.store.audit_chain import GENESIS, follows, link_hash
from candor.store.database import Database
from candor.store.schema import AuditRow, HouseRow
from candor.store.values import AuditEntry

HEAD: Final = "audit_head"


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which links are looked for; what is empty does not matter."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    """From the beginning of this day on, UTC."""
    until: datetime | None = None
    """To the end of this day, UTC."""


NO_FILTER: Final = AuditFilter()


def append(session: Session, at: datetime, actor: str, action: str, subject: str) -> None:
    """Add a link within the caller's transaction.

    Args:
        session: the transaction of the deed.
        at: when, aware.
        actor: id of a person, or "candidate", "system", "extension".
        action: stable code such as "candidate_erased".
        subject: id of what it was done to.
    """
    head = session.execute(select(HouseRow).where(HouseRow.name == HEAD).with_for_update()).scalar_one_or_none()
    if head is None:
        head = HouseRow(name=HEAD, value=GENESIS)
        session.add(head)
    moment = at.isoformat(timespec="milliseconds")
    link = link_hash(head.value, moment, actor, action, subject)
    row = AuditRow(at=moment, actor=actor, action=action, subject=subject, previous_hash=head.value, hash=link)
    session.add(row)
    head.value = link


class AuditTrail:
    """Reads and checks the chain, and adds what no other transaction does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, at: datetime, actor: str, action: str, subject: str) -> None:
        """Add a link of its own, for a deed that changes nothing else in the database."""
        with self._database.writing() as session:
            append(session, at, actor, action, subject)

    def entries(self, limit: int = 200, wanted: AuditFilter = NO_FILTER, before: int | None = None) -> list[AuditEntry]:
        """Return the newest links that are wanted, newest first; with `before`, only those older than that number."""
        query = _matching(wanted).order_by(AuditRow.seq.desc()).limit(limit)
        query = query if before is None else query.where(AuditRow.seq < before)
        with self._database.reading() as session:
            return [value_of(row) for row in session.scalars(query)]

    def actions(self) -> list[str]:
        """Return every kind of deed on record."""
        with self._database.reading() as session:
            return list(session.scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)))

    def oldest_first(self) -> Iterator[AuditEntry]:
        """Go through the whole chain, as it is at the beginning."""
        with self._database.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000))
            yield from map(value_of, rows)

    def first_broken_link(self) -> int | None:
        """Return the number of the first link that does not follow from the one before; 0 when the end is cut off;
        None when the chain is whole.
        """
        before = GENESIS
        with self._database.reading() as session:
            for row in session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=1000)):
                if not follows(value_of(row), before):
                    return row.seq
                before = row.hash
            head = session.get(HouseRow, HEAD)
        return None if before == (head.value if head else GENESIS) else 0


def _matching(wanted: AuditFilter) -> Select[AuditRow]:
    query = select(AuditRow)
    for column, value in (
        (AuditRow.actor, wanted.actor),
        (AuditRow.action, wanted.action),
        (AuditRow.subject, wanted.subject),
    ):
        query = query.where(column == value) if value else query
    # Times are kept as text of one form, so that they compare as they follow each other.
    query = query.where(AuditRow.at >= f"{wanted.since:%Y-%m-%d}") if wanted.since else query
    return query.where(AuditRow.at < f"{wanted.until + timedelta(days=1):%Y-%m-%d}") if wanted.until else query


def value_of(row: AuditRow) -> AuditEntry:
    """Return the link of a row."""
    return AuditEntry(row.seq, row.at, row.actor, row.action, row.subject, row.hash, row.previous_hash)
