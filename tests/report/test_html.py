import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from analysis_builders import NOW, record, warning
from candor.domain.records import RecordedNote, RecordedWarning, WarningAnswer
from candor.report.candidate import compare_reports
from candor.report.html import (
    bars,
    inline_evidence,
    render_compared_page,
    render_fragment,
    render_page,
    style_sheet,
)
from candor.report.summary import make_report

VOID = {"meta", "img", "link", "br", "path", "circle", "rect"}


class Balanced(HTMLParser):
    """Fails when an element is closed that was not opened, or left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_page_is_well_formed_and_says_its_language(language: str) -> None:
    html = render_page(make_report(record(), NOW, language))
    parser = Balanced()
    parser.feed(html)

    assert parser.open == []
    assert f'<html lang="{language}">' in html


def test_a_page_loads_nothing_from_anywhere() -> None:
    html = render_page(make_report(record(), NOW))

    assert not re.search(r"""(src|href)=["'](?!data:|#)""", html)
    assert "url(" not in html
    assert "<script" not in html


def test_a_fragment_has_no_inline_style_and_no_script() -> None:
    html = render_fragment(make_report(record(), NOW), lambda w: f"/evidence/{w.id}")

    assert "<style" not in html
    assert " style=" not in html
    assert "<script" not in html
    assert 'src="/evidence/interview-1.id_mismatch.1"' in html


def test_names_and_notes_of_people_are_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    answered = RecordedWarning(1, warning(), WarningAnswer("note", hostile, hostile, NOW))

    html = render_page(make_report(record(candidate=hostile, title=hostile, warnings=[answered]), NOW))

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_warning_shows_all_its_five_parts_and_its_answer() -> None:
    answered = RecordedWarning(1, warning(), WarningAnswer("explained", "new glasses", "Ina", NOW))

    html = render_page(make_report(record(warnings=[answered]), NOW))

    for part in (
        "Face and ID photo do not match",
        "An old ID photo",
        "Suggested step",
        "You can say",
        "Ina: explained",
    ):
        assert part in html
    assert "data:image/jpeg;base64," in html


def test_the_state_is_told_by_word_and_icon_not_by_colour_alone() -> None:
    html = render_page(make_report(record(), NOW))

    assert re.search(r'class="cr-chip cr-pause_and_verify"><svg.*?</svg>Pause and verify', html, re.DOTALL)


def test_a_very_short_stretch_is_still_drawn() -> None:
    report = make_report(record(duration_s=100_000.0), NOW)

    drawn = bars(report.lines[0], report)

    assert all(bar.width >= 2.0 for bar in drawn)
    assert all(0 <= bar.x <= 998 for bar in drawn)


def test_an_interview_without_anything_has_a_page() -> None:
    empty = record(timeline=[], warnings=[], signals={}, versions={}, notices=[], duration_s=0.0, frames_analyzed=0)

    assert "No warning was raised." in render_page(make_report(empty, NOW))


def test_a_warning_without_a_picture_has_none() -> None:
    assert inline_evidence(replace(warning(), evidence_jpeg=None)) is None


def test_the_style_sheet_knows_dark_and_print() -> None:
    assert "prefers-color-scheme: dark" in style_sheet()
    assert "@media print" in style_sheet()


def test_notes_stand_with_time_and_author_and_cannot_bring_markup() -> None:
    note = RecordedNote("n-1", 72.5, "Named <b>the shop</b>.", "Ina", NOW)
    html = render_page(make_report(record(notes=(note,)), NOW, "id"))

    assert "Catatan pewawancara" in html
    assert re.search(r"1:13\s*<span[^>]*>Ina</span>", html)
    assert "Named &lt;b&gt;the shop&lt;/b&gt;." in html


def test_a_report_without_notes_has_no_place_for_them() -> None:
    assert "cr-notes" not in render_fragment(make_report(record(), NOW))


@pytest.mark.parametrize(("lost_s", "shown"), [(0.0, ""), (0.2, "0:01"), (75.0, "1:15")])
def test_sound_that_was_lost_is_told_and_where_none_was_nothing_is(lost_s: float, shown: str) -> None:
    html = render_page(make_report(record(sound_lost_s=lost_s), NOW))

    assert ("Sound lost on the way" in html) == bool(shown)
    if shown:
        assert re.search(rf"<dt>Sound lost on the way</dt><dd>{shown}</dd>", html)


def test_every_section_of_several_reports_on_one_page_has_a_name_of_its_own() -> None:
    reports = [make_report(record(title=title), NOW) for title in ("first", "second")]
    html = render_compared_page(compare_reports("Sample", reports, NOW, "en"))

    names = re.findall(r'<section[^>]*aria-labelledby="([^"]+)"', html)
    ids = re.findall(r' id="([^"]+)"', html)

    assert len(names) == len(set(names)) > 10
    assert len(ids) == len(set(ids))
    assert {part for name in names for part in name.split()} <= set(ids)
