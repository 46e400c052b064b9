"""How does the report look? One self-contained page, or a fragment for the web application.

The page carries its style sheet in <style> and loads nothing. The fragment has classes only (no inline style, so it
works under a strict content security policy) and needs report/templates/report.css beside it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from candor.domain.assessment import Warning
from candor.domain.ids import InterviewId
from candor.domain.questions import State
from candor.domain.records import RecordedCheck
from candor.report.candidate import ComparedReport
from candor.report.summary import Line, Report
from candor.report.texts import ReportTexts, clock_time
from candor.report.timeline import merged

EvidenceSource = Callable[[Warning], str | None]
"""Where the evidence picture of a warning is found: an address, or None when there is none."""
StripSource = Callable[[RecordedCheck], str | None]
"""The same of the strip of a movement check."""

WIDTH: Final = 1000.0
"""Of the timeline's drawing, its own units."""
ROW_HEIGHT: Final = 26.0
BAR_INK: Final = {
    State.CANT_TELL: "#b9c3cd",
    State.CHECKING: "#8fbde4",
    State.NO_CONCERN: "#63b98a",
    State.PLEASE_CHECK: "#e9a92f",
    State.PAUSE_AND_VERIFY: "#d8483f",
}
"""Of the bars where no style sheet reaches a drawing (PDF); the same as in report.css."""
MIN_STRETCH: Final = 2.0
"""The narrowest stretch drawn, so that a short alarm is still seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle of the timeline."""

    x: float
    width: float
    state: State
    title: str


def render_page(report: Report, more_style: str = "") -> str:
    """Return the report as one HTML page that needs nothing else; `more_style` has the last word in how it looks."""
    title = f"{report.texts.words['report']}: {report.record.candidate}"
    return _page(title, report.texts, render_fragment(report, inline_evidence, inline_strip), more_style)


def render_compared_page(compared: ComparedReport, more_style: str = "") -> str:
    """Return the report of all interviews of a candidate as one HTML page that needs nothing else."""
    title = f"{compared.texts.compared['report']}: {compared.candidate}"
    content = render_compared(compared, inline_evidence, lambda _, check: inline_strip(check))
    return _page(title, compared.texts, content, more_style)


def render_fragment(
    report: Report, evidence: EvidenceSource = lambda _: None, strip: StripSource = lambda _: None
) -> str:
    """Return the report for embedding in a page that links the style sheet.

    Args:
        report: of summary.make_report.
        evidence: gives the address of an evidence picture; those are served by the application, signed-in people only.
        strip: the same of the strip of a movement check.
    """
    return _fragment(report, evidence, strip, "cr")


def render_compared(
    compared: ComparedReport,
    evidence: EvidenceSource,
    strip: Callable[[InterviewId, RecordedCheck], str | None],
) -> str:
    """Return the report of all interviews for embedding: the comparison first, then each of them."""
    fragments = [
        _fragment(report, evidence, partial(strip, report.record.interview), f"cr{number}", is_last)
        for number, report, is_last in (
            (n, report, n == len(compared.reports)) for n, report in enumerate(compared.reports, 1)
        )
    ]
    words = compared.texts.words
    template = _environment().get_template("compared.html")
    return template.render(compared=compared, texts=compared.texts, words=words, fragments=fragments)


def style_sheet() -> str:
    """Return report.css."""
    return _template_text("report.css")


def paper_style_sheet() -> str:
    """Return paper.css: what a page on paper needs on top of report.css."""
    return _template_text("paper.css")


def _template_text(name: str) -> str:
    return (resources.files("candor.report") / "templates" / name).read_text(encoding="utf-8")


def _page(title: str, texts: ReportTexts, content: str, more_style: str) -> str:
    template, css = _environment().get_template("page.html"), style_sheet() + more_style
    return template.render(title=title, language=texts.language, css=css, content=content)


def _fragment(
    report: Report, evidence: EvidenceSource, strip: StripSource, place: str, tells_basis: bool = True
) -> str:
    values = _values(report, evidence, strip)
    template = _environment().get_template("fragment.html")
    is_part = place != "cr"
    of_part = f" {place}-title" if is_part else ""  # every section of a page has a name of its own
    return template.render(**values, place=place, is_part=is_part, of_part=of_part, tells_basis=tells_basis)


def inline_evidence(warning: Warning) -> str | None:
    """Return the evidence picture as an address that contains it."""
    return _inline(warning.evidence_jpeg)


def inline_strip(check: RecordedCheck) -> str | None:
    """Return the strip of a check as an address that contains it."""
    return _inline(check.status.evidence_jpeg)


def _inline(jpeg: bytes | None) -> str | None:
    return None if jpeg is None else "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")


def bars(line: Line, report: Report) -> list[Bar]:
    """Return the rectangles of one question's timeline."""
    end_s = max(report.record.duration_s, *(stretch.end_s for stretch in line.stretches), 1e-6)
    drawn: list[Bar] = []
    for stretch in merged(line.stretches):
        x = WIDTH * stretch.start_s / end_s
        width = max(WIDTH * (stretch.end_s - stretch.start_s) / end_s, MIN_STRETCH)
        span = report.texts.words["from_to"].format(start=clock_time(stretch.start_s), end=clock_time(stretch.end_s))
        drawn.append(Bar(min(x, WIDTH - MIN_STRETCH), width, stretch.state, _bar_title(stretch.state, span, report)))
    return drawn


def _bar_title(state: State, span: str, report: Report) -> str:
    return f"{report.texts.states[state.value]}, {span}"


def _values(report: Report, evidence: EvidenceSource, strip: StripSource) -> dict[str, object]:
    end_s = max(report.record.duration_s, 1e-6)
    return {
        "report": report,
        "record": report.record,
        "words": report.texts.words,
        "texts": report.texts,
        "clock": clock_time,
        "evidence": evidence,
        "strip": strip,
        "bars": {line.question: bars(line, report) for line in report.lines},
        "marks": [(min(WIDTH * h.warning.at_s / end_s, WIDTH), h.warning) for h in report.warnings],
        "drawing": {"width": WIDTH, "row": ROW_HEIGHT},
        "ink": BAR_INK,
        "state_of_severity": {"amber": State.PLEASE_CHECK, "red": State.PAUSE_AND_VERIFY},
    }


def _environment() -> Environment:
    loader = PackageLoader("candor.report", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
