"""Which documents, names and people does an evaluation of ID documents use? Reads candor.id-documents/1."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from candor.domain.documents import Zone
from candor.errors import ConfigurationError, DecodeError
from candor.evaluation.datasets import expanded_root
from candor.pipeline.given_file import read_given

SCHEMA: Final = "candor.id-documents/1"
_MAX_BYTES: Final = 1024 * 1024

Part = Literal["tune", "report"]


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An empty document. Places are px on a page of 1000 px width."""

    name: str
    part: Part
    zone: Zone
    front: str
    photo: tuple[int, int, int, int]
    """x0, y0, x1, y1 on the front."""
    zone_on: str
    """The picture file that carries the zone: the front or another."""
    zone_x: tuple[int, int]
    """From the left edge of the first character's cell to the right edge of the last one's."""
    zone_y: tuple[int, ...]
    """Middle of each line."""
    ink: tuple[int, int, int] = (16, 16, 16)
    """RGB."""


class Faces(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A folder of people, a folder for each."""

    folder: str
    take: int
    """People at most."""


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole evaluation."""

    schema: str
    name: str
    root: str
    """Of the documents."""
    faces_root: str
    seed: int
    conditions: tuple[str, ...]
    widths: tuple[int, ...]
    """Of the page on the picture, px."""
    main_width: int
    """The width at which most is played."""
    main_trials: int
    """Documents of each condition at the main width."""
    other_trials: int
    """Documents of each condition at every other width."""
    barcode_trials: int
    """Licences of each condition at every width."""
    template: tuple[Template, ...]
    faces: tuple[Faces, ...]
    surnames: tuple[tuple[str, str], ...]
    """As people write them, and as ICAO Doc 9303 does."""
    given_names: tuple[tuple[str, str], ...]
    drawn: int = 0
    """Empty documents that are drawn for each part, besides those of files."""


def is_id_documents(path: Path) -> bool:
    """Tell whether a file is such a plan; anything unreadable is none."""
    try:
        return tomllib.loads(read_given(path, _MAX_BYTES).decode("utf-8")).get("schema") == SCHEMA
    except (DecodeError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return False


def load_plan(path: Path, environ: Mapping[str, str] = os.environ) -> Plan:
    """Read a plan, its folders in full.

    Raises:
        DecodeError: there is no such file.
        ConfigurationError: it is no plan that can be used.
        UsageError: the variable that its folders begin with is not set.
    """
    try:
        plan = msgspec.toml.decode(read_given(path, _MAX_BYTES), type=Plan)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError("bad_plan", f"{path} is no plan of ID documents: {error}") from error
    if plan.schema != SCHEMA:
        raise ConfigurationError("bad_plan", f"{path} has the schema {plan.schema}, not {SCHEMA}.")
    root, faces_root = expanded_root(plan.root, environ), expanded_root(plan.faces_root, environ)
    return msgspec.structs.replace(plan, root=root, faces_root=faces_root)
