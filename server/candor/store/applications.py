"""What does an application state, and which other candidates hold the same? Sealed; keys are compared in memory only.

A table of keys would stay in copies of the database after an erasure, so every server opens the keys of all
applications once and keeps up with the rows, as store/directory.py does with names.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from candor.domain.applications import Application
from candor.domain.ids import CandidateId
from candor.errors import NotFoundError
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.schema import VaultRow
from candor.store.vault import NONCE_BYTES, Vault

MOST_OTHERS: Final = 200
"""Of one key: more say no more."""


class Filed(msgspec.Struct, frozen=True):
    """What is kept of an application."""

    application: Application
    """With what its CV adds."""
    typed: dict[str, Any]
    """What was typed or sent, as intake/shape.py names it: to be changed later."""
    name: str
    """Folded for comparison."""
    portrait: str
    """Perceptual hash; empty without a photo."""
    keys: tuple[str, ...]
    """By which other applications are found, see screening/keys.py."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A candidate whose application holds a key."""

    candidate: CandidateId
    name: str
    portrait: str


@dataclass(frozen=True, slots=True)
class _Known:
    seal: bytes
    """The nonce: another one, and it was written anew."""
    holder: Holder
    keys: tuple[str, ...]


class Applications:
    """Reads and writes applications. Thread-safe."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}

    def save(self, by: str, candidate: CandidateId, filed: Filed) -> None:
        """Seal an application over what was there; NotFoundError "no_such_candidate"."""
        with self._database.writing() as session:
            audit.append(session, self._now(), by, "application_filed", candidate)
            key = blobs.key_of(session, self._vault, candidate)
            blobs.put(session, key, blobs.APPLICATION, "", msgspec.json.encode(filed), self._now())

    def of(self, candidate: CandidateId) -> Filed | None:
        """Return what an application states; None: there is none."""
        with self._database.reading() as session:
            packed = blobs.take(session, blobs.key_of(session, self._vault, candidate), blobs.APPLICATION)
        return None if packed is None else msgspec.json.decode(packed, type=Filed)

    def holders(self, keys: Iterable[str]) -> Mapping[str, Sequence[Holder]]:
        """Return who holds each of some keys, the asking one too; MOST_OTHERS of each at most."""
        wanted, found = set(keys), defaultdict[str, list[Holder]](list)
        with self._database.reading() as session:
            known = self._kept_up(session)
        for each in known.values():
            for key in wanted.intersection(each.keys):
                if len(found[key]) < MOST_OTHERS:
                    found[key].append(each.holder)
        return found

    def _kept_up(self, session: Session) -> Mapping[str, _Known]:
        seal = func.substr(VaultRow.sealed, 1, NONCE_BYTES)
        query = select(VaultRow.candidate_id, seal).where(VaultRow.kind == blobs.APPLICATION)
        seen = {candidate: bytes(nonce) for candidate, nonce in session.execute(query)}
        with self._lock:
            known = {c: each for c, each in self._known.items() if seen.get(c) == each.seal}
            for candidate in seen.keys() - known.keys():
                opened = self._opened(session, candidate)
                if opened is not None:
                    known[candidate] = opened
            self._known = known
            return known

    def _opened(self, session: Session, candidate: str) -> _Known | None:
        row = session.get(VaultRow, (candidate, blobs.APPLICATION, ""))
        if row is None:
            return None
        try:
            packed = self._vault.key(candidate).open(blobs.APPLICATION, "", row.sealed)
        except NotFoundError:
            return None  # being erased
        filed = msgspec.json.decode(packed, type=_KeysOnly)
        holder = Holder(CandidateId(candidate), filed.name, filed.portrait)
        return _Known(row.sealed[:NONCE_BYTES], holder, filed.keys)


class _KeysOnly(msgspec.Struct, frozen=True):
    name: str
    portrait: str
    keys: tuple[str, ...]
