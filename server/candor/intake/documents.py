"""What text is in a CV, and on which page? PDF by pypdf, Word by python-docx, plain text; size and time have limits.

A broken or hostile file gives one clear error: too large when unpacked, too many pages, encrypted, or no text at all.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import docx
import pypdf

from candor.domain.applications import Document, Paragraph
from candor.errors import UsageError
from candor.intake.encodings import encoding_of
from candor.intake.time_limit import OutOfTimeError, time_limit

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_PAGES: Final = 40
MAX_CHARS: Final = 400_000
MAX_SECONDS: Final = 20.0
_FULL: Final = 60
_SHORT: Final = 40
"""Characters of a line that fills its width, and of one that may be a heading."""
_BULLET: Final = re.compile(r"^\s*[•●▪◦·*–-]\s+")


def read_document_file(path: Path) -> Document:
    """Return a document of a file.

    Raises:
        UsageError: "bad_document": one sentence says why.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _bad(path.name, "it is larger than 20 MB")
        return read_document(path.name, path.read_bytes())
    except OSError as error:
        raise _bad(path.name, "the computer refused it", str(error)) from error


def read_document(name: str, content: bytes) -> Document:
    """Return a document of what was uploaded; its kind is told by its first bytes, never by its name.

    Raises:
        UsageError: "bad_document": one sentence says why.
    """
    if len(content) > MAX_BYTES:
        raise _bad(name, "it is larger than 20 MB")
    try:
        with time_limit(MAX_SECONDS):
            paragraphs = _paragraphs(name, content)
    except UsageError:
        raise
    except OutOfTimeError as error:
        raise _bad(name, f"it takes longer than {MAX_SECONDS:.0f} s to read") from error
    except (MemoryError, RecursionError) as error:
        raise _bad(name, "it needs too much memory to read") from error
    except Exception as error:
        raise _bad(name, "it is broken", f"{type(error).__name__}: {error}") from error
    if not paragraphs:
        raise _bad(name, "there is no text in it; a scanned page has none")
    return Document(name, paragraphs)


def document_of_text(name: str, text: str) -> Document:
    """Return a document of plain text; its paragraphs are counted."""
    blocks = list(_blocks(text[:MAX_CHARS]))
    return Document(name, tuple(Paragraph(block, f"{name}, paragraph {n}") for n, block in enumerate(blocks, 1)))


def _paragraphs(name: str, content: bytes) -> tuple[Paragraph, ...]:
    if content.lstrip()[:5] == b"%PDF-":
        return tuple(_of_pdf(name, content))
    if content[:4] == b"PK\x03\x04":
        return tuple(_of_docx(name, content))
    encoding = encoding_of(content[:200_000])
    if content[:4] == b"\xd0\xcf\x11\xe0" or (b"\x00" in content and encoding != "utf-16"):
        raise _bad(name, "it is neither PDF nor DOCX nor text")
    text = content.decode(encoding, errors="replace")
    return document_of_text(name, text).paragraphs


def _of_pdf(name: str, content: bytes) -> Iterator[Paragraph]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _bad(name, "it is locked with a password")
    if len(reader.pages) > MAX_PAGES:
        raise _bad(name, f"it has more than {MAX_PAGES} pages")
    left = MAX_CHARS
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()[:left]
        left -= len(text)
        for block in _blocks(text):
            yield Paragraph(block, f"{name}, page {number}")


def _of_docx(name: str, content: bytes) -> Iterator[Paragraph]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED or len(archive.infolist()) > 5_000:
            raise _bad(name, "it grows beyond 100 MB when unpacked")
        if "word/document.xml" not in archive.namelist():
            raise _bad(name, "it is neither PDF nor DOCX nor text")
    opened = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    for table in opened.tables:
        for row in table.rows:
            # A merged cell comes once for each of its columns, with the same text.
            texts += dict.fromkeys(paragraph.text for cell in row.cells for paragraph in cell.paragraphs)
    left = MAX_CHARS
    for number, text in enumerate(texts, 1):
        if text.strip() and left > 0:
            left -= len(text)
            yield Paragraph(" ".join(text.split()), f"{name}, paragraph {number}")


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs: lines that fill their width go on in the next one; a short line is a heading or a last line."""
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        plain = " ".join(_BULLET.sub("", line).split())
        goes_on = bool(held) and bool(plain) and not _BULLET.match(line) and _goes_on(held[-1], plain)
        if held and not goes_on:
            yield " ".join(held)
            held = []
        if plain:
            held.append(plain)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line belongs to the one before it: that one is full, and this one no heading."""
    return len(before) >= _FULL and (len(line) >= _SHORT or (before[-1:] not in ".:;!?" and not line[:1].isupper()))


def _bad(name: str, what: str, cause: str = "") -> UsageError:
    return UsageError("bad_document", f"The document {name} cannot be read: {what}.", cause=cause)
