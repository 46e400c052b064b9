"""The interviewer's notes in a live interview: on record before they are told, kept over reconnects, never doubled."""

from __future__ import annotations

import pytest

from candor.errors import NotFoundError
from candor.services.live_notes import MOST_NOTES
from candor.wire.messages import NotesMessage, NoteWrite, Notice, NoticeCode
from candor.wire.parts import Note
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer, House


@pytest.fixture
def house() -> House:
    records = FakeInterviewRecords()
    records.add()
    return House(records)


def write(house: House, text: str, named: str = "n-1", at_s: float = 0.0) -> None:
    house.live.note(ONE, NoteWrite(id=named, at_s=at_s, text=text))


def told(peer: FakePeer) -> list[Note]:
    return peer.told(NotesMessage)[-1].notes


def kept(house: House) -> list[tuple[float, str, str]]:
    return [(note.at_s, note.text, note.by) for note in house.records.notes(ONE)]


def test_a_note_is_on_record_with_time_and_author_before_it_is_told(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.wait(90)
    tell, on_record = peer.send, []

    def send(message: object) -> None:
        on_record.append(len(kept(house)))
        tell(message)  # type: ignore[arg-type]

    peer.send = send  # type: ignore[method-assign]
    write(house, " Named the shop beside the station. ", at_s=72.5)
    assert kept(house) == [(72.5, "Named the shop beside the station.", "Ina")]
    assert told(peer) == [Note(id="n-1", at_s=72.5, text="Named the shop beside the station.", by="Ina")]
    assert on_record == [1]


def test_a_note_told_again_after_a_reconnect_is_confirmed_and_kept_once(house: House) -> None:
    house.frame(house.connect())
    write(house, "once")
    written_at = house.records.notes(ONE)[0].written_at
    peer = house.connect()
    house.wait(5)
    write(house, "once")
    assert [note.text for note in told(peer)] == ["once"]
    assert [note.written_at for note in house.records.notes(ONE)] == [written_at]


def test_a_new_client_is_told_all_notes_even_by_a_new_server(house: House) -> None:
    house.connect()
    write(house, "first")
    write(house, "second", "n-2")
    peer = House(house.records).connect()
    assert [note.text for note in told(peer)] == ["first", "second"]


def test_a_changed_note_keeps_its_time(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.wait(60)
    write(house, "before", at_s=10.0)
    write(house, "after", at_s=50.0)
    assert kept(house) == [(10.0, "after", "Ina")]


def test_a_note_without_text_is_removed_and_that_is_confirmed_too(house: House) -> None:
    peer = house.connect()
    write(house, "a slip")
    for _ in range(2):
        write(house, "  ")
        assert [note.text for note in told(peer)] == [""]
    assert kept(house) == []


def test_no_note_is_about_a_moment_to_come(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.wait(20)
    write(house, "from the future", at_s=1e10)
    assert kept(house)[0][0] == pytest.approx(20.0, abs=1)


def test_before_the_first_picture_a_note_stands_at_the_beginning(house: House) -> None:
    house.connect()
    write(house, "waiting for the candidate", at_s=30.0)
    assert kept(house)[0][0] == 0.0


def test_a_note_needs_no_consent_because_nothing_is_analysed_for_it(house: House) -> None:
    house.records.interviews[ONE].consented = False
    house.connect()
    write(house, "asked for another way")
    assert [text for _, text, _ in kept(house)] == ["asked for another way"]


def test_there_is_an_end_to_notes_but_what_is_there_can_be_changed(house: House) -> None:
    peer = house.connect()
    for number in range(MOST_NOTES + 1):
        write(house, "x", f"n-{number}")
    assert len(kept(house)) == MOST_NOTES
    assert [notice.code for notice in peer.told(Notice)][-1] is NoticeCode.NO_NOTE_LEFT
    write(house, "y", "n-0")
    assert sorted(text for _, text, _ in kept(house)) == ["x"] * (MOST_NOTES - 1) + ["y"]


def test_a_note_of_an_interview_that_is_over_is_refused(house: House) -> None:
    house.connect()
    house.live.end(ONE)
    with pytest.raises(NotFoundError):
        write(house, "too late")
