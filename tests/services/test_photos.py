from __future__ import annotations

from dataclasses import replace

import pytest

from candor.errors import AccessError, ConsentError, DecodeError, NotFoundError, ReferencePhotoError
from candor.services.inputs import MAX_PHOTO_BYTES
from candor.store.values import ConsentDecision, Role
from store_builders import picture


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "", "en")


def consent(services, admin, candidate, decision="granted"):
    services.consent.record_read_out(admin, candidate, ConsentDecision(decision), "en")


def test_before_consent_a_photo_is_stored_and_nothing_is_computed(services, admin, candidate, faces):
    services.photos.upload(admin, candidate, picture())
    assert faces.embeddings == 0
    assert services.photos.photo(admin, candidate) == picture()
    assert not services.candidates.candidate(admin, candidate).has_reference


def test_after_consent_the_reference_is_made_at_upload(services, admin, candidate, faces):
    consent(services, admin, candidate)
    services.photos.upload(admin, candidate, picture())
    assert faces.embeddings == 1
    assert services.candidates.candidate(admin, candidate).has_reference


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (b"", "empty_file"),
        (b"no picture", "not_an_image"),
        (picture()[:200], "not_an_image"),
        (picture(grey=90), "no_face"),
        (picture(grey=0), "several_faces"),
        (picture(size=(40, 40)), "face_too_small"),
        (b"\xff" * (MAX_PHOTO_BYTES + 1), "photo_too_large"),
    ],
)
def test_a_bad_photo_is_refused_by_name_and_the_good_one_stays(services, admin, candidate, photo, code):
    consent(services, admin, candidate)
    services.photos.upload(admin, candidate, picture())
    with pytest.raises((DecodeError, ReferencePhotoError)) as caught:
        services.photos.upload(admin, candidate, photo)
    assert caught.value.code == code
    assert services.photos.photo(admin, candidate) == picture()
    assert services.candidates.candidate(admin, candidate).has_reference


def test_a_candidate_sends_a_photo_only_after_agreeing(services, admin, candidate, faces):
    with pytest.raises(ConsentError):
        services.photos.upload_own(candidate, picture())
    consent(services, admin, candidate)
    services.photos.upload_own(candidate, picture())
    assert services.candidates.candidate(admin, candidate).has_reference


def test_without_consent_a_refresh_computes_nothing(services, admin, candidate, faces):
    services.photos.upload(admin, candidate, picture())
    services.photos.refresh_reference(candidate)
    assert faces.embeddings == 0


def test_a_refresh_without_photo_does_nothing(services, admin, candidate, faces):
    consent(services, admin, candidate)
    services.photos.refresh_reference(candidate)
    assert faces.embeddings == 0


def test_a_missing_photo_is_said_by_name(services, admin, candidate):
    with pytest.raises(NotFoundError) as caught:
        services.photos.photo(admin, candidate)
    assert caught.value.code == "no_photo"


def test_an_interviewer_uploads_no_photo(services, admin, candidate):
    with pytest.raises(AccessError):
        services.photos.upload(replace(admin, role=Role.INTERVIEWER), candidate, picture())


def test_a_running_call_hears_of_a_new_photo(services, admin, candidate, live):
    running = services.interviews.create(admin, candidate, "one")
    services.photos.upload(admin, candidate, picture())
    assert live.told == [("consent_changed", running)]
