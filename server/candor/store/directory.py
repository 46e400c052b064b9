"""How are sealed names searched and sorted? Every server opens them into its memory, once, and keeps up with the rows.

An index in the database that serves a search, even one of keyed fingerprints, would stay in copies of the database
after an erasure, and tell names to whoever has the master key and guesses. So the database holds names sealed only.
Each candidate is opened once; afterwards, a search reads ids and the first bytes of what is sealed.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from candor.errors import NotFoundError
from candor.store.folding import folded
from candor.store.personal import open_identity
from candor.store.schema import CandidateRow
from candor.store.vault import NONCE_BYTES, Vault

_FEW: Final = 500
"""So many rows are read by their ids; more by reading all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate as they are searched and sorted."""

    seal: bytes
    """The nonce of what this was opened from: another one, and it was written anew."""
    folded: str
    """Name and e-mail address, see store/folding.py."""
    email: str
    """In lower case."""


class Directory:
    """The names of all candidates. Thread-safe."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._known: dict[str, Entry] = {}

    def entries(self, session: Session) -> Mapping[str, Entry]:
        """Return everybody whom a transaction sees, by id."""
        seal = func.substr(CandidateRow.sealed, 1, NONCE_BYTES)
        seen = {candidate: bytes(nonce) for candidate, nonce in session.execute(select(CandidateRow.id, seal))}
        with self._lock:
            known = {c: entry for c, entry in self._known.items() if seen.get(c) == entry.seal}
            self._known = known | self._opened(session, seen.keys() - known.keys())
            return self._known

    def forget(self, candidate: str) -> None:
        """Drop somebody who was erased."""
        with self._lock:
            self._known = {c: entry for c, entry in self._known.items() if c != candidate}

    def _opened(self, session: Session, wanted: Collection[str]) -> dict[str, Entry]:
        if not wanted:
            return {}
        query = select(CandidateRow.id, CandidateRow.sealed)
        if len(wanted) <= _FEW:
            query = query.where(CandidateRow.id.in_(wanted))
        opened = ((c, self._entry(c, sealed)) for c, sealed in session.execute(query) if c in wanted)
        return {candidate: entry for candidate, entry in opened if entry is not None}

    def _entry(self, candidate: str, sealed: bytes) -> Entry | None:
        try:
            held = open_identity(self._vault.key(candidate), sealed)
        except NotFoundError:
            return None  # being erased
        return Entry(sealed[:NONCE_BYTES], folded(f"{held.name} {held.email}"), held.email.lower())
