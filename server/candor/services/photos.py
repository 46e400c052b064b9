"""The ID photo: stored sealed at once, turned into a reference only when the candidate has consented.

Before consent the photo is only looked at for "is it a picture with exactly one face that is big enough": face
detection, which keeps nothing about the face. The embedding, which is biometric, comes after consent.
"""

from __future__ import annotations

from collections.abc import Callable

from candor.domain.identity import Template
from candor.domain.ids import CandidateId
from candor.errors import ConsentError, DecodeError, NotFoundError, ReferencePhotoError
from candor.services.access import Permission, require
from candor.services.live_calls import LiveCalls
from candor.services.reach import Gate
from candor.store.store import Store
from candor.store.values import Person

MAX_PHOTO_BYTES = 12 * 1024 * 1024

PhotoInspector = Callable[[bytes], None]
"""Raises DecodeError or ReferencePhotoError when a photo cannot serve; computes no embedding."""

ReferenceMaker = Callable[[bytes], Template]
"""Makes the reference of an ID photo; raises DecodeError or ReferencePhotoError."""


class Photos:
    """Takes ID photos in and makes references."""

    def __init__(
        self, store: Store, inspect_photo: PhotoInspector, make_reference: ReferenceMaker, live: LiveCalls
    ) -> None:
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
        if not photo:
            raise DecodeError("empty_file", "Choose a picture file first; this one is empty.")
        if len(photo) > MAX_PHOTO_BYTES:
            raise DecodeError("photo_too_large", "The file is larger than 12 MB. Send a smaller picture.")
        self._candidates.candidate(candidate)
        self._inspect_photo(photo)
        has_consented = self._candidates.has_consented(candidate)
        self._candidates.save_photo(by, candidate, photo, self._make_reference(photo) if has_consented else None)
        self._tell_running(candidate)

    def _tell_running(self, candidate: CandidateId) -> None:
        for interview in self._candidates.running(candidate):
            self._live.consent_changed(interview)
