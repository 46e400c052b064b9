"""The checklist in words of the report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analysis_builders import NOW, record
from candor.domain.checklist import ChecklistAnswer, ChecklistUse, ItemId, Mark, RecordedChecklist, SkipReason
from candor.report.checklist import ChecklistPart, checklist_part
from candor.report.html import render_page
from candor.report.summary import make_report
from candor.report.texts import load_report_texts
from checklist_builders import TEMPLATE, answer


def recorded(*answers: ChecklistAnswer) -> RecordedChecklist:
    return RecordedChecklist(TEMPLATE, {given.item: given for given in answers})


def part_of(*answers: ChecklistAnswer, language: str = "en") -> ChecklistPart:
    part = checklist_part(recorded(*answers), load_report_texts(language))
    assert part is not None
    return part


def page_of(*answers: ChecklistAnswer, language: str = "en") -> str:
    return render_page(make_report(record(checklist=recorded(*answers)), NOW, language))


def test_progress_tells_asked_and_skipped_apart() -> None:
    part = part_of(answer("place"), answer("work", Mark.SKIPPED, reason=SkipReason.NO_TIME))
    assert part.progress == "1 of 3 asked, 1 skipped"
    assert [(section.title, section.progress) for section in part.sections] == [
        ("Identity", "0 of 1 asked"),
        ("Place", "1 of 1 asked"),
        ("Experience", "0 of 1 asked, 1 skipped"),
    ]


def test_an_answer_is_told_with_time_name_words_and_anchor() -> None:
    part = part_of(answer("work", text="A queue filled up", rating=2))
    (line,) = part.sections[2].lines
    assert (line.when, line.text, line.rating) == ("1:05, Ina", "A queue filled up", "Rating 2 of 3: Some detail")


def test_a_time_without_pictures_is_told_as_time_of_day() -> None:
    (line,) = part_of(answer("place", at_s=None)).sections[1].lines
    assert line.when == "12:00 UTC, Ina"


def test_an_extra_item_is_told_only_where_something_was_noted() -> None:
    assert [line.title for line in part_of().sections[0].lines] == ["Title of id_card"]
    assert [line.title for line in part_of(answer("light")).sections[0].lines] == ["Title of id_card", "Title of light"]


def test_what_is_to_be_verified_is_a_list_of_its_own_and_a_next_step() -> None:
    open_, done = part_of(answer("degree", Mark.OPEN, text="Registrar of the school")), part_of(answer("degree"))
    assert [(line.title, line.word, line.text, line.when) for line in open_.verify] == [
        ("Title of degree", "To do", "Registrar of the school", "")
    ]
    assert (open_.has_open_verifications, done.has_open_verifications) == (True, False)
    step = "Look up what the checklist below lists"
    assert step in page_of()
    assert step not in page_of(answer("degree"))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("reason", SkipReason)
def test_every_reason_has_its_words(reason: SkipReason, language: str) -> None:
    part = part_of(answer("place", Mark.SKIPPED, reason=reason), language=language)
    assert part.sections[1].lines[0].reason


def test_the_page_says_that_leaving_out_is_neutral_and_shows_icon_and_word() -> None:
    html = page_of(answer("place", Mark.SKIPPED, reason=SkipReason.ANOTHER_WAY))
    assert "counts for nothing" in html
    assert re.search(r'class="cr-chip cr-skipped"><svg.*?</svg>Skipped', html, re.DOTALL)
    assert "Another way was offered" in html
    assert "A small checklist, version 1" in html


def test_a_reader_sees_whether_everybody_was_asked_the_same() -> None:
    use = ChecklistUse(11, asked={ItemId("place"): 11, ItemId("work"): 9}, skipped={ItemId("work"): 1})
    html = render_page(make_report(record(checklist=replace(recorded(), use=use)), NOW))
    assert "11 interviews with this version" in html
    assert re.search(r"Title of place</th><td[^>]*>11 of 11</td><td[^>]*>0<", html)
    assert re.search(r"Title of work</th><td[^>]*>9 of 11</td><td[^>]*>1<", html)


def test_with_nobody_to_compare_with_nothing_is_compared() -> None:
    html = render_page(make_report(record(checklist=replace(recorded(), use=ChecklistUse(1, {}, {}))), NOW))
    assert "interviews with this version" not in html


def test_what_was_noted_is_escaped() -> None:
    assert "<script>alert" not in page_of(answer("place", text="<script>alert(1)</script>"))


def test_an_interview_without_checklist_has_no_section_for_it() -> None:
    assert "cr-checklist" not in render_page(make_report(record(), NOW))
