"""Which recordings and photo pairs are to be judged, and what is the truth? Reads DATASET.toml.

First station of `candor evaluate`; the format is described in docs/evaluation-json.md.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from candor.domain.questions import Question
from candor.errors import ConfigurationError, DecodeError, UsageError
from candor.pipeline.given_file import read_given

SCHEMA = "candor.dataset/1"
_MAX_LIST_BYTES = 16 * 1024 * 1024
"""Tens of thousands of recordings."""


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    label: Literal["bona_fide", "attack"]
    person: str
    species: str = ""
    crop: Annotated[tuple[int, int, int, int] | None, msgspec.Meta(description="x, y, width, height, px")] = None
    reference: str = ""
    attack_from_s: Annotated[float, msgspec.Meta(ge=0)] = 0.0


class _Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    csv: str
    where: Annotated[dict[str, str], msgspec.Meta(description="column: value of the rows that are taken")] = {}
    species: Annotated[str, msgspec.Meta(description="of rows that are no bona fide; empty: those are left out")] = ""


class _Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    a: str
    b: str
    mated: bool
    person_a: str = ""
    person_b: str = ""
    group: str = "all"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    name: str
    root: str = "."
    fps: Annotated[float, msgspec.Meta(gt=0, le=60)] = 10.0
    questions: tuple[Question, ...] = tuple(Question)
    bona_fide_csv: str = ""
    listing: tuple[_Listing, ...] = ()
    item: tuple[_Item, ...] = ()
    pair: tuple[_Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledRecording:
    """One recording with its truth."""

    file: Path
    is_attack: bool
    species: str
    """Kind of attack (the PAI or injection species); empty for bona fide."""
    person: str
    """Who is in front of the camera; intervals resample people."""
    crop: tuple[int, int, int, int] | None
    """(x, y, width, height) px; None: the whole picture."""
    reference: Path | None
    """The ID photo; None: none."""
    attack_from_s: float
    """When the attack begins; time to detection counts from here."""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two photos with their truth."""

    a: Path
    b: Path
    is_mated: bool
    person_a: str
    person_b: str
    group: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is to be judged."""

    name: str
    fps: float
    questions: tuple[Question, ...]
    """Alarms of other questions do not count."""
    recordings: tuple[LabelledRecording, ...]
    pairs: tuple[LabelledPair, ...]


def load_dataset(path: Path, environ: Mapping[str, str] = os.environ) -> Dataset:
    """Read a data set. Files are named relative to `root`, and that relative to the data-set file.

    Args:
        path: DATASET.toml.
        environ: a leading $NAME in `root` is taken from here.

    Raises:
        UsageError: the file is missing, or a variable of `root` is not set.
        ConfigurationError: the file does not follow the format; the sentence names the place.
    """
    try:
        text = read_given(path, _MAX_LIST_BYTES).decode("utf-8")
        content = msgspec.convert(tomllib.loads(text), _File)
    except DecodeError as error:
        raise UsageError("no_dataset", error.sentence, cause=error.cause) from error
    except RecursionError as error:
        raise _bad(path, "its lists are nested too deeply") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _bad(path, str(error)) from error
    if content.schema != SCHEMA:
        raise _bad(path, f"its schema is not {SCHEMA}")
    root = path.parent / expanded_root(content.root, environ)
    listings = (*content.listing, *([_Listing(content.bona_fide_csv)] if content.bona_fide_csv else []))
    items = (*content.item, *(item for listing in listings for item in _listed(root, listing, path)))
    if not items and not content.pair:
        raise _bad(path, "it holds neither an [[item]] nor a [[pair]]")
    return Dataset(
        content.name,
        content.fps,
        content.questions,
        tuple(_recording(item, root, path) for item in items),
        tuple(_pair(pair, root) for pair in content.pair),
    )


def _listed(root: Path, listing: _Listing, path: Path) -> list[_Item]:
    """Return the recordings of a CSV with the columns file, person or group, and optional label and crop."""
    file = root / listing.csv
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [r for r in csv.DictReader(lines) if all(r[c] == value for c, value in listing.where.items())]
        return [_listed_item(row, listing.species) for row in rows if listing.species or _is_bona_fide(row)]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise _bad(path, f"{file.name} is no CSV with the columns file and person ({error})") from error


_BONA_FIDE = ("real", "live", "bona_fide")
"""Labels of rows that show no attack; rows of a list without labels all show none."""


def _is_bona_fide(row: Mapping[str, str]) -> bool:
    return row.get("label", "real") in _BONA_FIDE


def _listed_item(row: Mapping[str, str], species: str) -> _Item:
    crop = (int(row["x"]), int(row["y"]), int(row["w"]), int(row["h"])) if row.get("x") else None
    person = row["person"] if "person" in row else row["group"]
    if _is_bona_fide(row):
        return _Item(file=row["file"], label="bona_fide", person=person, crop=crop)
    return _Item(file=row["file"], label="attack", species=species, person=person, crop=crop)


def _recording(item: _Item, root: Path, path: Path) -> LabelledRecording:
    is_attack = item.label == "attack"
    if is_attack != bool(item.species):
        raise _bad(path, f"{item.file}: an attack needs a species, and only an attack has one")
    reference = root / item.reference if item.reference else None
    return LabelledRecording(
        root / item.file, is_attack, item.species, item.person, item.crop, reference, item.attack_from_s
    )


def _pair(pair: _Pair, root: Path) -> LabelledPair:
    person_a = pair.person_a or pair.a
    person_b = pair.person_b or (person_a if pair.mated else pair.b)
    return LabelledPair(root / pair.a, root / pair.b, pair.mated, person_a, person_b, pair.group)


def expanded_root(root: str, environ: Mapping[str, str]) -> str:
    """Return a root with its leading $NAME replaced.

    Raises:
        UsageError: the variable is not set.
    """
    if not root.startswith("$"):
        return root
    name, slash, rest = root[1:].partition("/")
    if not environ.get(name):
        sentence = f"The data set lies in ${name}, which is not set. Set it to the folder of the data."
        raise UsageError("unset_variable", sentence)
    return environ[name] + slash + rest


def _bad(path: Path, cause: str) -> ConfigurationError:
    sentence = f"{path.name} cannot be used: {cause}. Correct it; docs/evaluation-json.md shows the format."
    return ConfigurationError("bad_dataset", sentence)
