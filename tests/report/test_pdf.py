from __future__ import annotations

import io
import re
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from analysis_builders import NOW, record, warning
from candor.domain.checklist import RecordedChecklist
from candor.domain.escalation import Escalation
from candor.domain.records import RecordedWarning
from candor.errors import CandorError, UsageError
from candor.report.basis import load_basis
from candor.report.candidate import compare_reports
from candor.report.pdf import Paper, paper_of, print_compared, print_page, print_report
from candor.report.summary import make_report
from checklist_builders import TEMPLATE

BASIS = load_basis(Path(__file__).resolve().parents[2] / "models")


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), (10, 200, 30)).save(out, "JPEG")
    return out.getvalue()


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]
    finally:
        document.close()


def _streams(pdf: bytes) -> list[bytes]:
    """Those that are packed, unpacked."""
    found = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [zlib.decompressobj().decompress(stream) for stream in found if stream.startswith(b"x")]


@pytest.fixture(scope="module")
def report():
    return make_report(record(warnings=[RecordedWarning(1, warning(at_s=60.0, evidence=_picture()))]), NOW, "en", BASIS)


@pytest.fixture(scope="module")
def pdf(report) -> bytes:
    return print_report(report)


def test_the_first_page_alone_says_what_was_checked_found_left_out_and_is_next(pdf: bytes) -> None:
    first, *rest = _pages(pdf)

    for heading in ("In short", "What was checked", "What was found", "What could not be checked", "to verify next"):
        assert heading in first
    assert "Over time" in rest[0]
    assert any("Thresholds and measured error rates" in page and "0.7–19.7 %" in page for page in rest)


def test_the_file_is_tagged_for_screen_readers_and_says_its_language(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)

    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert any(b"pdfuaid:part" in stream for stream in _streams(pdf))
    assert document.get_metadata_dict()["Title"] == "Interview report: Sample Candidate"
    document.close()


def test_evidence_is_in_the_file_as_a_picture(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    colours = document[1].render(scale=1).to_pil().convert("RGB").getcolors(1 << 20) or []
    document.close()

    assert sum(n for n, (r, g, b) in colours if g > 150 and r < 60 and b < 80) > 800


def test_several_rounds_are_compared_before_each_is_told_on_letter_paper(report) -> None:
    printed = print_compared(compare_reports("Sample Candidate", [report, report], NOW, "en"), Paper.LETTER)
    document = pypdfium2.PdfDocument(printed)
    size = document.get_page_size(0)
    document.close()

    assert size == pytest.approx((612, 792))
    assert "Report of all interviews".upper() in _pages(printed)[0]
    assert sum("In short" in page for page in _pages(printed)) == 3


def test_nothing_is_loaded_whatever_an_address_says(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }")
    page = f'<html><head><title>t</title><link rel="stylesheet" href="file://{secret}"></head><body>seen</body></html>'

    assert [text.strip() for text in _pages(print_page(page))] == ["seen"]


def test_without_pango_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(CandorError) as caught:
        print_page("<html></html>")
    assert caught.value.code == "pdf_unavailable"
    assert "libpango-1.0-0" in caught.value.sentence


def test_paper_has_a_name() -> None:
    assert (paper_of(""), paper_of("letter")) == (Paper.A4, Paper.LETTER)
    with pytest.raises(UsageError):
        paper_of("napkin")


def test_the_first_page_stays_one_page_in_the_longest_case_on_the_shorter_paper() -> None:
    warnings = [RecordedWarning(n, warning("frozen_or_looping", at_s=float(n), evidence=None)) for n in range(12)]
    longest = record(
        candidate="A long name of a candidate that takes two lines because of its many parts, Junior",
        title="Senior engineer for something long, second round with the whole team",
        warnings=warnings,
        reference="none",
        escalations=(Escalation(1, warnings[0].warning.id, NOW, "Ina"),),
        checklist=RecordedChecklist(TEMPLATE, {}),
        sound_lost_s=3.0,
    )

    assert "Sepanjang waktu" in _pages(print_report(make_report(longest, NOW, "id"), Paper.LETTER))[1]
