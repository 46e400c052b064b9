"""Sound in a live interview: on the clock of the pictures, with consent only, and told where it was lost."""

from __future__ import annotations

import pytest

from candor.domain.sound import SoundBlock
from candor.wire.messages import StateMessage
from fake_sessions import FakeSession
from fakes import FakeInterviewRecords
from live_house import ONE, House


@pytest.fixture
def records() -> FakeInterviewRecords:
    records = FakeInterviewRecords()
    records.add()
    return records


@pytest.fixture
def house(records: FakeInterviewRecords) -> House:
    return House(records)


def heard(house: House) -> list[SoundBlock]:
    session = house.engine._sessions[ONE]
    assert isinstance(session, FakeSession)
    return [order for order in session.told if isinstance(order, SoundBlock)]


def test_sound_goes_to_the_analysis_on_the_clock_of_the_pictures(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.sound(peer, 4, after_s=0.25)
    (block,) = heard(house)

    assert block.captured_at_s == pytest.approx(0.25)
    assert block.received_at_s == pytest.approx(0.25)
    assert (block.seq, len(block.pcm)) == (4, 6400)
    assert peer.settled == [0], "sound takes no credit"


def test_sound_before_the_first_picture_of_a_connection_has_no_time_yet(house: House) -> None:
    house.frame(house.connect())
    again = house.connect()
    house.sound(again)
    house.frame(again)
    house.sound(again, 1)

    assert [block.seq for block in heard(house)] == [1]


def test_without_consent_and_after_its_withdrawal_no_sound_is_heard(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    before = house.engine._sessions[ONE]
    house.records.interviews[ONE].consented = False
    house.live.consent_changed(ONE)
    house.frame(peer)
    house.sound(peer)

    assert isinstance(before, FakeSession)
    assert before.told == []
    assert not house.engine.is_open(ONE)


def test_sound_for_an_analysis_that_stands_still_is_dropped_in_silence(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.engine.stop()
    house.sound(peer)

    assert peer.failures == []


def test_sound_that_was_lost_is_added_up_and_told_with_the_state_also_by_the_next_server(
    records: FakeInterviewRecords,
) -> None:
    old = House(records)
    peer = old.connect()
    old.frame(peer, "lost 1.5")
    old.frame(peer, "lost 0.5")
    old.wait(1.0)
    assert peer.told(StateMessage)[-1].sound_lost_s == 2.0

    new = House(records)
    later = new.connect()
    new.frame(later, "lost 1.0")
    assert later.told(StateMessage)[-1].sound_lost_s == 3.0
    new.live.end(ONE)
    assert records.record(ONE).sound_lost_s == 3.0
