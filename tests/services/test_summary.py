"""The summary at the end of an interview says what the report's first page says."""

from __future__ import annotations

from dataclasses import replace

from analysis_builders import NOW, record, warning
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.questions import Question, State
from candor.domain.records import RecordedCheck, RecordedWarning, WarningAnswer
from candor.report.summary import make_report
from candor.services.summary import summary_of
from candor.wire.parts import AnswerKind, SummaryCheck


def test_the_summary_has_the_words_of_the_report_in_its_language() -> None:
    report = make_report(record(), NOW, "id")
    summary = summary_of(record(), NOW, "id")
    assert (summary.state, summary.headline) == (State.PAUSE_AND_VERIFY, report.headline)
    assert [(line.question, line.text) for line in summary.lines] == [
        (line.question, line.reason) for line in report.lines
    ]
    assert summary.next_steps == list(report.next_steps)
    assert summary.checklist == ""


def test_a_question_shows_its_most_concerning_state_and_one_that_was_never_answered_says_so() -> None:
    summary = summary_of(record(timeline=(), warnings=()), NOW, "en")
    assert {line.state for line in summary.lines} == {State.CANT_TELL}
    assert (summary.state, summary.warnings, summary.checks) == (State.CANT_TELL, [], [])
    assert [line.question for line in summary.lines] == list(Question)


def test_warnings_tell_how_they_were_answered() -> None:
    answered = RecordedWarning(1, warning(), WarningAnswer("explained", "an old photo", "Ina", NOW))
    told = replace(answered, answer=None)
    summary = summary_of(record(warnings=[answered, told]), NOW, "en")
    assert [held.answer for held in summary.warnings] == [AnswerKind.EXPLAINED, None]
    assert summary.warnings[0].title == "Face and ID photo do not match"


def test_checks_stand_with_how_they_went() -> None:
    asked = Check(CheckId("check-1"), CheckKind.LOOK_UP)
    check = RecordedCheck(1, CheckStatus(asked, CheckPhase.SKIPPED, 12.5, 15.0), is_chosen=False)
    (told,) = summary_of(record(checks=[check]), NOW, "en").checks
    assert told == SummaryCheck(at_s=12.5, phase=CheckPhase.SKIPPED, title=told.title)
    assert told.title
