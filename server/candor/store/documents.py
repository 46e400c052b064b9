"""How is kept what was read on ID documents, and what the application says? Sealed, in the candidate's vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from candor.domain.documents import Claims, DocumentReading
from candor.domain.ids import CandidateId
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.vault import Vault


class DocumentSide(StrEnum):
    """Which picture something was read on."""

    PHOTO = "photo"
    """The one with the portrait."""
    BACK = "back"


class Documents:
    """Reads and writes document readings."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def save_reading(self, by: str, candidate: CandidateId, side: DocumentSide, reading: DocumentReading) -> None:
        """Seal what was read over what was there. A new portrait side makes the back that was read before go."""
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            blobs.put(session, key, blobs.DOCUMENT, side, msgspec.json.encode(reading), self._now())
            if side is DocumentSide.PHOTO:
                blobs.drop(session, candidate, blobs.DOCUMENT, DocumentSide.BACK)
            audit.append(session, self._now(), by, "document_read", candidate)

    def reading(self, candidate: CandidateId, side: DocumentSide) -> DocumentReading | None:
        """Return what was read on a side; None when no picture of it was read."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, candidate)
            packed = blobs.take(session, key, blobs.DOCUMENT, side)
        return None if packed is None else msgspec.json.decode(packed, type=DocumentReading)

    def save_claims(self, by: str, candidate: CandidateId, claims: Claims) -> None:
        """Seal what the application says."""
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            blobs.put(session, key, blobs.CLAIMS, "", msgspec.json.encode(claims), self._now())
            audit.append(session, self._now(), by, "application_noted", candidate)

    def claims(self, candidate: CandidateId) -> Claims | None:
        """Return what the application says; None when nobody noted it."""
        with self._database.reading() as session:
            packed = blobs.take(session, blobs.key_of(session, self._vault, candidate), blobs.CLAIMS)
        return None if packed is None else msgspec.json.decode(packed, type=Claims)
