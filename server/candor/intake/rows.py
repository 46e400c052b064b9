"""Which applications stand in a file? CSV of any dialect and encoding, JSON and JSON lines, read as a stream.

A row that cannot be used is handed on with its reason; the rest goes on. Nothing but one row is in memory.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import ijson  # pyright: ignore[reportMissingTypeStubs]  # ships none

from candor.errors import UsageError
from candor.intake.encodings import encoding_of
from candor.intake.shape import MAX_TEXT
from candor.intake.table_values import Columns, columns_of, values_of
from candor.intake.values import KNOWN, Places

MAX_CELL: Final = 16 * 1024 * 1024
"""Characters after which a cell is taken for one whose quotation mark has no partner."""
_SEPARATORS: Final = ",;\t|"
_SAMPLE: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row or entry."""

    number: int
    """From 1: line of a row's beginning, or count of an entry."""
    values: dict[str, Any] = field(default_factory=dict[str, Any], repr=False)
    places: Places = field(default_factory=lambda: Places(""))
    problem: str = ""
    """Why it cannot be used; then it has no values."""


@dataclass(slots=True)
class RowFile:
    """A file of applications that is being read."""

    path: Path
    unread: tuple[str, ...] = ()
    """Columns or names that are never read, known once the first rows were."""
    encoding: str = ""
    """Of a table; empty: told by its bytes."""
    bytes_done: Callable[[], int] = lambda: 0
    """How far the reading is."""

    def rows(self) -> Iterator[Row]:
        """Yield every row in order.

        Raises:
            UsageError: "cannot_read", "empty_file", "no_columns", "not_json".
        """
        kind = self.path.suffix.casefold()
        read = {".json": self._json, ".jsonl": self._lines, ".ndjson": self._lines}.get(kind, self._table)
        return read()

    def _table(self) -> Iterator[Row]:
        self.encoding = self.encoding or _encoding(self.path)
        with self._opened(newline="") as file:
            separator, skip = _separator(file)
            for _ in range(skip):
                file.readline()
            reader = csv.reader(file, delimiter=separator, skipinitialspace=True)
            columns = columns_of(_next(reader) or [])
            if not columns.at:
                sentence = (
                    'No column is known. A heading such as "name", "email" or "phone" is needed in the first row.'
                )
                raise UsageError("no_columns", sentence)
            self.unread = columns.unread
            line = reader.line_num + 1 + skip
            while True:
                try:
                    cells = _next(reader)
                except csv.Error as error:
                    yield Row(line, problem=_said(error))
                    line = reader.line_num + 1 + skip
                    continue
                if cells is None:
                    return
                if any(cell.strip() for cell in cells):
                    yield _row(cells, columns, line)
                line = reader.line_num + 1 + skip

    def _lines(self) -> Iterator[Row]:
        with self._opened() as file:
            number = 0
            while line := file.readline(MAX_CELL):
                number += 1
                if len(line) >= MAX_CELL and not line.endswith("\n"):
                    while (rest := file.readline(MAX_CELL)) and not rest.endswith("\n"):
                        pass
                    yield Row(number, problem="The line is longer than 16 million characters.")
                elif line.strip():
                    yield self._entry(line, number)

    def _json(self) -> Iterator[Row]:
        with self._opened_raw() as file:
            try:
                entries = cast("Iterator[object]", ijson.items(file, _where_entries(file), use_float=True))
                for number, values in enumerate(entries, 1):
                    yield self._named(values, number)
            except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
                sentence = f"{self.path.name} is no JSON array of applications, or it is damaged."
                raise UsageError("not_json", sentence, cause=str(error)) from error

    def _entry(self, text: str, number: int) -> Row:
        try:
            return self._named(json.loads(text), number)
        except (ValueError, RecursionError):
            return Row(number, problem="It is no JSON.")

    def _named(self, values: object, number: int) -> Row:
        if not isinstance(values, dict):
            return Row(number, problem="It is no object with fields.")
        named = cast("dict[str, Any]", values)
        self.unread = tuple(dict.fromkeys((*self.unread, *(str(key) for key in named if key not in KNOWN))))[:200]
        return Row(number, named, Places(f"entry {number}"))

    @contextmanager
    def _opened(self, newline: str | None = None) -> Generator[IO[str]]:
        encoding = "utf-8-sig" if self.encoding in {"", "utf-8"} else self.encoding
        with self._opened_raw() as raw:
            yield io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=newline)

    @contextmanager
    def _opened_raw(self) -> Generator[BinaryIO]:
        try:
            with self.path.open("rb") as raw:
                self.bytes_done = lambda: self._size if raw.closed else raw.tell()
                if raw.read(4).startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
                    sentence = f"{self.path.name} is no CSV or JSON. In a spreadsheet, save it as CSV (UTF-8)."
                    raise UsageError("cannot_read", sentence)
                raw.seek(0)
                yield raw
        except OSError as error:
            raise UsageError("cannot_read", f"{self.path} cannot be read.", cause=str(error)) from error

    @property
    def _size(self) -> int:
        return self.path.stat().st_size


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Return the next row with cells as long as a CV; others in this process keep their own limit."""
    before = csv.field_size_limit(MAX_CELL)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def _where_entries(file: BinaryIO) -> str:
    """Return where the entries of a JSON text stand: in the array that it is, or in that named "applicants"."""
    head = file.read(4096)
    mark = b"\xef\xbb\xbf"
    file.seek(len(mark) if head.startswith(mark) else 0)
    first = head.removeprefix(mark).lstrip()[:1]
    return "item" if first == b"[" else "applicants.item"


def _encoding(path: Path) -> str:
    """Return the encoding of a file."""
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise UsageError("cannot_read", f"{path} cannot be read: {error.strerror}.", cause=str(error)) from error
    if not sample.strip(b"\x00 \r\n\t"):
        raise UsageError("empty_file", f"{path} is empty.")
    return encoding_of(sample)


def _separator(file: IO[str]) -> tuple[str, int]:
    """Return the separator that finds most known columns in the first line, and how many lines stand before it."""
    position = file.tell()
    first = file.readline(_SAMPLE)
    file.seek(position)
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], 1

    def fits(separator: str) -> tuple[int, int]:
        cells = _next(csv.reader([first], delimiter=separator, skipinitialspace=True)) or []
        return len(columns_of(cells).at), len(cells)

    return max(_SEPARATORS, key=fits), 0


def _row(cells: list[str], columns: Columns, line: int) -> Row:
    if any(cell.strip() for cell in cells[len(columns.header) :]):
        return Row(line, problem="There are more cells than columns: is a separator inside a value without quotes?")
    if any(len(cell) > MAX_TEXT for cell in cells):
        return Row(line, problem="A cell is longer than a million characters.")
    try:
        values, places = values_of(cells, columns, line)
    except UsageError as error:
        return Row(line, problem=error.sentence)
    return Row(line, values, places)


def _said(error: csv.Error) -> str:
    if "field limit" in str(error):
        return "A cell is longer than 16 million characters: is a quotation mark missing its partner?"
    return "The row cannot be read as CSV."
