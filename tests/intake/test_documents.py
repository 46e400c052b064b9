"""CVs become paragraphs with their places; broken and hostile files give one clear error."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.errors import UsageError
from candor.intake.documents import MAX_PAGES, document_of_text, read_document, read_document_file
from cv_files import LINES, endless_pdf, pdf, pdf_bomb, word, zip_bomb


def test_a_pdf_gives_its_text_by_page() -> None:
    document = read_document("cv.pdf", pdf(LINES[:3], LINES[3:]))

    assert document.paragraphs[0].text == "Ana Souza"
    assert document.paragraphs[0].where == "cv.pdf, page 1"
    assert document.paragraphs[-1].where == "cv.pdf, page 2"


def test_a_word_file_gives_paragraphs_and_cells() -> None:
    document = read_document("cv.docx", word(*LINES))

    assert [paragraph.text for paragraph in document.paragraphs] == list(LINES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_plain_text_of_any_encoding_is_read(encoding: str) -> None:
    text = (
        "Résumé of Ana Souza. " * 30 + "\n\nShe has worked as an engineer for années and liked every one of them a lot."
    )

    document = read_document("cv.txt", text.encode(encoding))

    assert "Résumé" in document.paragraphs[0].text


def test_the_kind_is_told_by_the_content_and_never_by_the_name() -> None:
    assert read_document("cv.txt", pdf(LINES)).paragraphs[0].text == "Ana Souza"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no text"),
        (b"%PDF-1.7 nothing", "broken"),
        (pdf(LINES)[:300], "broken|no text"),
        (b"PK\x03\x04nothing", "broken"),
        (b"\xd0\xcf\x11\xe0old word", "neither PDF nor DOCX"),
        (pdf(()), "no text"),
        (pdf(*[("x",)] * (MAX_PAGES + 1)), "more than 40 pages"),
        (b"x" * (21 * 1024 * 1024), "larger than 20 MB"),
        (zip_bomb(), "beyond 100 MB"),
        (endless_pdf(), "broken|no text|pages"),
    ],
)
def test_a_broken_or_hostile_file_gives_one_clear_error(content: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        read_document("cv", content)
    assert raised.value.code == "bad_document"


def test_a_pdf_that_unpacks_to_much_ends_in_one_clear_error() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_document("cv.pdf", pdf_bomb())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([pdf(LINES), word(*LINES)]))
def test_a_file_with_bytes_exchanged_is_read_or_refused(seed: int, content: bytes) -> None:
    chance, damaged = random.Random(seed), bytearray(content)
    for _ in range(20):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)

    with suppress(UsageError):
        assert read_document("cv", bytes(damaged)).paragraphs


def test_lines_of_a_paragraph_are_joined_and_bullets_begin_one() -> None:
    text = (
        "Experience\n"
        "Led the migration of a payments platform from a monolith to forty services,\n"
        "cut the time of a release from two weeks to one day\n"
        "- Introduced contract tests that every team runs before it merges a change.\n"
    )

    blocks = [paragraph.text for paragraph in document_of_text("CV", text).paragraphs]

    assert blocks[0] == "Experience"
    assert blocks[1].endswith("one day")
    assert blocks[2].startswith("Introduced")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.pdf"):
        read_document_file(tmp_path / "gone.pdf")
