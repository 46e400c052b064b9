from __future__ import annotations

from datetime import date

import pytest

from candor.domain.documents import Claims, DocumentReading
from candor.errors import NotFoundError
from candor.store.documents import DocumentSide
from store_builders import LATER, PASSPORT, HandTurnedClock, open_quick_store

READING = DocumentReading(is_document=True, fields=PASSPORT)


@pytest.fixture
def store(tmp_path):
    opened = open_quick_store(tmp_path / "home", HandTurnedClock())
    yield opened
    opened.close()


@pytest.fixture
def candidate(store):
    return store.candidates.create("p-1", "Sample", "", "en", LATER)


def test_a_reading_comes_back_as_it_was(store, candidate):
    assert store.documents.reading(candidate, DocumentSide.PHOTO) is None
    store.documents.save_reading("p-1", candidate, DocumentSide.PHOTO, READING)
    assert store.documents.reading(candidate, DocumentSide.PHOTO) == READING


def test_a_new_portrait_side_makes_the_old_back_go(store, candidate):
    store.documents.save_reading("p-1", candidate, DocumentSide.BACK, READING)
    store.documents.save_reading("p-1", candidate, DocumentSide.PHOTO, READING)
    assert store.documents.reading(candidate, DocumentSide.BACK) is None


def test_claims_come_back_as_they_were(store, candidate):
    assert store.documents.claims(candidate) is None
    store.documents.save_claims("p-1", candidate, Claims("Юлия", date(1990, 5, 3)))
    assert store.documents.claims(candidate) == Claims("Юлия", date(1990, 5, 3))


def test_nothing_of_a_document_stands_in_the_clear_and_erasure_leaves_nothing(store, candidate, tmp_path):
    store.documents.save_reading("p-1", candidate, DocumentSide.PHOTO, READING)
    store.documents.save_claims("p-1", candidate, Claims("Sample Candidate-Claimed", date(1990, 5, 3)))
    raw = b"".join(path.read_bytes() for path in (tmp_path / "home").glob("candor.db*"))
    assert b"CANDIDATE" not in raw
    assert b"1990-05-03" not in raw
    store.candidates.erase("p-1", candidate)
    with pytest.raises(NotFoundError):
        store.documents.reading(candidate, DocumentSide.PHOTO)
