"""All live interviews of a server: found, taken over, ended, erased, put down, taken up by a new server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import fake_sessions
from candor.domain.light import LightId, LightShow
from candor.domain.orders import ShowLight
from candor.services.live_state import unpack
from candor.wire.messages import (
    Ended,
    ErrorCode,
    StateMessage,
    WarningMessage,
)
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


def test_a_second_client_takes_over_and_the_first_is_no_longer_heard(house: House) -> None:
    first = house.connect()
    house.frame(first)
    second = house.connect()
    house.frame(first)
    house.live.disconnect(ONE, first)
    house.frame(second)
    assert first.failures == [ErrorCode.REPLACED]
    assert house.live.snapshot(ONE).frames == 2
    assert house.live.snapshot(ONE).is_connected


def test_a_new_server_goes_on_from_the_records(records: FakeInterviewRecords) -> None:
    old = House(records)
    peer = old.connect()
    for _ in range(10):
        old.frame(peer)
    old.frame(peer, "warn extra_face")
    del old  # killed: nothing more is called
    new = House(records, began=datetime(2030, 1, 1, 0, 16, 40, tzinfo=UTC), at_s=21.375)  # 20 s later, other clock
    back = new.connect(last_event=1)
    assert back.welcomes == [True]
    assert back.told(WarningMessage) == []
    new.frame(back, "warn extra_face")
    new.frame(back, "warn id_mismatch")
    assert [(warning.code, warning.event) for warning in back.told(WarningMessage)] == [("id_mismatch", 2)]
    assert back.told(StateMessage)[0].at_s == pytest.approx(1.25 + 20.0, abs=0.2)
    assert new.live.snapshot(ONE).frames == 13
    shown = new.live.snapshot(ONE).assessment
    assert shown is not None
    assert next(iter(shown.questions.values())).llr == 13


def test_end_writes_everything_down_and_tells_the_client_where_the_report_is(house: House) -> None:
    peer = house.connect()
    for _ in range(4):
        house.frame(peer)
    assert house.live.end(ONE) == "/interviews/interview-1/report"
    assert [ended.report_url for ended in peer.told(Ended)] == ["/interviews/interview-1/report"]
    held = house.records.interviews[ONE]
    assert (held.is_ended, held.progress[0], held.checkpoint) == (True, 4, None)
    assert not house.engine.is_open(ONE)
    house.frame(peer)
    assert house.live.end(ONE) == "/interviews/interview-1/report"
    assert house.live.snapshot(ONE).protection == "not_connected"


def test_an_erased_interview_sends_its_client_away(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    del house.records.interviews[ONE]
    house.frame(peer, "state please_check")
    assert peer.failures == [ErrorCode.ENDED]
    assert not house.engine.is_open(ONE)


def test_stopping_an_interview_that_is_being_erased_sends_its_client_away(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    del house.records.interviews[ONE]
    house.live.stop(ONE)
    house.live.stop(ONE)
    assert peer.failures == [ErrorCode.ENDED]


def test_who_was_shut_out_is_sent_away_and_somebody_else_goes_on(house: House) -> None:
    peer = house.connect()
    for _ in range(3):
        house.frame(peer)
    for _ in range(2):
        house.live.send_away(ONE)
    assert peer.failures == [ErrorCode.NOT_ALLOWED]
    assert not house.engine.is_open(ONE)
    assert house.records.interviews[ONE].progress[0] == 3
    other = house.connect()
    house.frame(other)
    assert (other.failures, house.engine.is_open(ONE)) == ([], True)


def test_an_interview_without_a_client_is_put_down_and_taken_up_again(house: House) -> None:
    peer = house.connect()
    for _ in range(3):
        house.frame(peer)
    house.live.disconnect(ONE, peer)
    house.wait(300)
    assert house.engine.is_open(ONE)
    house.wait(301)
    assert not house.engine.is_open(ONE)
    assert house.records.interviews[ONE].progress[0] == 3
    back = house.connect()
    house.frame(back)
    assert house.live.snapshot(ONE).frames == 4


def test_a_client_that_comes_as_the_interview_is_put_down_gets_a_new_one(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.live.disconnect(ONE, peer)
    call = house.live._calls[ONE]
    house.now_s += 700
    assert call.tick() is False  # put down, not yet forgotten
    back = house.connect()
    house.frame(back)
    assert back.welcomes == [True]
    assert house.live._calls[ONE] is not call


def test_a_stopping_server_writes_every_interview_down(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.live.stop_all()
    held = house.records.interviews[ONE]
    assert held.progress[0] == 1
    saved = unpack(held.checkpoint)
    assert saved is not None
    assert saved.frames == 1


def test_a_coded_light_reaches_the_analysis_on_the_clock_of_the_interview(house: House) -> None:
    show = LightShow(LightId("l-1"), (1, 0) * 20, house.now_s + 62.0, 0.6, 3)
    house.live.show_light(ONE, show)  # nobody is there: nothing happens
    peer = house.connect()
    house.wait(50.0)
    house.frame(peer)
    house.wait(9.875)

    house.live.show_light(ONE, show)

    session = house.engine._sessions[ONE]
    assert isinstance(session, fake_sessions.FakeSession)
    (order,) = [order for order in session.told if isinstance(order, ShowLight)]
    assert order.show == replace(show, starts_at_s=pytest.approx(62.0 - 50.125))


@pytest.mark.parametrize("data", [None, b"", b"\xff\x00garbage", b"\x80"])
def test_a_damaged_checkpoint_means_a_new_start(records: FakeInterviewRecords, data: bytes | None) -> None:
    records.interviews[ONE].checkpoint = data
    house = House(records)
    peer = house.connect()
    house.frame(peer)
    assert house.engine.checkpoints == [None]
