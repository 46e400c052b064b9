"""Warnings: one per cause, told when there is something new."""

from __future__ import annotations

from candor.domain.ids import InterviewId
from candor.domain.questions import Question, Severity, State
from candor.fusion.state import Case, Evidence, FusionState, QuestionState
from candor.fusion.warnings import as_warning, update_cases
from fusion.builders import DETAILS, RULES


def _state(at_s: float, alarm: Severity | None, shown: State, cases: dict[str, Case] | None = None) -> FusionState:
    evidence = Evidence(
        llr=4.5,
        updated_s=at_s,
        code="person_changed",
        details=dict(DETAILS),
        alarm=alarm,
        alarm_code="person_changed" if alarm else "",
        below_s=at_s - 30 if alarm is None else None,
    )
    questions = {question: QuestionState(shown, "", at_s) for question in Question}
    return FusionState(0.0, {"continuity": evidence}, questions, cases or {})


def test_a_new_alarm_opens_a_case_and_is_told_once() -> None:
    cases, told = update_cases(_state(10, Severity.AMBER, State.PLEASE_CHECK), 10, RULES)
    _, again = update_cases(_state(12, Severity.AMBER, State.PLEASE_CHECK, cases), 12, RULES)

    assert [case.severity for case in told] == [Severity.AMBER]
    assert again == ()


def test_turning_red_is_told_at_once_and_never_taken_back() -> None:
    cases, _ = update_cases(_state(10, Severity.AMBER, State.PLEASE_CHECK), 10, RULES)
    cases, red = update_cases(_state(11, Severity.RED, State.PAUSE_AND_VERIFY, cases), 11, RULES)
    cases, _ = update_cases(_state(40, Severity.AMBER, State.PLEASE_CHECK, cases), 40, RULES)

    assert [case.severity for case in red] == [Severity.RED]
    assert cases["person_changed"].severity is Severity.RED
    assert cases["person_changed"].at_s == 10


def test_a_lasting_case_is_refreshed_now_and_then() -> None:
    cases, _ = update_cases(_state(10, Severity.AMBER, State.PLEASE_CHECK), 10, RULES)
    _, told = update_cases(_state(21, Severity.AMBER, State.PLEASE_CHECK, cases), 21, RULES)

    assert [case.at_s for case in told] == [10]


def test_the_end_is_when_the_evidence_fell_not_when_it_was_noticed() -> None:
    cases, _ = update_cases(_state(10, Severity.AMBER, State.PLEASE_CHECK), 10, RULES)
    cases, told = update_cases(_state(90, None, State.CHECKING, cases), 90, RULES)

    assert told[0].until_s == 60
    assert update_cases(_state(95, None, State.CHECKING, cases), 95, RULES)[1] == ()


def test_a_warning_is_named_by_interview_cause_and_ordinal() -> None:
    cases, told = update_cases(_state(10, Severity.AMBER, State.PLEASE_CHECK), 10, RULES)

    warning = as_warning(told[0], InterviewId("i9"), "en")

    assert warning.id == "i9.person_changed.1"
    assert (warning.question, warning.evidence_jpeg) == (Question.CONTINUITY, None)
    assert "differs" in warning.explanation.detail
    assert set(cases) == {"person_changed"}
