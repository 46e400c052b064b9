"""How does a report become a PDF? WeasyPrint lays the same HTML out on paper, tagged for screen readers (PDF/UA-1).

WeasyPrint (BSD) needs Pango, a package of the operating system; where that is missing only this file says no.
"""

from __future__ import annotations

import logging
import threading
from enum import StrEnum
from typing import Final, Protocol, cast

from candor.errors import CandorError, UsageError
from candor.report.candidate import ComparedReport
from candor.report.html import paper_style_sheet, render_compared_page, render_page
from candor.report.summary import Report

PANGO: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_one_at_a_time = threading.Lock()
"""Fonts are read once and shared; a second PDF waits instead of taking a second core."""


class Paper(StrEnum):
    """On which paper."""

    A4 = "A4"
    LETTER = "letter"


class _Document(Protocol):
    def write_pdf(self, *, pdf_variant: str) -> bytes: ...


class _Printer(Protocol):
    """What is used of WeasyPrint."""

    def HTML(self, *, string: str, url_fetcher: object) -> _Document: ...  # noqa: N802 (its name)

    def URLFetcher(self, *, allowed_protocols: list[str]) -> object: ...  # noqa: N802 (its name)


def print_report(report: Report, paper: Paper = Paper.A4) -> bytes:
    """Return the report of an interview as PDF; see print_page for what can go wrong."""
    return print_page(render_page(report, _style(paper)))


def print_compared(compared: ComparedReport, paper: Paper = Paper.A4) -> bytes:
    """Return the report of all interviews of a candidate as PDF."""
    return print_page(render_compared_page(compared, _style(paper)))


def print_page(page: str) -> bytes:
    """Return an HTML page as PDF.

    Raises:
        CandorError: "pdf_unavailable": Pango is not installed.
    """
    printer = _printer()
    with _one_at_a_time:
        # A report holds its pictures: whatever else an address in it says, nothing is loaded.
        document = printer.HTML(string=page, url_fetcher=printer.URLFetcher(allowed_protocols=["data"]))
        return document.write_pdf(pdf_variant="pdf/ua-1")


def _style(paper: Paper) -> str:
    return f"{paper_style_sheet()}\n@page {{ size: {paper.value}; }}\n"


def paper_of(name: str) -> Paper:
    """Return the paper of a name; UsageError "bad_paper"."""
    try:
        return Paper(name or Paper.A4)
    except ValueError as error:
        raise UsageError("bad_paper", "Choose A4 or letter.") from error


def _printer() -> _Printer:
    try:
        # Here: it takes a second, and Pango.
        import weasyprint  # noqa: PLC0415 (optional)  # pyright: ignore[reportMissingTypeStubs]
    except (ImportError, OSError) as error:
        sentence = f"This server cannot make PDF files. Install {PANGO} on it, or print the page from your browser."
        raise CandorError("pdf_unavailable", sentence, cause=str(error)) from error
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)  # it warns of every rule that is for browsers
    return cast("_Printer", weasyprint)
