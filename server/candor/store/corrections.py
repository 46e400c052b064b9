"""What does a candidate say is wrong about them? Requests wait for a person; words are sealed, the deeds audited.

A request that waits is of another kind of blob than one that was answered, so that those that wait are found unopened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from candor.domain.flags import CANDIDATE
from candor.domain.ids import CandidateId
from candor.errors import NotFoundError, UsageError
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.personal import identity_of, open_identity, seal_identity
from candor.store.schema import CandidateRow, VaultRow
from candor.store.values import Person
from candor.store.vault import CandidateKey, Vault

MOST_WAITING: Final = 5
MOST_EVER: Final = 30
LISTED: Final = 20
_KINDS: Final = (blobs.CORRECTION, blobs.CORRECTED)


class About(StrEnum):
    """What is wrong."""

    NAME = "name"
    EMAIL = "email"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Correction:
    """One request."""

    number: int
    """Of the candidate, from 1."""
    about: About
    words: str
    """The right name or address; for anything else what is wrong, and what is right."""
    asked_at: datetime
    is_done: bool | None = None
    """None: it waits."""
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


class Corrections:
    """Reads and writes requests."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def ask(self, candidate: CandidateId, about: About, words: str) -> None:
        """Keep a request of a candidate.

        Raises:
            UsageError: "enough_corrections".
        """
        with self._database.writing() as session:
            audit.append(session, self._now(), CANDIDATE, "correction_asked", candidate)  # first: it makes writers wait
            key = blobs.key_of(session, self._vault, candidate)
            held = _all(session, key)
            if len(held) >= MOST_EVER or sum(each.is_done is None for each in held) >= MOST_WAITING:
                sentence = "Your earlier requests come first. Write to the organisation if it is urgent."
                raise UsageError("enough_corrections", sentence)
            number = 1 + max((each.number for each in held), default=0)
            self._put(session, key, Correction(number, about, words, self._now()))

    def of(self, candidate: CandidateId) -> list[Correction]:
        """Return all requests of a candidate, newest first."""
        with self._database.reading() as session:
            return _all(session, blobs.key_of(session, self._vault, candidate))

    def answer(self, by: Person, candidate: CandidateId, number: int, answer: str, *, is_done: bool) -> None:
        """Answer a request that waits; a name or an address that is done is changed in the same transaction.

        Raises:
            NotFoundError: "no_such_correction": answered meanwhile, or never there.
        """
        with self._database.writing() as session:
            deed = "correction_done" if is_done else "correction_declined"
            audit.append(session, self._now(), by.id, deed, candidate)
            key = blobs.key_of(session, self._vault, candidate)
            held = next((each for each in _all(session, key) if each.number == number and each.is_done is None), None)
            if held is None:
                raise NotFoundError("no_such_correction", "This request was answered meanwhile. Load the page again.")
            if is_done:
                _correct(key, session.get_one(CandidateRow, candidate), held)
            blobs.drop(session, candidate, blobs.CORRECTION, str(number))
            told = replace(held, is_done=is_done, answer=answer, answered_by=by.name, answered_at=self._now())
            self._put(session, key, told)

    def waiting(self) -> list[tuple[CandidateId, str]]:
        """Return which candidates wait for an answer, with their names, the longest waiting first."""
        query = (
            select(CandidateRow)
            .join(VaultRow, VaultRow.candidate_id == CandidateRow.id)
            .where(VaultRow.kind == blobs.CORRECTION)
            .group_by(CandidateRow.id)
            .order_by(func.min(VaultRow.stored_at))
            .limit(LISTED)
        )
        with self._database.reading() as session:
            rows = session.scalars(query).all()
            return [(CandidateId(row.id), identity_of(session, self._vault, row).name) for row in rows]

    def _put(self, session: Session, key: CandidateKey, correction: Correction) -> None:
        kind = blobs.CORRECTION if correction.is_done is None else blobs.CORRECTED
        blobs.put(session, key, kind, str(correction.number), msgspec.json.encode(correction), self._now())


def _all(session: Session, key: CandidateKey) -> list[Correction]:
    rows = session.scalars(select(VaultRow).where(VaultRow.candidate_id == key.candidate, VaultRow.kind.in_(_KINDS)))
    held = [msgspec.json.decode(key.open(row.kind, row.ref, row.sealed), type=Correction) for row in rows]
    return sorted(held, key=lambda each: -each.number)


def _correct(key: CandidateKey, row: CandidateRow, correction: Correction) -> None:
    held = open_identity(key, row.sealed)
    if correction.about is About.NAME:
        held = msgspec.structs.replace(held, name=correction.words)
    elif correction.about is About.EMAIL:
        held = msgspec.structs.replace(held, email=correction.words)
    row.sealed = seal_identity(key, held)
