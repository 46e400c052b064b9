"""Which recordings does a laboratory take, what is made of them, and how is it sent? Reads LABORATORY.toml.

First station of the laboratory; the format is described in docs/evaluation-json.md.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import msgspec

from candor.domain.questions import Question
from candor.errors import ConfigurationError, DecodeError, UsageError
from candor.evaluation.codec_grid import GRID
from candor.evaluation.datasets import expanded_root
from candor.evaluation.recipes import ATTACKS, BENIGN
from candor.pipeline.given_file import read_given

SCHEMA: Final = "candor.laboratory/1"
_MAX_BYTES: Final = 1024 * 1024

_Positive = Annotated[float, msgspec.Meta(gt=0, le=60)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    list: str
    species: str = ""
    where: dict[str, str | tuple[str, ...]] = {}
    take: _Count = 0


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is made of some sources, and how it is sent."""

    name: str
    points: tuple[str, ...]
    sources: tuple[str, ...]
    benign: tuple[str, ...] = ("plain",)
    attacks: tuple[str, ...] = ()
    attack_clips: _Count = 0
    """Recordings that each attack is made of; 0: all."""
    benign_clips: _Count = 0
    """Recordings that each benign transform but "plain" is made of; 0: all."""
    plain_clips: _Count = 0
    """Recordings of each source that are played unchanged; 0: all."""
    longest_s: _Positive = 15.0
    """Only the beginning of a recording is used: its frames are held in memory."""
    analysis_fps: Annotated[float, msgspec.Meta(gt=0, le=60)] = 12.0
    """Frames a second that are analysed, at most: what the extension captures."""
    stills_s: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0
    """Above 0: one picture of each recording, held for so long with the noise of a sensor."""
    session_s: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0
    """Above 0: a made session is cut to so long."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    name: str
    source: tuple[_Source, ...]
    run: tuple[Run, ...]
    root: str = "."
    seed: int = 1
    questions: tuple[Question, ...] = (Question.LIVE_PERSON, Question.GENUINE, Question.CONTINUITY)
    one_group: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Footage:
    """One recording that sessions are made of."""

    file: Path
    name: str
    """The file relative to the root, and its crop: what a report shows."""
    source: str
    group: str
    """Who must stay on one side of the split."""
    species: str
    """Of a real attack; empty for bona fide."""
    crop: tuple[int, int, int, int] | None
    """(x, y, width, height) px; None: the whole picture."""


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Everything that is to be played."""

    name: str
    seed: int
    questions: tuple[Question, ...]
    """Whose alarms count."""
    footage: tuple[Footage, ...]
    runs: tuple[Run, ...]


def is_laboratory(path: Path) -> bool:
    """Return whether a data-set file is one of a laboratory; what cannot be read is not."""
    try:
        return tomllib.loads(read_given(path, _MAX_BYTES).decode("utf-8")).get("schema") == SCHEMA
    except (DecodeError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return False


def load_laboratory(path: Path, environ: Mapping[str, str] = os.environ) -> Laboratory:
    """Read a laboratory.

    Args:
        path: LABORATORY.toml.
        environ: a leading $NAME in `root` is taken from here.

    Raises:
        UsageError: the file is missing, or a variable of `root` is not set.
        ConfigurationError: the file does not follow the format; the sentence names the place.
    """
    try:
        text = read_given(path, _MAX_BYTES).decode("utf-8")
        content = msgspec.convert(tomllib.loads(text), _File)
    except DecodeError as error:
        raise UsageError("no_dataset", error.sentence, cause=error.cause) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise _bad(path, str(error)) from error
    if content.schema != SCHEMA:
        raise _bad(path, f"its schema is not {SCHEMA}")
    _check_names(content, path)
    root = path.parent / expanded_root(content.root, environ)
    aliases = {name: group[0] for group in content.one_group for name in group}
    footage = tuple(one for source in content.source for one in _footage(source, root, aliases, path))
    return Laboratory(content.name, content.seed, content.questions, footage, content.run)


def _check_names(content: _File, path: Path) -> None:
    known = {source.name for source in content.source}
    for run in content.run:
        for names, allowed, what in (
            (run.sources, known, "source"),
            (run.points, GRID.keys(), "codec point"),
            (run.benign, BENIGN.keys(), "benign transform"),
            (run.attacks, ATTACKS.keys(), "attack"),
        ):
            for name in names:
                if name not in allowed:
                    raise _bad(
                        path, f"run {run.name!r} names the {what} {name!r}, which is not one of {sorted(allowed)}"
                    )


def _footage(source: _Source, root: Path, aliases: Mapping[str, str], path: Path) -> list[Footage]:
    listing = root / source.list
    try:
        with listing.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if _is_wanted(row, source.where)]
            found = [_one(row, source, listing, root, aliases) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise _bad(path, f"{source.list} is no CSV with the columns file and group or person ({error})") from error
    if not found:
        raise _bad(path, f"source {source.name!r} takes no row of {source.list}")
    return found[: source.take] if source.take else found


def _is_wanted(row: Mapping[str, str], where: Mapping[str, str | tuple[str, ...]]) -> bool:
    return all(row[column] in ((value,) if isinstance(value, str) else value) for column, value in where.items())


def _one(row: Mapping[str, str], source: _Source, listing: Path, root: Path, aliases: Mapping[str, str]) -> Footage:
    crop = (int(row["x"]), int(row["y"]), int(row["w"]), int(row["h"])) if row.get("x") else None
    group = f"{listing.stem}:{row['group'] if 'group' in row else row['person']}"
    file = listing.parent / row["file"]
    name = str(file.relative_to(root)) + (f" [{crop[0]},{crop[1]}]" if crop else "")
    return Footage(file, name, source.name, aliases.get(group, group), source.species, crop)


def _bad(path: Path, cause: str) -> ConfigurationError:
    sentence = f"{path.name} cannot be used: {cause}. Correct it; docs/evaluation-json.md shows the format."
    return ConfigurationError("bad_dataset", sentence)
