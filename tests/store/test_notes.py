"""Notes on disk: the words sealed, gone with the candidate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from candor.domain.ids import InterviewId
from candor.domain.records import RecordedNote
from candor.store.schema import NoteRow, VaultRow
from candor.store.store import Store
from store_builders import make_candidate

WORDS = "Menyebut warung di sebelah stasiun \U0001f600"
NOTE = RecordedNote("n-1", 72.5, WORDS, "Ina", datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def interview_of(store: Store) -> InterviewId:
    return store.rounds.create("p-1", make_candidate(store), "Engineer, round 1", {})


def test_the_report_finds_the_note(store):
    interview = interview_of(store)
    store.interviews.save_note(interview, NOTE)
    assert list(store.rounds.record(interview).notes) == [NOTE]


def test_the_words_are_sealed(store, settings):
    interview = interview_of(store)
    store.interviews.save_note(interview, NOTE)
    store.close()
    for path in settings.home.rglob("*"):
        assert not path.is_file() or WORDS[:20].encode() not in path.read_bytes(), path.name


def test_a_removed_note_leaves_nothing(store):
    interview = interview_of(store)
    store.interviews.save_note(interview, NOTE)
    store.interviews.save_note(interview, RecordedNote("n-1", 72.5, "", "Ina", NOTE.written_at))
    assert nothing_is_left(store)


def test_erasing_the_candidate_erases_the_notes(store):
    interview = interview_of(store)
    store.interviews.save_note(interview, NOTE)
    store.candidates.erase("p-1", store.rounds.interview(interview).candidate)
    assert nothing_is_left(store)


def nothing_is_left(store: Store) -> bool:
    with store.database.reading() as session:
        blobs = [row for row in session.scalars(select(VaultRow)).all() if row.kind == "note"]
        return not session.scalars(select(NoteRow)).all() and not blobs


# --- the contract of InterviewRecords, of store and fake -------------------------------------------------------------


def a_note(named: str, at_s: float, text: str = "Named the shop.", written_s: int = 0) -> RecordedNote:
    return RecordedNote(named, at_s, text, "Ina", NOON + timedelta(seconds=written_s))


def test_notes_of_one_moment_stand_as_they_were_written(house):
    interview, _ = house.interview()
    for note in (a_note("z", 1.0, written_s=1), a_note("a", 1.0, written_s=2)):
        house.records.save_note(interview, note)
    assert [note.id for note in house.records.notes(interview)] == ["z", "a"]


def test_notes_come_back_in_the_order_of_the_interview_each_as_it_was_written_last(house):
    interview, _ = house.interview()
    for note in (a_note("b", 20.0), a_note("a", 30.0), a_note("c", 10.0, "slip"), a_note("c", 10.0, "mended")):
        house.records.save_note(interview, note)
    house.records.save_note(interview, a_note("a", 30.0, ""))
    house.records.save_note(interview, a_note("never there", 30.0, ""))
    assert list(house.records.notes(interview)) == [a_note("c", 10.0, "mended"), a_note("b", 20.0)]
