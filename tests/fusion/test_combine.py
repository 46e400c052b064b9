"""Signals of one question together: caps, families, alarms."""

from __future__ import annotations

import pytest

from candor.domain.questions import Family, Question, Severity, State
from candor.fusion.combine import combine, is_fresh, question_state
from candor.fusion.state import Evidence, FusionState
from fusion.builders import RULES

AMBER = {"alarm": Severity.AMBER, "observed_s": 9.0}


def test_a_family_is_capped_and_families_add_up() -> None:
    evidence = {
        "continuity": Evidence(llr=5.0, observed_s=9.0),
        "extra_face": Evidence(llr=4.0, observed_s=9.0),
        "face_absent": Evidence(llr=3.0, observed_s=9.0),
    }

    combined = combine(Question.CONTINUITY, evidence, 10.0, RULES)

    assert combined.llr == pytest.approx(5.0 + 4.0)
    assert len(combined.fresh) == 2


def test_two_families_are_red_and_two_signals_of_one_are_not() -> None:
    changed = Evidence(llr=3.0, alarm_code="person_changed", **AMBER)
    extra = Evidence(llr=3.5, alarm_code="extra_face", **AMBER)
    gone = Evidence(llr=3.5, alarm_code="face_gone", **AMBER)

    assert (
        combine(Question.CONTINUITY, {"continuity": changed, "extra_face": extra}, 10, RULES).severity is Severity.RED
    )
    only = combine(Question.CONTINUITY, {"extra_face": extra, "face_absent": gone}, 10, RULES)
    assert (only.severity, only.cause) == (Severity.AMBER, "extra_face")


def test_a_cause_that_is_no_risk_makes_no_second_family() -> None:
    changed = Evidence(llr=3.0, alarm_code="person_changed", **AMBER)
    gone = Evidence(llr=3.5, alarm_code="face_gone", **AMBER)

    combined = combine(Question.CONTINUITY, {"continuity": changed, "face_absent": gone}, 10.0, RULES)

    assert (combined.severity, combined.cause) == (Severity.AMBER, "person_changed")


def test_evidence_goes_stale() -> None:
    assert is_fresh(Evidence(observed_s=10.0), 60.0, 60.0)
    assert not is_fresh(Evidence(observed_s=10.0), 71.0, 60.0)
    assert not is_fresh(Evidence(), 0.0, 60.0)


def test_a_state_keeps_its_beginning_while_it_lasts() -> None:
    first, _ = question_state(Question.IDENTITY, FusionState(), 5.0, RULES)
    again, _ = question_state(Question.IDENTITY, FusionState(questions={Question.IDENTITY: first}), 8.0, RULES)

    assert (first.state, first.reason, again.since_s) == (State.CHECKING, "too_short", 5.0)


def test_looking_on_alone_is_never_enough_for_a_live_person() -> None:
    passive = {
        name: Evidence(llr=-2.5, observed_s=9.0)
        for name, rule in RULES.signals.items()
        if rule.question is Question.LIVE_PERSON and rule.family is not Family.ACTIVE
    }
    state = FusionState(evidence=passive)
    shown, llr = question_state(Question.LIVE_PERSON, state, 10.0, RULES)
    assert (shown.state, llr < RULES.bounds.green_llr) == (State.CHECKING, True)

    asked = passive | {"movement_asked": Evidence(llr=-2.5, observed_s=9.0)}
    shown, _ = question_state(Question.LIVE_PERSON, FusionState(evidence=asked), 10.0, RULES)
    assert shown.state is State.NO_CONCERN


def test_a_swap_is_not_judged_by_looking_on() -> None:
    lips = {"lip_voice_synchrony": Evidence(llr=-1.0, observed_s=9.0)}
    shown, _ = question_state(Question.GENUINE, FusionState(evidence=lips), 10.0, RULES)
    assert (shown.state, shown.reason) == (State.CANT_TELL, "only_looked_on")

    lit = lips | {"coded_light_consistency": Evidence(llr=-0.5, observed_s=9.0)}
    shown, _ = question_state(Question.GENUINE, FusionState(evidence=lit), 10.0, RULES)
    assert shown.state is State.CHECKING
