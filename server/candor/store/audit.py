"""Who did what, in a chain that shows when a link was changed or taken out. Holds ids, never names or contents.

Each link's hash covers the link before it: hash = SHA-256(previous hash, at, actor, action, subject). The head is kept
in `house`, so that cutting the chain short shows as well. A link is written in the transaction of the deed it tells of.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.store.database import Database
from candor.store.schema import AuditRow, HouseRow
from candor.store.values import AuditEntry

HEAD = "audit_head"
GENESIS = "0" * 64


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
    link = _hash(head.value, moment, actor, action, subject)
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

    def entries(self, limit: int = 200) -> list[AuditEntry]:
        """Return the newest links, newest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit))
            return [AuditEntry(r.seq, r.at, r.actor, r.action, r.subject, r.hash) for r in rows]

    def first_broken_link(self) -> int | None:
        """Return the number of the first link that does not follow from the one before; 0 when the end is cut off;
        None when the chain is whole.
        """
        before = GENESIS
        with self._database.reading() as session:
            for row in session.scalars(select(AuditRow).order_by(AuditRow.seq)):
                follows = row.previous_hash == before
                if not follows or row.hash != _hash(before, row.at, row.actor, row.action, row.subject):
                    return row.seq
                before = row.hash
            head = session.get(HouseRow, HEAD)
        return None if before == (head.value if head else GENESIS) else 0


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
