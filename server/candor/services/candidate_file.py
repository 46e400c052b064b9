"""Which candidates stand in a CSV file? Any usual separator and encoding; each row is a candidate or has its problem.

Nothing is left out in silence: a row that cannot be taken keeps its cells and says why, so that it can be mended.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from candor.errors import UsageError
from candor.intake.table_values import Columns, columns_of, values_of
from candor.intake.values import application_of
from candor.services import inputs
from candor.store.folding import folded
from candor.store.values import NewCandidate

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_ROWS: Final = 5000
_SEPARATORS: Final = ",;\t|"
_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "full name", "candidate", "candidate name", "nama", "nama lengkap", "nama kandidat"}),
    "first": frozenset({"first name", "firstname", "given name", "nama depan"}),
    "last": frozenset({"last name", "lastname", "surname", "family name", "nama belakang"}),
    "email": frozenset({"email", "e-mail", "mail", "e-mail address", "email address", "alamat e-mail", "alamat email"}),
    "language": frozenset({"language", "lang", "bahasa"}),
}
_NO_FACTS: Final = frozenset({"id", "name", "emails", "documents", "portrait"})
"""Who somebody is alone is no application; files stand beside no upload."""
_LANGUAGES: Final = {
    "en": "en",
    "english": "en",
    "inggris": "en",
    "id": "id",
    "indonesian": "id",
    "indonesia": "id",
    "bahasa indonesia": "id",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file."""

    line: int
    """Where it begins in the file, from 1."""
    cells: tuple[str, ...]
    person: NewCandidate | None
    problem: str = ""
    """Why it cannot be taken: "bad_name", "bad_email", "bad_language", "bad_facts", "too_many_cells", "twice",
    "already_there".
    """
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What its other columns state of the application, as intake/shape.py names it."""


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """A file that was read."""

    header: tuple[str, ...]
    """As it stands in the file; empty: it has none."""
    rows: tuple[FileRow, ...]

    @property
    def good(self) -> list[NewCandidate]:
        """Who can be added."""
        return [row.person for row in self.rows if row.person is not None]

    @property
    def facts(self) -> list[Mapping[str, Any]]:
        """What is stated of the application of each of `good`; empty where nothing is."""
        return [row.facts for row in self.rows if row.person is not None]

    @property
    def bad(self) -> list[FileRow]:
        """What cannot be taken."""
        return [row for row in self.rows if row.person is None]


def read_candidates(data: bytes, known: Collection[str] = (), language: str = "en") -> CandidateFile:
    """Return the candidates of a file.

    Args:
        data: the file as it was uploaded.
        known: e-mail addresses, in lower case, of who is there already.
        language: of those whose row names none.

    Raises:
        UsageError: "empty_csv", "file_too_large", "not_csv", "no_columns".
    """
    if not data.strip():
        raise UsageError("empty_csv", "Choose a file first; this one is empty.")
    if len(data) > MAX_BYTES:
        raise UsageError("file_too_large", "The file is larger than 2 MB. Split it.")
    table = _table(_text(data))
    header, columns = _columns(table[0][1], longest=max(len(cells) for _, cells in table))
    stated = columns_of(header)
    rows: list[FileRow] = []
    seen: set[str] = set()
    width = max(len(header), 1 + max(columns.values()))
    for line, cells in table[1:] if header else table:
        row = _with_facts(_row(line, cells, columns, width, language), stated)
        address = row.person.email.lower() if row.person else ""
        if address and (address in seen or address in known):
            row = FileRow(line, cells, None, "twice" if address in seen else "already_there")
        seen.add(address)
        rows.append(row)
    return CandidateFile(header, tuple(rows))


def _with_facts(row: FileRow, stated: Columns) -> FileRow:
    """Return a row with what its other columns state; a value that cannot be used keeps the row aside."""
    if row.person is None:
        return row
    try:
        values, places = values_of(row.cells, stated, row.line)
        facts = {name: value for name, value in values.items() if name not in _NO_FACTS}
        if not facts:
            return row
        application_of(facts, row.line, places)
    except UsageError:
        return replace(row, person=None, problem="bad_facts")
    emails = {"emails": values["emails"]} if "emails" in values else {}
    return replace(row, facts={**facts, **emails})


def left_as_csv(file: CandidateFile, problems: Mapping[str, str]) -> str:
    """Return the rows that cannot be taken as CSV, each with its problem in words, to be mended and sent again."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if file.header:
        writer.writerow([*file.header, problems["column"]])
    width = len(file.header)
    for row in file.bad:
        writer.writerow([*row.cells, *[""] * (width - len(row.cells)), problems[row.problem]])
    return out.getvalue()


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")) or b"\x00" in data:
        raise UsageError("not_csv", "This is no CSV file. In a spreadsheet, choose Save as and then CSV (UTF-8).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what older spreadsheets write; the preview shows what came out


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UsageError("not_csv", "This file is damaged. Save it again as CSV (UTF-8).") from error


def _table(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows that are not empty, with their lines, read with the separator that finds most columns."""
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == 5:
        found = _parsed(rest, told[4], first_line=2)
    else:
        tables = [_parsed(text, separator) for separator in _SEPARATORS]
        found = max(tables, key=_fits)
    if not found:
        raise UsageError("empty_csv", "Choose a file first; this one is empty.")
    if len(found) > MAX_ROWS + 1:
        raise UsageError("file_too_large", f"The file has more than {MAX_ROWS} rows. Split it.")
    return found


def _parsed(text: str, separator: str, first_line: int = 1) -> list[tuple[int, tuple[str, ...]]]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    line = first_line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, tuple(cells)))
            line = first_line + reader.line_num
    except csv.Error as error:
        sentence = f"Line {line} cannot be read: is a quotation mark missing its partner?"
        raise UsageError("not_csv", sentence, cause=str(error)) from error
    return rows


def _fits(table: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[int, int]:
    if not table:
        return (0, 0)
    return (sum(_meaning(cell) is not None for cell in table[0][1]), len(table[0][1]))


def _meaning(cell: str) -> str | None:
    heading = folded(cell.replace("_", " "))
    return next((column for column, headings in _COLUMNS.items() if heading in headings), None)


def _columns(first: tuple[str, ...], longest: int) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the header and where each column stands; without a header they are guessed from the first row."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(first):
        if (meaning := _meaning(cell)) is not None:
            columns.setdefault(meaning, place)
    if columns:
        if "name" not in columns and not {"first", "last"} <= set(columns):
            raise UsageError("no_columns", 'A column with the heading "name" is needed; "email" and "language" may be.')
        return first, columns
    address = next((place for place, cell in enumerate(first) if "@" in cell), None)
    name = next((place for place, cell in enumerate(first) if cell.strip() and place != address), None)
    if name is None or (address is None and longest > 1):
        raise UsageError("no_columns", 'A column with the heading "name" is needed; "email" and "language" may be.')
    return (), {"name": name} if address is None else {"name": name, "email": address}


def _row(line: int, cells: tuple[str, ...], columns: Mapping[str, int], width: int, language: str) -> FileRow:
    def cell(column: str) -> str:
        place = columns.get(column, len(cells))
        return cells[place] if place < len(cells) else ""

    if any(extra.strip() for extra in cells[width:]):
        return FileRow(line, cells, None, "too_many_cells")
    asked = folded(cell("language"))
    if asked and asked not in _LANGUAGES:
        return FileRow(line, cells, None, "bad_language")
    try:
        name = inputs.name(cell("name") or f"{cell('first')} {cell('last')}")
        email = inputs.optional_email(cell("email"))
    except UsageError as error:
        return FileRow(line, cells, None, error.code)
    return FileRow(line, cells, NewCandidate(name, email, _LANGUAGES.get(asked, language)))
