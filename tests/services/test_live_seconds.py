from __future__ import annotations

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation
from candor.domain.questions import Family, Question
from candor.domain.seconds import MAX_MINUTES
from candor.services.live_seconds import LiveSeconds


def looked(seconds, at_s, name="identity_match", llr=-2.0):
    seconds.add(Observation(SignalName(name), Question.IDENTITY, Family.IDENTITY, at_s, 5.0, llr, "x", {}))


def test_letters_stand_at_their_second_and_are_taken_once():
    seconds = LiveSeconds()
    looked(seconds, 0.2)
    looked(seconds, 61.9, llr=3.0)
    looked(seconds, 61.0, "continuity")
    looked(seconds, 5.0, "blink")
    seconds.add(Abstention(SignalName("continuity"), Question.CONTINUITY, 3.0, "no_face"))
    first, second = seconds.take()
    assert (first.number, first.identity.rstrip("."), first.continuity.rstrip(".")) == (0, "s", "...n")
    assert (second.number, second.identity.rstrip("."), second.continuity.rstrip(".")) == (1, ".d", ".s")
    assert {len(minute.identity) for minute in (first, second)} == {60}
    assert seconds.take() == []


def test_a_clock_that_runs_away_fills_no_memory():
    seconds = LiveSeconds()
    looked(seconds, 60.0 * MAX_MINUTES)
    looked(seconds, -5.0)
    assert [minute.number for minute in seconds.take()] == [0]
