"""Fusion over recorded verdicts shows what the session showed, and what it would without a signal."""

import pytest

from candor.domain.ids import InterviewId
from candor.domain.observations import Abstention, Observation
from candor.domain.questions import Question, State
from candor.evaluation.laboratory.refusion import fuse, verdict_of
from candor.fusion import decide
from candor.fusion.state import FusionState
from laboratory_builders import QUESTIONS, loops, recorded, rules, silent


def test_a_repeated_video_becomes_red_and_is_gone_without_its_signal() -> None:
    session = recorded(loops(5.0), "a2_loop")

    fused = fuse(session, rules(), QUESTIONS)
    without = fuse(session, rules(), QUESTIONS, frozenset({"frozen_or_looping"}))

    assert fused.amber_at_s == 1.0
    assert fused.red_at_s is not None
    assert fused.causes == ("live_person/video_repeats",)
    assert fused.peak[Question.LIVE_PERSON] == pytest.approx(5.0)
    assert without.amber_at_s is None
    assert without.peak[Question.LIVE_PERSON] == 0
    assert without.timeline == ()


def test_an_alarm_before_the_attack_has_not_found_it() -> None:
    early = recorded(loops(5.0, 3), "a2_loop", attack_from_s=8.0)
    lasting = recorded(loops(5.0, 12), "a2_loop", attack_from_s=8.0)

    assert fuse(early, rules(), QUESTIONS).amber_at_s is None
    assert fuse(lasting, rules(), QUESTIONS).amber_at_s is None


def test_only_the_questions_that_count_are_looked_at() -> None:
    fused = fuse(recorded(loops(5.0), "a2_loop"), rules(), (Question.CONTINUITY,))

    assert fused.amber_at_s is None
    assert set(fused.peak) == {Question.CONTINUITY}


def test_the_states_are_those_of_the_session_itself() -> None:
    said = loops(-1.0, 4) + silent("no_face", "continuity")
    session = recorded(said)

    state, expected = FusionState(started_s=0.0), []
    for at_s in sorted({one.at_s for one in said}):
        verdicts = [verdict_of(one, rules()) for one in said if one.at_s == at_s]
        state, shown, _ = decide.advance(state, verdicts, at_s, rules(), interview=InterviewId("x"))
        expected.append(shown.questions[Question.LIVE_PERSON].state)

    fused = fuse(recorded(tuple(sorted(session.said, key=lambda one: one.at_s))), rules(), QUESTIONS)
    assert fused.timeline[-1].questions[Question.LIVE_PERSON].state is expected[-1]
    assert not fused.is_answered
    assert expected[-1] in (State.CHECKING, State.CANT_TELL)


def test_a_verdict_comes_back_as_it_was_given() -> None:
    observation, abstention = (verdict_of(one, rules()) for one in (loops(2.0)[0], silent()[0]))

    assert isinstance(observation, Observation)
    assert (observation.llr, observation.score, observation.code) == (2.0, 1.0, "video_repeats")
    assert isinstance(abstention, Abstention)
    assert abstention.reason == "too_short"
