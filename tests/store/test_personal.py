from __future__ import annotations

import shutil

import pytest

from candor.domain.flags import FlagDeed
from candor.domain.ids import WarningId
from candor.domain.records import RecordedNote, WarningAnswer
from candor.errors import NotFoundError
from candor.settings import Settings
from candor.store.candidate_keys import CandidateKeys
from candor.store.candidate_list import EVERYBODY
from candor.store.personal import UNREADABLE, Identity, identity_of, note, open_identity, seal_identity, title_of
from candor.store.schema import AnswerRow, CandidateRow, DoomedKeyRow, InterviewRow
from candor.store.store import open_store
from candor.store.values import Consent, ConsentDecision, ConsentMethod, Person, Role
from store_builders import build_template, build_warning, make_candidate

WORDS = {
    "name": "Zephyrine Quackenbush",
    "e-mail": "zephyrine@example.org",
    "title": "Glassblower of Murano",
    "answer": "said that the beard is new",
    "note": "speaks of a sister in Perth",
    "question": "is the photo an old one",
    "statement": "I was at the dentist",
    "claim": "Zephyrina",
}
INA = Person("p-1", "ina@example.org", "Ina", Role.RECRUITER, is_active=True, session_epoch=0)


@pytest.fixture
def told(store, clock):
    """A candidate about whom everything was written down that can be."""
    candidate = store.candidates.create("p-1", WORDS["name"], WORDS["e-mail"], "id", clock())
    told = Consent(ConsentDecision.GRANTED, ConsentMethod.OWN_LINK, "1", "0" * 64, "en", WORDS["name"], clock())
    store.candidates.record_consent("candidate", candidate, told)
    store.candidates.save_photo("candidate", candidate, b"PICTURE" * 500, build_template())
    interview = store.rounds.create("p-1", candidate, WORDS["title"], {})
    store.interviews.save_warning(build_warning(interview), 1)
    named = WarningId("w-1")
    store.interviews.save_answer(interview, named, WarningAnswer("note", WORDS["answer"], "Ina", clock()))
    store.interviews.save_note(interview, RecordedNote("n-1", 1.0, WORDS["note"], "Ina", clock()))
    store.interviews.end(interview)
    store.flags.add(INA, interview, named, FlagDeed.ASKED, WORDS["question"])
    store.flags.answer(candidate, interview, named, WORDS["statement"])
    return candidate, interview


def test_what_is_personal_is_nowhere_in_the_files_and_reads_back(store, settings, told):
    candidate, interview = told
    held = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    assert [word for word in WORDS.values() if word.encode() in held] == []
    assert WORDS["name"].split()[1].casefold().encode() not in held.lower()
    record = store.interviews.record(interview)
    assert (record.candidate, record.title) == (WORDS["name"], WORDS["title"])
    assert record.warnings[0].answer.note == WORDS["answer"]
    assert record.flags[-1].by == WORDS["name"]
    assert store.candidates.consents(candidate)[0].recorded_by == WORDS["name"]


@pytest.mark.sqlite
def test_a_copy_made_before_an_erasure_gives_nothing_back_afterwards(store, settings, told, tmp_path, clock):
    candidate, interview = told
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in settings.home.glob("candor.db*"):  # the write-ahead log, too
        shutil.copy(path, copy)
    shutil.copy(settings.home / "master.key", copy)
    wrapped = (settings.candidate_keys / f"{candidate}.key").read_bytes()
    store.candidates.erase("p-1", candidate)

    everywhere = [path.read_bytes() for folder in (copy, settings.home) for path in folder.rglob("*") if path.is_file()]
    assert [word for word in WORDS.values() if any(word.encode() in held for held in everywhere)] == []
    assert not any(wrapped in held for held in everywhere)
    shutil.copytree(settings.candidate_keys, copy / "candidate-keys", dirs_exist_ok=True)
    (copy / "candidate-keys" / "c-other.key").write_bytes(b"somebody who is still here")
    revived = open_store(Settings(home=copy), clock)
    try:
        assert revived.candidate_list.page(EVERYBODY).lines[0].name == UNREADABLE
        assert revived.rounds.interview(interview).title == UNREADABLE
        for read in (revived.candidates.photo, revived.candidates.reference, revived.candidates.link):
            with pytest.raises(NotFoundError):
                read(candidate)
        with pytest.raises(NotFoundError):
            revived.interviews.record(interview)
    finally:
        revived.close()


@pytest.mark.sqlite
def test_a_copy_that_holds_the_keys_too_gives_everything_back(store, settings, told, tmp_path, clock):
    """The limit of the promise, as docs/privacy.md tells it."""
    copy = tmp_path / "copy"
    shutil.copytree(settings.home, copy)
    store.candidates.erase("p-1", told[0])
    revived = open_store(Settings(home=copy), clock)
    assert revived.candidates.candidate(told[0]).name == WORDS["name"]
    revived.close()


def test_a_key_that_resists_is_destroyed_an_hour_later(store, settings, told, monkeypatch, caplog):
    with monkeypatch.context() as patched:
        patched.setattr(CandidateKeys, "destroy", _refuse)
        store.candidates.erase("p-1", told[0])
    assert "trying again" in caplog.text
    assert (settings.candidate_keys / f"{told[0]}.key").exists()
    store.candidates.finish_erasures()
    assert not (settings.candidate_keys / f"{told[0]}.key").exists()
    with store.database.reading() as session:
        assert session.query(DoomedKeyRow).all() == []


def _refuse(*_: object) -> None:
    raise OSError("read-only")


def test_a_name_cannot_be_moved_to_another_candidate(store):
    one, two = make_candidate(store), make_candidate(store)
    sealed = seal_identity(store.vault.key(one), Identity("Ana", "", "en"))
    with pytest.raises(NotFoundError):
        open_identity(store.vault.key(two), sealed)


def test_who_is_being_erased_has_no_name_and_breaks_no_list(store):
    candidate = make_candidate(store)
    interview = store.rounds.create("p-1", candidate, "Work", {})
    store.vault.destroy_key(candidate)
    with store.database.reading() as session:
        assert identity_of(session, store.vault, session.get_one(CandidateRow, candidate)).name == UNREADABLE
        assert title_of(session, store.vault, session.get_one(InterviewRow, interview)) == UNREADABLE


def test_an_answer_without_words_keeps_nothing(store, clock):
    candidate = make_candidate(store)
    interview = store.rounds.create("p-1", candidate, "Work", {})
    store.interviews.save_warning(build_warning(interview), 1)
    store.interviews.save_answer(interview, WarningId("w-1"), WarningAnswer("later", "", "Ina", clock()))
    with store.database.reading() as session:
        [row] = session.query(AnswerRow)
        assert row.sealed_note is None
        assert note(store.vault.key(candidate), row) == ""
