"""On what does a report rest? Bounds, thresholds with their origin, and measured error rates with n and interval."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from candor.errors import ConfigurationError
from candor.fusion.rules import Bounds, load_rules
from candor.maths.statistics import Interval, clopper_pearson_interval

_DIGITS: Final = 12
"""Of a SHA-256, as inference/versions.py writes it into records."""


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often something went wrong when it was tried."""

    question: str
    """Empty: all four together."""
    count: int
    n: int
    data: str
    date: str
    page: str
    """Where it was measured, in the documents."""
    words: str
    """As that page has it."""

    @property
    def interval(self) -> Interval:
        """The exact 95 % interval, trials taken as independent."""
        return clopper_pearson_interval(self.count, self.n)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One calibration file: what its thresholds were set on."""

    name: str
    """Such as "signals/planarity"."""
    file: str
    version: str
    data: str
    n: int
    operating_point: str
    date: str
    digest: str
    """Beginning of the SHA-256 of the file."""

    def is_of(self, versions: Mapping[str, str]) -> bool:
        """Whether a record was made with this very file; True where the record does not say."""
        return versions.get(f"calibration {self.file}", self.digest) == self.digest


@dataclass(frozen=True, slots=True)
class Basis:
    """What an installation's thresholds and error rates are."""

    bounds: Bounds
    thresholds: tuple[Threshold, ...]
    rates: Mapping[str, Rate]
    """By the name of its sentence in the texts of the report."""


@cache
def load_basis(models_dir: Path) -> Basis:
    """Read calibrations and measured rates below `models_dir`.

    Raises:
        ConfigurationError: "bad_calibration": a file is missing or damaged.
    """
    folder = models_dir / "calibration"
    try:
        measured = tomllib.loads((folder / "measured.toml").read_text(encoding="utf-8"))
        rates = msgspec.convert(measured["rates"], dict[str, Rate])
        thresholds = tuple(_threshold(path, folder) for path in sorted(folder.rglob("*.toml")) if _has_values(path))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(
            "bad_calibration",
            "A file below calibration/ is missing or damaged: restore it from the release.",
            cause=repr(error),
        ) from error
    return Basis(load_rules(models_dir).bounds, thresholds, rates)


def _has_values(path: Path) -> bool:
    """Whether a file holds thresholds of interviews: rates, recipes and limits of name searches are something else."""
    return path.name not in {"measured.toml", "recipe.toml", "watchlists.toml"}


def _threshold(path: Path, folder: Path) -> Threshold:
    data = path.read_bytes()
    table: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    origin = table["origin"]
    file = path.relative_to(folder).as_posix()
    return Threshold(
        name=file.removesuffix(".toml"),
        file=file,
        version=str(table.get("version", origin["date"])),
        data=str(origin["data"]),
        n=int(origin["n"]),
        operating_point=str(origin["operating_point"]),
        date=str(origin["date"]),
        digest=hashlib.sha256(data).hexdigest()[:_DIGITS],
    )
