from __future__ import annotations

import pytest
from sqlalchemy import select

from candor.errors import NotFoundError, UsageError
from candor.store.corrections import MOST_EVER, MOST_WAITING, About
from candor.store.schema import VaultRow
from candor.store.values import Person, Role
from store_builders import make_candidate

RITA = Person("p-2", "rita@example.org", "Rita", Role.RECRUITER, True, 0)


@pytest.fixture
def candidate(store):
    return make_candidate(store, "Sampel Kandidat")


def ask(store, candidate, about=About.NAME, words="Sample Candidate"):
    store.corrections.ask(candidate, about, words)


def test_a_request_waits_until_a_person_changes_what_is_wrong(store, candidate):
    ask(store, candidate)
    assert store.corrections.waiting() == [(candidate, "Sampel Kandidat")]
    assert store.candidates.candidate(candidate).name == "Sampel Kandidat"
    store.corrections.answer(RITA, candidate, 1, "", is_done=True)
    (held,) = store.corrections.of(candidate)
    assert (held.is_done, held.answered_by) == (True, "Rita")
    assert store.candidates.candidate(candidate).name == "Sample Candidate"
    assert store.corrections.waiting() == []


def test_a_changed_address_is_found_by_search(store, candidate):
    ask(store, candidate, About.EMAIL, "new@example.org")
    store.corrections.answer(RITA, candidate, 1, "", is_done=True)
    assert store.candidates.candidate(candidate).email == "new@example.org"
    assert "new@example.org" in store.candidates.addresses(None)


def test_a_refusal_changes_nothing_and_keeps_its_reason(store, candidate):
    ask(store, candidate, About.NAME, "Other")
    ask(store, candidate, About.OTHER, "I was never there.")
    store.corrections.answer(RITA, candidate, 1, "Your ID says otherwise.", is_done=False)
    newest, oldest = store.corrections.of(candidate)
    assert (newest.number, newest.is_done, oldest.is_done, oldest.answer) == (2, None, False, "Your ID says otherwise.")
    assert store.candidates.candidate(candidate).name == "Sampel Kandidat"


def test_nobody_answers_twice_or_what_was_never_asked(store, candidate):
    ask(store, candidate)
    store.corrections.answer(RITA, candidate, 1, "", is_done=True)
    for number in (0, 1, 2):
        with pytest.raises(NotFoundError):
            store.corrections.answer(RITA, candidate, number, "", is_done=True)
    assert [entry.action for entry in store.audit.entries(2)] == ["correction_done", "correction_asked"]


def test_requests_end_when_too_many_wait_or_were_made(store, candidate):
    def fill(count):
        for _ in range(count):
            ask(store, candidate)

    fill(MOST_WAITING)
    with pytest.raises(UsageError) as caught:
        ask(store, candidate)
    assert caught.value.code == "enough_corrections"
    for _ in range(MOST_EVER // MOST_WAITING - 1):
        for held in store.corrections.of(candidate):
            if held.is_done is None:
                store.corrections.answer(RITA, candidate, held.number, "", is_done=True)
        fill(MOST_WAITING)
    for held in store.corrections.of(candidate)[:MOST_WAITING]:
        store.corrections.answer(RITA, candidate, held.number, "", is_done=True)
    with pytest.raises(UsageError):
        ask(store, candidate)


def test_words_are_sealed_and_go_with_the_candidate(store, settings, candidate):
    ask(store, candidate, About.OTHER, "WORDS-IN-CLEAR")
    assert b"WORDS-IN-CLEAR" not in b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    store.candidates.erase("p-1", candidate)
    with store.database.reading() as session:
        assert session.scalars(select(VaultRow)).all() == []
    assert store.corrections.waiting() == []
