"""Which program, models and calibrations are in force? Written into every record, to explain a result later."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from candor import __version__
from candor.inference.default_set import OPTIONAL_IDS, model_store
from candor.settings import Settings

_SHOWN: int = 12
"""Hexadecimal digits of a SHA-256 that are written down: enough to tell versions apart."""


def versions_in_force(settings: Settings) -> Mapping[str, str]:
    """Return name -> version: the program's number, and the beginning of the SHA-256 of each model and calibration.

    Of optional models those that an interview runs, where they are installed.

    Raises:
        ConfigurationError: the manifest cannot be used.
    """
    versions = {"candor": __version__}
    store = model_store(settings)
    for entry in store.manifest.models:
        is_here = entry.default or (entry.id in OPTIONAL_IDS and store.state(entry) != "missing")
        if is_here and entry.used.startswith("candor.inference."):
            versions[f"model {entry.id}"] = entry.sha256[:_SHOWN]
    folder = settings.models_dir / "calibration"
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".toml", ".npz"}:
            name = path.relative_to(folder).as_posix()
            versions[f"calibration {name}"] = hashlib.sha256(path.read_bytes()).hexdigest()[:_SHOWN]
    return versions
