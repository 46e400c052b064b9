"""Close-ups in a live interview: asked for where the analysis wants one, taken once, on the clock of the pictures."""

from __future__ import annotations

import pytest

from candor.domain.frames import CloseUp, Region
from candor.wire.messages import CloseUpWanted
from fake_sessions import FakeSession
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer, House


@pytest.fixture
def house() -> House:
    records = FakeInterviewRecords()
    records.add()
    return House(records)


def told(house: House) -> list[CloseUp]:
    session = house.engine._sessions[ONE]
    assert isinstance(session, FakeSession)
    return [order for order in session.told if isinstance(order, CloseUp)]


def asked(peer: FakePeer) -> list[int]:
    return [message.id for message in peer.told(CloseUpWanted)]


def fates(house: House) -> dict[str, int]:
    return dict(house.live._calls[ONE]._close_ups.fates)


def test_what_the_analysis_wants_is_asked_for_and_comes_back_with_its_region(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "near")
    (message,) = peer.told(CloseUpWanted)
    assert (message.x, message.y, message.width, message.height) == (0.25, 0.125, 0.25, 0.5)

    house.close_up(peer, message.id)
    (close_up,) = told(house)
    assert (close_up.region, close_up.data) == (Region(0.25, 0.125, 0.25, 0.5), b"webp")
    assert close_up.captured_at_s == pytest.approx(0.125)
    assert peer.settled == [0], "a close-up takes no credit"


def test_each_answers_its_own_question_and_only_once(house: House) -> None:
    peer = house.connect()
    for _ in range(3):
        house.frame(peer, "near")
    assert asked(peer) == [1, 2, 3]
    for number in (3, 1, 1, 9):
        house.close_up(peer, number)
    assert len(told(house)) == 2


def test_what_is_answered_much_too_late_counts_for_nothing(house: House) -> None:
    peer = house.connect()
    for _ in range(40):
        house.frame(peer, "near")
    house.close_up(peer, 1)
    assert told(house) == []


def test_before_the_first_picture_of_a_connection_a_close_up_has_no_time(house: House) -> None:
    house.frame(house.connect(), "near")
    again = house.connect()
    house.close_up(again, 1)
    assert told(house) == []


def test_without_consent_none_is_taken(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "near")
    session = house.engine._sessions[ONE]
    house.records.interviews[ONE].consented = False
    house.live.consent_changed(ONE)
    house.close_up(peer, 1)
    assert isinstance(session, FakeSession)
    assert session.told == []


def test_a_close_up_for_an_analysis_that_stands_still_is_dropped_in_silence(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "near")
    house.engine.stop()
    house.close_up(peer, 1)
    assert peer.failures == []


def test_what_became_of_them_is_counted(house: House) -> None:
    peer = house.connect()
    for fate in ("used", "another_face", "used"):
        house.frame(peer, f"near {fate}")
    assert fates(house) == {"used": 2, "another_face": 1}
