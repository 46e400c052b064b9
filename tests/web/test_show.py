from __future__ import annotations

import pytest

from candor.domain.assessment import Assessment, QuestionAssessment
from candor.domain.ids import InterviewId
from candor.domain.questions import Question, State
from candor.domain.records import RecordedWarning, WarningAnswer
from candor.fusion.explain import load_texts
from candor.web import show
from candor.web.texts import texts
from store_builders import LATER, build_warning

EN, ID = texts("en"), texts("id")


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0:00"), (65.9, "1:05"), (3723, "1:02:03"), (-4, "0:00"), (599.99, "9:59")]
)
def test_times_of_the_call_are_minutes_and_seconds(seconds, written):
    assert show.clock_time(seconds) == written


def test_there_are_always_four_lines_in_the_same_order():
    lines = show.status_lines(None, EN)
    assert [line.question for line in lines] == list(Question)
    assert {line.state for line in lines} == {State.CANT_TELL}


def test_a_line_says_state_and_reason_in_the_language_of_the_page():
    answer = QuestionAssessment(Question.IDENTITY, State.CANT_TELL, 0.0, "no_face", 1.0)
    line = show.status_lines(Assessment(1.0, {Question.IDENTITY: answer}), ID)[0]
    assert line.reason == load_texts("id").reasons["no_face"]
    assert line.word == ID("state.cant_tell")


def test_a_reason_of_a_newer_version_is_shown_in_plain_letters():
    assert show.reason_text("some_new_code", EN) == "some new code"


def test_a_card_without_words_here_is_shown_as_it_was_recorded():
    warning = build_warning(InterviewId("i-1"))
    assert show.explained(warning, EN) == warning.explanation


def test_the_mark_of_a_card_changes_with_what_it_shows():
    held = RecordedWarning(1, build_warning(InterviewId("i-1")))
    answered = RecordedWarning(1, held.warning, WarningAnswer("later", "", "Ina", LATER))
    assert show.warning_version(held) == show.warning_version(RecordedWarning(1, build_warning(InterviewId("i-1"))))
    assert len({show.warning_version(w) for w in (held, answered, RecordedWarning(2, held.warning))}) == 3
