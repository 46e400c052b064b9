"""Has this very session been played before? Lines of JSON on disk, by a hash of all that a session depends on.

A line is written as soon as its session is over, so an interrupted run goes on where it stopped. A change of a signal,
a calibration, a recipe or a file makes another key; a change of fusion or of the metrics does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from candor.errors import UsageError
from candor.evaluation.laboratory.plan import Planned

_CODE = ("challenges", "domain", "inference", "maths", "pipeline", "signals", "evaluation/recipes")
_FILES = (
    *(f"evaluation/{name}.py" for name in ("codec_grid", "footage", "laboratory/play", "loops", "props", "splices")),
    "fusion/identity.py",
)
"""Beside those folders: what recipes and the player use, and how identity is compared."""
_CALIBRATION = ("quality.toml", "challenges.toml")


class Keyed(Protocol):
    """What is kept."""

    @property
    def key(self) -> str:
        """Hash of all that it depends on."""
        ...


Kept = TypeVar("Kept", bound=Keyed)


class Memory(Generic[Kept]):
    """What was played before."""

    def __init__(self, path: Path, kind: type[Kept]) -> None:
        """Read the lines of a file; one that is not there is made when something is kept.

        Args:
            path: of JSON lines. A line that cannot be read is as none.
            kind: of what is kept.

        Raises:
            UsageError: the file cannot be read.
        """
        self._path = path
        self._known: dict[str, Kept] = {}
        for line in _lines(path):
            try:
                kept = msgspec.json.decode(line, type=kind)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            self._known[kept.key] = kept

    def get(self, key: str) -> Kept | None:
        """Return the session with this key."""
        return self._known.get(key)

    def keep(self, kept: Kept) -> None:
        """Write a session down."""
        self._known[kept.key] = kept
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as lines:
                lines.write(msgspec.json.encode(kept) + b"\n")
        except OSError as error:
            sentence = f"{self._path} cannot be written: {error.strerror}. Name another place with --memory."
            raise UsageError("cannot_write", sentence, cause=str(error)) from error


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        sentence = f"{path} cannot be read: {error.strerror}. Name another file with --memory."
        raise UsageError("cannot_read", sentence, cause=str(error)) from error


def key_of(planned: Planned, code: str) -> str:
    """Return the hash of all that a session depends on."""
    donor = planned.donor
    parts = (
        file_sha256(planned.footage.file),
        str(planned.footage.crop),
        "" if donor is None else file_sha256(donor.file) + str(donor.crop),
        *(planned.recipe, planned.point, str(planned.seed), str(planned.run.longest_s), str(planned.run.stills_s)),
        *(str(planned.run.analysis_fps), str(planned.run.session_s)),
        *(planned.run.name, planned.footage.group, planned.species, str(planned.part)),
        code,
    )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


@lru_cache(maxsize=4096)
def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal; empty when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def code_version(package: Path, models_dir: Path, installed: Iterable[str] = ()) -> str:
    """Return a hash of everything that a signal's verdict depends on besides the recording.

    Args:
        package: the folder of the import package.
        models_dir: with calibration/ and manifest.toml.
        installed: ids of the models that are there: a signal whose optional model is missing abstains.
    """
    sources = [path for folder in _CODE for path in (package / folder).rglob("*.py")]
    sources += [package / name for name in _FILES]
    calibration = models_dir / "calibration"
    sources += [*(calibration / "signals").rglob("*"), *(calibration / "identity").rglob("*")]
    sources += [*(calibration / name for name in _CALIBRATION), models_dir / "manifest.toml"]
    return _hash_of((path for path in sources if path.is_file()), sorted(installed))


def _hash_of(paths: Iterable[Path], words: Iterable[str]) -> str:
    total = hashlib.sha256("\n".join(words).encode())
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
