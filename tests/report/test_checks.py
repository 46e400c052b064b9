"""Movement checks in words of the report."""

import re
from dataclasses import replace

import pytest

from analysis_builders import NOW, record
from candor.domain.checks import CheckPhase
from candor.report.checks import check_lines
from candor.report.html import render_page
from candor.report.summary import make_report
from candor.report.texts import load_report_texts
from store_builders import build_check


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("phase", CheckPhase)
def test_every_phase_has_its_words(language: str, phase: CheckPhase) -> None:
    (line,) = check_lines([build_check(1, phase)], load_report_texts(language))

    assert line.word
    assert line.result
    assert (line.at, line.phase) == ("0:13", phase)


def test_a_reader_sees_whether_it_was_drawn_and_what_the_interviewer_heard() -> None:
    texts = load_report_texts("en")
    checks = [build_check(1), replace(build_check(2), is_chosen=True, confirmed=False)]
    drawn, chosen = check_lines(checks, texts)

    assert (drawn.how, drawn.heard) == ("Drawn at random.", "")
    assert (chosen.how, chosen.heard) == ("Chosen by the interviewer.", "The interviewer did not hear the digits.")


def test_a_recognised_check_that_the_interviewer_calls_wrong_says_both_and_says_it_once() -> None:
    held = build_check(1, CheckPhase.NOT_SEEN)
    wrong = replace(held, confirmed=False, status=replace(held.status, details={"heard": 1, "confirmed": 0}))
    (line,) = check_lines([wrong], load_report_texts("en"))

    assert line.word == "Not seen"
    assert line.result.startswith("These digits were recognised, but the interviewer heard others.")
    assert line.heard == ""


def test_the_page_says_that_skipping_is_neutral_and_shows_icon_word_and_strip() -> None:
    html = render_page(make_report(record(checks=[build_check(1, CheckPhase.SKIPPED), build_check(2)]), NOW))

    assert "counts for nothing" in html
    assert re.search(r'class="cr-chip cr-skipped"><svg.*?</svg>Skipped', html, re.DOTALL)
    assert html.count('alt="Before, during and after: Turn the head to the left of the picture, and back"') == 2


def test_a_skipped_check_changes_nothing_else_in_the_report() -> None:
    without, skipped = (make_report(record(checks=c), NOW) for c in ((), [build_check(1, CheckPhase.SKIPPED)]))

    assert replace(skipped, checks=(), record=without.record) == without


def test_an_interview_without_checks_has_no_section_for_them() -> None:
    assert "cr-movements" not in render_page(make_report(record(), NOW))
