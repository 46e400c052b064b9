"""What do candidates say about their groups? Sealed like a photo; read back for their own page, and to be counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.groups import Axis, Declaration
from candor.domain.ids import CandidateId
from candor.errors import NotFoundError
from candor.store import blobs
from candor.store.database import Database
from candor.store.schema import VaultRow
from candor.store.vault import Vault


class Groups:
    """Reads and writes what candidates say."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def save(self, candidate: CandidateId, said: Declaration) -> None:
        """Seal what a candidate says over what they said before; nothing said: nothing is kept. No audit link: who said
        something is nobody's business, and evidence packs hold the links about a candidate.
        """
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            if said:
                blobs.put(session, key, blobs.GROUPS, "", msgspec.json.encode(said), self._now())
            else:
                blobs.drop(session, candidate, blobs.GROUPS)

    def of(self, candidate: CandidateId) -> Declaration:
        """Return what a candidate says, for their own page only."""
        with self._database.reading() as session:
            return _read(blobs.take(session, blobs.key_of(session, self._vault, candidate), blobs.GROUPS))


def said_before(session: Session, vault: Vault, moment: datetime) -> dict[str, Declaration]:
    """Return what was said before a moment, by candidate: to be counted, within the caller's transaction."""
    rows = select(VaultRow.candidate_id).where(VaultRow.kind == blobs.GROUPS, VaultRow.stored_at < moment)
    found: dict[str, Declaration] = {}
    for candidate in session.scalars(rows).all():
        try:
            found[candidate] = _read(blobs.take(session, blobs.key_of(session, vault, candidate), blobs.GROUPS))
        except NotFoundError:
            continue  # being erased
    return found


def _read(kept: bytes | None) -> Declaration:
    return {} if kept is None else msgspec.json.decode(kept, type=dict[Axis, str])
