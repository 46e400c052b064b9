"""The four states of a live interview: told at once on a change, and a client that comes anew is told the past."""

from __future__ import annotations

import pytest

from candor.domain.questions import Question, State
from candor.wire.messages import StateMessage, TrendMessage
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer, House


@pytest.fixture
def records() -> FakeInterviewRecords:
    records = FakeInterviewRecords()
    records.add()
    return records


@pytest.fixture
def house(records: FakeInterviewRecords) -> House:
    return House(records)


def test_tells_a_state_at_once_when_it_changes_and_else_at_most_twice_a_second(house: House) -> None:
    peer = house.connect()
    for _ in range(24):
        house.frame(peer, after_s=0.1)
        house.live.tick()
    unchanged = len(peer.told(StateMessage))
    house.frame(peer, "state please_check", after_s=0.01)
    assert 4 <= unchanged <= 6
    assert len(peer.told(StateMessage)) == unchanged + 1
    lines = {line.question: line.state for line in peer.told(StateMessage)[-1].questions}
    assert lines[Question.IDENTITY] is State.PLEASE_CHECK
    assert len(lines) == 4


def test_writes_the_timeline_on_every_change_of_a_state(house: House) -> None:
    peer = house.connect()
    for command in ("look", "look", "state no_concern", "look", "state please_check"):
        house.frame(peer, command)
    timeline = house.records.interviews[ONE].timeline
    assert [entry.assessment.questions[Question.IDENTITY].state.value for entry in timeline] == [
        "checking",
        "no_concern",
        "please_check",
    ]


def watch(house: House, peer: FakePeer, state: str, seconds: int) -> None:
    for _ in range(seconds):
        house.frame(peer, f"state {state}", after_s=1.0)
        house.live.tick()


def past(peer: FakePeer) -> list[tuple[State, float, float]]:
    """What a client was told of one question, in whole seconds."""
    (trend,) = peer.told(TrendMessage)
    told = [stretch for stretch in trend.stretches if stretch.question is Question.IDENTITY]
    return [(stretch.state, round(stretch.from_s), round(stretch.until_s)) for stretch in told]


def test_a_client_that_comes_first_is_told_no_past(house: House) -> None:
    assert house.connect().told(TrendMessage) == []


def test_a_client_that_comes_anew_is_told_what_was_before_and_then_what_is(house: House) -> None:
    first = house.connect()
    watch(house, first, "checking", 20)
    watch(house, first, "no_concern", 30)
    house.live.disconnect(ONE, first)
    again = house.connect()
    assert past(again) == [(State.CHECKING, 0, 20), (State.NO_CONCERN, 20, 49)]
    kinds = [type(message) for message in again.messages if isinstance(message, TrendMessage | StateMessage)]
    assert kinds == [TrendMessage, StateMessage]


def test_the_past_outlives_the_server(house: House, records: FakeInterviewRecords) -> None:
    watch(house, house.connect(), "please_check", 10)
    house.live.stop_all()
    assert past(House(records, at_s=house.now_s + 3).connect()) == [(State.PLEASE_CHECK, 0, 9)]


def test_what_nobody_watched_is_no_past_even_between_equal_states(house: House) -> None:
    first = house.connect()
    watch(house, first, "no_concern", 10)
    house.live.disconnect(ONE, first)
    house.now_s += 60
    second = house.connect()
    watch(house, second, "no_concern", 10)
    assert past(house.connect()) == [(State.NO_CONCERN, 0, 9), (State.NO_CONCERN, 70, 79)]


def test_what_is_long_over_is_not_told_but_when_the_present_state_began(house: House) -> None:
    first = house.connect()
    watch(house, first, "checking", 10)
    watch(house, first, "no_concern", 700)
    assert past(house.connect()) == [(State.NO_CONCERN, 10, 709)]


def test_the_past_stays_when_consent_is_withdrawn_but_the_present_does_not(house: House) -> None:
    first = house.connect()
    watch(house, first, "no_concern", 10)
    house.records.interviews[ONE].consented = False
    house.live.consent_changed(ONE)
    again = house.connect()
    assert past(again) == [(State.NO_CONCERN, 0, 9)]
    assert again.told(StateMessage) == []
