"""The ID photo: stored sealed at once, turned into a reference only when the candidate has consented.

Before consent the photo is only looked at for "is it a picture with exactly one face that is big enough": face
detection, which keeps nothing about the face. The embedding, which is biometric, comes after consent.
Of the picture of a document only the portrait is stored, and what services/documents.py keeps.
"""

from __future__ import annotations

from collections.abc import Callable

from candor.domain.identity import Template
from candor.domain.ids import CandidateId
from candor.errors import ConsentError, DecodeError, NotFoundError, ReferencePhotoError
from candor.services import inputs
from candor.services.access import Permission, require
from candor.services.documents import Documents
from candor.services.live_calls import LiveCalls
from candor.services.reach import Gate
from candor.store.store import Store
from candor.store.values import Person

PhotoInspector = Callable[[bytes], None]
"""Raises DecodeError or ReferencePhotoError when a photo cannot serve; computes no embedding."""

ReferenceMaker = Callable[[bytes], Template]
"""Makes the reference of an ID photo; raises DecodeError or ReferencePhotoError."""


class Photos:
    """Takes ID photos in and makes references."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        inspect_photo: PhotoInspector,
        make_reference: ReferenceMaker,
        live: LiveCalls,
    ) -> None:
        self._documents = documents
        self._candidates = store.candidates
        self._gate = Gate(store)
        self._live = live
        self._inspect_photo = inspect_photo
        self._make_reference = make_reference

    def upload(self, by: Person, candidate: CandidateId, photo: bytes) -> None:
        """Store an ID photo that a recruiter has.

        Raises:
            DecodeError: "empty_file", "photo_too_large", or the picture cannot be read.
            ReferencePhotoError: no face, several faces, face too small or too poor.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        self._store(by.id, candidate, photo)

    def upload_own(self, candidate: CandidateId, photo: bytes) -> None:
        """Store an ID photo that the candidate sends by the private link, after consent.

        Raises:
            ConsentError: "no_consent".
        """
        if not self._candidates.has_consented(candidate):
            raise ConsentError("no_consent", "Read the notice and agree first; then you can send your ID photo.")
        self._store("candidate", candidate, photo)

    def photo(self, by: Person, candidate: CandidateId) -> bytes:
        """Return the ID photo; NotFoundError when there is none."""
        self._gate.candidate(by, Permission.READ_INTERVIEWS, candidate)
        photo = self._candidates.photo(candidate)
        if photo is None:
            raise NotFoundError("no_photo", "There is no ID photo of this candidate yet.")
        return photo

    def refresh_reference(self, candidate: CandidateId) -> None:
        """Make the reference from the stored photo if there is one and consent is in force."""
        photo = self._candidates.photo(candidate)
        if photo is None or not self._candidates.has_consented(candidate):
            return
        try:
            self._candidates.save_reference(candidate, self._make_reference(photo), None)
        except (ReferencePhotoError, DecodeError) as error:
            self._candidates.save_reference(candidate, None, error.code)
        self._tell_running(candidate)

    def _store(self, by: str, candidate: CandidateId, photo: bytes) -> None:
        self._candidates.candidate(candidate)
        read = self._documents.read_photo(inputs.picture(photo))
        self._inspect_photo(read.portrait)
        reference = self._make_reference(read.portrait) if self._candidates.has_consented(candidate) else None
        self._candidates.save_photo(by, candidate, read.portrait, reference)
        self._documents.keep(by, candidate, read.reading)
        self._tell_running(candidate)

    def _tell_running(self, candidate: CandidateId) -> None:
        for interview in self._candidates.running(candidate):
            self._live.consent_changed(interview)
