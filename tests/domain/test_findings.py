"""The state of an applicant is that of the gravest finding: nothing is summed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from candor.domain.findings import ApplicantState, CheckId, Finding, RuleId, Severity, state_of

WORDS = {"en": "x", "id": "x"}


def finding(severity: Severity) -> Finding:
    return Finding(CheckId("c"), RuleId("c.r"), severity, WORDS, (), (), (), (), WORDS, date(2027, 1, 1))


def test_nothing_found_is_nothing_found() -> None:
    assert state_of([]) is ApplicantState.NOTHING_FOUND


@given(st.integers(1, 200))
def test_no_number_of_notes_changes_the_state(n: int) -> None:
    assert state_of([finding(Severity.NOTE)] * n) is ApplicantState.NOTHING_FOUND


@given(st.integers(1, 200))
def test_no_number_of_checks_becomes_an_escalation(n: int) -> None:
    assert state_of([finding(Severity.CHECK)] * n) is ApplicantState.CHECK


@given(st.lists(st.sampled_from(Severity)))
def test_one_escalation_is_enough(severities: list[Severity]) -> None:
    found = [finding(each) for each in [*severities, Severity.ESCALATE]]

    assert state_of(found) is ApplicantState.ESCALATE
