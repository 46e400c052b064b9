from __future__ import annotations

from dataclasses import replace

import pytest

from analysis_builders import INTERVIEW, NOW, assessment, record, warning
from candor.domain.questions import Question, State
from candor.domain.records import RecordedWarning, WarningAnswer
from candor.domain.seconds import run_of
from candor.report.candidate import MOST_FOUND, compare_reports
from candor.report.summary import make_report
from store_builders import build_check

CALM = dict.fromkeys(Question, (State.NO_CONCERN, "matches_id_photo"))


def _compared(*records, language="en"):
    return compare_reports("Sample Candidate", [make_report(r, NOW, language) for r in records], NOW, language)


def test_the_most_concerning_round_gives_the_headline() -> None:
    compared = _compared(record(timeline=[assessment(0.0, CALM)], warnings=[]), record())

    assert compared.overall is State.PAUSE_AND_VERIFY
    assert compared.headline == compared.reports[1].headline


def test_what_one_round_could_judge_is_not_told_as_unjudged() -> None:
    calm, nothing = record(timeline=[assessment(0.0, CALM)], warnings=[]), record(timeline=[], warnings=[])

    assert _compared(calm, nothing).not_checked == ()
    assert len(_compared(nothing).not_checked) == 4
    assert _compared(calm, nothing).headline == _compared(nothing, calm).headline
    assert "not everything" in _compared(calm, nothing).headline


@pytest.mark.parametrize(("language", "said"), [("en", "2, 1 answered"), ("id", "2, 1 dijawab")])
def test_a_round_is_a_line_with_answers_and_checks_counted(language: str, said: str) -> None:
    answered = RecordedWarning(1, warning(), WarningAnswer("explained", "", "Ina", NOW))
    one = record(warnings=[answered, RecordedWarning(2, warning("extra_face"))], checks=(build_check(),))

    line = _compared(one, language=language).rounds[0]

    assert line.warnings == said
    assert line.checks.startswith("1 ")
    assert line.states[0][0] is State.PAUSE_AND_VERIFY


def test_the_first_page_stays_a_page_however_many_warnings_there_are() -> None:
    many = [RecordedWarning(n, replace(warning(at_s=float(n)))) for n in range(30)]

    found = _compared(record(warnings=many)).found

    assert len(found) == MOST_FOUND + 1
    assert "25 more" in found[-1]


def test_without_an_interview_there_is_a_sentence() -> None:
    compared = _compared()

    assert compared.headline == "There is no interview to report on yet."
    assert compared.rounds == compared.not_checked == ()


def test_how_long_the_face_was_that_of_the_photo_stands_with_each_round() -> None:
    reports = [make_report(record(), NOW)]

    seen = compare_reports("Sample", reports, NOW, "en", {INTERVIEW: run_of("s" * 50 + "n" * 7 + "d" * 2)})
    nothing = compare_reports("Sample", reports, NOW, "en", {INTERVIEW: run_of("rrrr")})

    assert seen.rounds[0].same_face == "96 % of 0:52 compared; gaps: 1, the longest 0:07"
    assert nothing.rounds[0].same_face == compare_reports("Sample", reports, NOW, "en").rounds[0].same_face == "–"
