"""What was done, by whom, and is the record of it whole? For administrators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from candor.services.access import Permission, require
from candor.store import audit_chain
from candor.store.audit import AuditFilter
from candor.store.store import Store
from candor.store.values import AuditEntry, Person

PAGE: Final = 50


class Audit:
    """Reads, checks and exports the audit trail."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def page(
        self, by: Person, wanted: AuditFilter, before: int | None = None, limit: int = PAGE
    ) -> tuple[list[AuditEntry], int | None]:
        """Return links that are wanted, newest first, and before which number to go on; None at the end."""
        require(by, Permission.READ_AUDIT)
        found = self._store.audit.entries(limit + 1, wanted, before)
        return found[:limit], found[limit - 1].seq if len(found) > limit else None

    def actions(self, by: Person) -> list[str]:
        """Return every kind of deed on record."""
        require(by, Permission.READ_AUDIT)
        return self._store.audit.actions()

    def people(self, by: Person) -> list[Person]:
        """Return who may have done something, by name."""
        require(by, Permission.READ_AUDIT)
        return self._store.people.all()

    def first_broken_link(self, by: Person) -> int | None:
        """Return the number of the first link that was changed; 0: the end is cut off; None: the chain is whole."""
        require(by, Permission.READ_AUDIT)
        return self._store.audit.first_broken_link()

    def export(self, by: Person) -> Iterator[bytes]:
        """Return the whole trail as lines (store/audit_chain.py); that it was exported is its last link."""
        require(by, Permission.READ_AUDIT)
        self._store.audit.note(self._now(), by.id, "audit_exported", by.id)
        return audit_chain.lines(self._store.audit.oldest_first())
