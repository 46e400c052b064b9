from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from candor.domain.documents import Agreement, DocumentReading
from candor.errors import AccessError, ConsentError, DecodeError, UsageError
from candor.services.documents import NoPictureReader
from candor.store.values import ConsentDecision, Role
from store_builders import PASSPORT, picture


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "", "en")


def test_before_a_picture_nothing_is_shown(services, admin, candidate):
    assert services.documents.shown(admin, candidate) is None


def test_of_a_document_only_the_portrait_and_the_fields_stay(services, admin, candidate, faces):
    faces.reading = DocumentReading(is_document=True, fields=PASSPORT)
    faces.portrait = picture(size=(80, 100))
    services.photos.upload(admin, candidate, picture(size=(400, 300)))
    assert services.photos.photo(admin, candidate) == faces.portrait
    shown = services.documents.shown(admin, candidate)
    assert shown.fields == PASSPORT
    assert shown.comparison.name is Agreement.SAME


def test_a_portrait_alone_is_fine(services, admin, candidate):
    services.photos.upload(admin, candidate, picture())
    shown = services.documents.shown(admin, candidate)
    assert (shown.is_document, shown.fields, shown.comparison) == (False, None, None)


def test_the_application_is_compared_whenever_it_is_noted(services, admin, candidate, faces):
    faces.reading = DocumentReading(is_document=True, fields=PASSPORT)
    services.photos.upload(admin, candidate, picture())
    assert services.documents.shown(admin, candidate).comparison.birth_date is Agreement.UNKNOWN
    services.documents.note_claims(admin, candidate, "Other Person", "1990-03-05")
    shown = services.documents.shown(admin, candidate)
    assert (shown.comparison.name, shown.comparison.birth_date) == (Agreement.OTHER, Agreement.NEAR)
    assert shown.claims.birth_date == date(1990, 3, 5)


@pytest.mark.parametrize("typed", ["yesterday", "1890-01-01", "2999-01-01", "1990-13-01"])
def test_a_birth_date_that_nobody_has_is_refused(services, admin, candidate, typed):
    with pytest.raises(UsageError) as caught:
        services.documents.note_claims(admin, candidate, "Sample", typed)
    assert caught.value.code == "bad_birth_date"


def test_the_other_side_adds_what_the_portrait_side_lacks(services, admin, candidate, faces):
    faces.reading = DocumentReading(is_document=True, fields=None)
    services.photos.upload(admin, candidate, picture())
    faces.back = PASSPORT
    services.documents.add_back(admin, candidate, picture())
    assert services.documents.shown(admin, candidate).fields == PASSPORT
    services.photos.upload(admin, candidate, picture())
    assert services.documents.shown(admin, candidate).fields is None, "another document may have another back"


def test_what_is_read_on_the_portrait_side_goes_before_the_other(services, admin, candidate, faces):
    faces.reading = DocumentReading(is_document=True, fields=PASSPORT)
    services.photos.upload(admin, candidate, picture())
    faces.back = replace(PASSPORT, surname="OTHER")
    services.documents.add_back(admin, candidate, picture())
    assert services.documents.shown(admin, candidate).fields == PASSPORT


@pytest.mark.parametrize(("photo", "code"), [(b"", "empty_file"), (b"picture", "no_zone")])
def test_an_other_side_that_says_nothing_is_refused_by_name(services, admin, candidate, photo, code):
    with pytest.raises(DecodeError) as caught:
        services.documents.add_back(admin, candidate, photo)
    assert caught.value.code == code


def test_a_candidate_sends_the_other_side_only_after_agreeing(services, admin, candidate, faces):
    faces.back = PASSPORT
    with pytest.raises(ConsentError):
        services.documents.add_own_back(candidate, picture())
    services.consent.record_read_out(admin, candidate, ConsentDecision.GRANTED, "en")
    services.documents.add_own_back(candidate, picture())
    assert services.documents.own(candidate).fields == PASSPORT


def test_an_interviewer_notes_nothing_and_adds_nothing(services, admin, candidate):
    token = services.invitations.invite(admin, "Iva", "iva@example.org", Role.INTERVIEWER)
    services.invitations.join(token, "correct horse battery")
    iva = next(person for person in services.store.people.all() if person.email == "iva@example.org")
    with pytest.raises(AccessError):
        services.documents.note_claims(iva, candidate, "Sample", "")
    with pytest.raises(AccessError):
        services.documents.add_back(iva, candidate, picture())


def test_a_server_without_a_reader_takes_every_picture_as_a_portrait():
    assert NoPictureReader().read_photo(b"x").portrait == b"x"
    assert NoPictureReader().read_back(b"x") is None
