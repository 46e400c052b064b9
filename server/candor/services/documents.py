"""ID documents: read on upload, compared with the application, shown in words. The number is kept nowhere.

Of a picture that shows a document only the portrait and a few fields stay; the other side is read and thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from candor.documents.compare import compare
from candor.domain.documents import (
    Claims,
    DocumentComparison,
    DocumentFields,
    DocumentReading,
    PictureReader,
    ReadPicture,
)
from candor.domain.ids import CandidateId
from candor.errors import ConsentError, DecodeError, UsageError
from candor.services import inputs
from candor.services.access import Permission, require
from candor.services.reach import Gate
from candor.store.documents import DocumentSide
from candor.store.store import Store
from candor.store.values import Person

_OLDEST = date(1900, 1, 1)


class NoPictureReader:
    """Takes every picture as a portrait: a server without document reading."""

    def read_photo(self, photo: bytes) -> ReadPicture:
        """Return the picture as it is."""
        return ReadPicture(DocumentReading(is_document=False, fields=None), photo)

    def read_back(self, photo: bytes) -> DocumentFields | None:  # noqa: ARG002 (interface of PictureReader)
        """Read nothing."""
        return None


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """What is known of a candidate's document, for a page."""

    is_document: bool
    """A document was on a picture, readable or not."""
    fields: DocumentFields | None
    claims: Claims
    comparison: DocumentComparison | None


class Documents:
    """Reads, keeps and compares what ID documents say."""

    def __init__(self, store: Store, reader: PictureReader, now: Callable[[], datetime]) -> None:
        self._store = store
        self._gate = Gate(store)
        self._reader = reader
        self._now = now

    def read_photo(self, photo: bytes) -> ReadPicture:
        """Return what a picture shows; see PictureReader for the errors."""
        return self._reader.read_photo(photo)

    def keep(self, by: str, candidate: CandidateId, reading: DocumentReading) -> None:
        """Keep what the picture with the portrait showed."""
        self._store.documents.save_reading(by, candidate, DocumentSide.PHOTO, reading)

    def add_back(self, by: Person, candidate: CandidateId, photo: bytes) -> None:
        """Read the side without the portrait that a recruiter has; the picture is not stored.

        Raises:
            DecodeError: "empty_file", "photo_too_large", "no_zone", or the picture cannot be read.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        self._read_back(by.id, candidate, photo)

    def add_own_back(self, candidate: CandidateId, photo: bytes) -> None:
        """Read the side without the portrait that the candidate sends, after consent.

        Raises:
            ConsentError: "no_consent".
            DecodeError: as `add_back`.
        """
        if not self._store.candidates.has_consented(candidate):
            raise ConsentError("no_consent", "Read the notice and agree first; then you can send your ID photo.")
        self._read_back("candidate", candidate, photo)

    def note_claims(self, by: Person, candidate: CandidateId, name: str, birth_date: str) -> None:
        """Note what the application says.

        Raises:
            UsageError: "bad_name" or "bad_birth_date".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        claims = Claims(inputs.name(name), self._birth_date(birth_date))
        self._store.documents.save_claims(by.id, candidate, claims)

    def shown(self, by: Person, candidate: CandidateId) -> ShownDocument | None:
        """Return what is known of a candidate's document; None when no picture was read."""
        self._gate.candidate(by, Permission.READ_INTERVIEWS, candidate)
        return self.own(candidate)

    def own(self, candidate: CandidateId) -> ShownDocument | None:
        """Return the same for the candidate's own page."""
        documents = self._store.documents
        front, back = (documents.reading(candidate, side) for side in (DocumentSide.PHOTO, DocumentSide.BACK))
        if front is None and back is None:
            return None
        fields = next((each.fields for each in (front, back) if each and each.fields), None)
        claims = self.claims(candidate)
        compared = compare(fields, claims, self._now().date()) if fields else None
        is_document = any(each.is_document for each in (front, back) if each)
        return ShownDocument(is_document, fields, claims, compared)

    def claims(self, candidate: CandidateId) -> Claims:
        """Return what the application says: the candidate's name where nothing was noted."""
        noted = self._store.documents.claims(candidate)
        return noted or Claims(self._store.candidates.candidate(candidate).name, None)

    def _read_back(self, by: str, candidate: CandidateId, photo: bytes) -> None:
        self._store.candidates.candidate(candidate)
        fields = self._reader.read_back(inputs.picture(photo))
        if fields is None:
            sentence = (
                "Neither the lines of letters nor the barcode of a document could be read on this picture. "
                "Photograph it again, flat, sharp and without reflection."
            )
            raise DecodeError("no_zone", sentence)
        self._store.documents.save_reading(
            by, candidate, DocumentSide.BACK, DocumentReading(is_document=True, fields=fields)
        )

    def _birth_date(self, text: str) -> date | None:
        if not text.strip():
            return None
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            day = None
        if day is None or not _OLDEST <= day <= self._now().date():
            raise UsageError("bad_birth_date", "Enter the birth date as year, month and day, such as 1990-05-31.")
        return day
