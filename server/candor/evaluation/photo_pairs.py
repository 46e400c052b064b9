"""Are these pairs of photos of one person? Every pair is answered, and a bad file costs its own row only.

Behind `candor compare`: templates of files in, one row per pair out. A file that stands in many pairs is read once.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from candor.domain.identity import Template
from candor.errors import DecodeError, ReferencePhotoError, UsageError
from candor.fusion.identity import CohortComparator, Outcome
from candor.pipeline.given_file import read_given

_MAX_LIST_BYTES = 256 * 1024 * 1024
"""Some millions of pairs."""

TemplateOf = Callable[[Path], Template]

_REASONS = {
    Outcome.SAME: "alike",
    Outcome.DIFFERENT: "unlike",
    Outcome.CANT_TELL: "between_operating_points",
}


@dataclass(frozen=True, slots=True)
class PhotoPair:
    """Two photos to compare."""

    a: Path
    b: Path
    row: Mapping[str, str] = field(default_factory=dict[str, str])
    """The row as it came, all columns."""


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """What a pair came to."""

    pair: PhotoPair
    outcome: Outcome
    reason: str
    """"alike", "unlike", "between_operating_points", or the code of what was wrong with a file."""
    detail: str
    """A sentence naming the file when a file was at fault; otherwise empty."""
    llr: float | None
    """Natural-log likelihood ratio, different over same; None when a file was at fault."""
    score: float | None
    """Cohort-normalised similarity."""


class PairComparison:
    """Compares pairs with one embedder and its calibration; remembers the files that it has seen."""

    def __init__(self, template_of: TemplateOf, comparator: CohortComparator) -> None:
        self._template_of = template_of
        self._comparator = comparator
        self._seen: dict[Path, Template | DecodeError | ReferencePhotoError] = {}

    def answer(self, pair: PhotoPair) -> PairAnswer:
        """Return what this pair comes to; never raises for what is wrong with a file."""
        first, second = self._template(pair.a), self._template(pair.b)
        for path, template in ((pair.a, first), (pair.b, second)):
            if isinstance(template, DecodeError | ReferencePhotoError):
                detail = f"{path.name}: {template.sentence}"
                return PairAnswer(pair, Outcome.CANT_TELL, template.code, detail, None, None)
        assert isinstance(first, Template)
        assert isinstance(second, Template)
        comparison = self._comparator.compare(first, second)
        outcome = self._comparator.decide(comparison)
        return PairAnswer(pair, outcome, _REASONS[outcome], "", comparison.llr, comparison.score)

    def _template(self, path: Path) -> Template | DecodeError | ReferencePhotoError:
        if path not in self._seen:
            try:
                self._seen[path] = self._template_of(path)
            except (DecodeError, ReferencePhotoError) as error:
                self._seen[path] = error
        return self._seen[path]


def read_pairs(path: Path) -> list[PhotoPair]:
    """Read the pairs of a CSV with columns a and b; further columns are kept.

    Relative names are looked for beside the CSV first, then in the current folder.

    Raises:
        UsageError: the file is missing, is no text, or lacks a column.
    """
    try:
        text = read_given(path, _MAX_LIST_BYTES).decode("utf-8-sig")
        rows = list(_rows(text))
    except DecodeError as error:
        raise UsageError("bad_pairs_file", error.sentence, cause=error.cause) from error
    except (UnicodeDecodeError, csv.Error) as error:
        sentence = f"{path} cannot be read as CSV text in UTF-8. Give a CSV file with the columns a and b."
        raise UsageError("bad_pairs_file", sentence, cause=str(error)) from error
    return [PhotoPair(_located(row["a"], path.parent), _located(row["b"], path.parent), row) for row in rows]


def _rows(text: str) -> Iterator[dict[str, str]]:
    # Not splitlines: a quoted name may hold the end of a line, and rarer characters end no line.
    reader = csv.reader(io.StringIO(text, newline=""))
    names = [name.strip().lower() for name in next(reader, list[str]())]
    if not {"a", "b"} <= set(names):
        sentence = "The first line of the CSV must name the columns a and b. Add the line: a,b"
        raise UsageError("bad_pairs_file", sentence)
    for values in reader:
        if any(value.strip() for value in values):
            row = dict(zip(names, [value.strip() for value in values], strict=False))
            yield {name: row.get(name, "") for name in names}


def _located(name: str, folder: Path) -> Path:
    if not name:
        return Path("(no file named)")
    beside = folder / name
    # Of os.path, because Path.exists raises for a name that is too long.
    return beside if os.path.exists(beside) or not os.path.exists(name) else Path(name)  # noqa: PTH110  # reason above


def as_rows(answers: Sequence[PairAnswer]) -> list[dict[str, object]]:
    """Return one plain mapping per pair, with all columns that came in."""
    return [
        {
            **answer.pair.row,
            "llr": None if answer.llr is None else round(answer.llr, 4),
            "score": None if answer.score is None else round(answer.score, 4),
            "state": answer.outcome.value,
            "reason": answer.reason,
            "detail": answer.detail,
        }
        for answer in answers
    ]
