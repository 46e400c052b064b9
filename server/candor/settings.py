"""Settings: where things are and how the server listens. From the environment, checked once, then passed as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from candor.errors import ConfigurationError

_CHECKOUT = Path(__file__).resolve().parents[2]
_PACKAGED_MODELS = Path(__file__).resolve().parent / "_models"


def _models_dir() -> Path:
    """The manifest, cards and calibrations: `models/` of a checkout, or the copy inside an installed wheel."""
    return _PACKAGED_MODELS if _PACKAGED_MODELS.is_dir() else _CHECKOUT / "models"


NETWORK_KBIT_S = 400
"""The budget where none is set: little beside the call itself, and enough for VP8 (docs/extension-performance.md)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one process."""

    home: Path
    """CANDOR_HOME: database, vault, key and downloaded models. Default: the user's data folder."""
    models_dir: Path = field(default_factory=_models_dir)
    """CANDOR_MODELS: manifest.toml, cards/ and calibration/."""
    model_cache: Path = Path()
    """CANDOR_MODEL_CACHE: where verified model files are kept. Default: `models` in `home`."""
    backup_keys: Path = Path()
    """CANDOR_BACKUP_KEYS: where the keys of backups are kept. Default: `backup-keys` in `home`."""
    candidate_keys: Path = Path()
    """CANDOR_CANDIDATE_KEYS: where the key of each candidate is kept. Default: `candidate-keys` in `home`."""
    database_url: str = ""
    """CANDOR_DATABASE_URL: SQLAlchemy address; empty means SQLite in `home`."""
    host: str = "127.0.0.1"
    """CANDOR_HOST."""
    port: int = 8700
    """CANDOR_PORT: pages and API; the stream listens on the next port."""
    public_url: str = ""
    """CANDOR_PUBLIC_URL: how browsers reach the server when a proxy stands before it."""
    workers: int = 0
    """CANDOR_WORKERS: analysis processes; 0 means one per core."""
    extension_origins: tuple[str, ...] = ()
    """CANDOR_EXTENSION_ORIGINS: comma-separated extra allowed origins of the extension."""
    second_opinion: bool = True
    """CANDOR_SECOND_OPINION: whether live interviews ask it where it is installed and has its files."""

    stream_kbit_s: int = 0
    """CANDOR_STREAM_KBIT_S: what pictures and sound of one interview may take of the network, in 1000 bits a second;
    0 means NETWORK_KBIT_S, and more where nothing goes over a network (stream/admission.py)."""

    @property
    def network_kbit_s(self) -> int:
        """What an interview may take of a network."""
        return self.stream_kbit_s or NETWORK_KBIT_S

    @property
    def stream_port(self) -> int:
        """Port of the WebSocket server."""
        return self.port + 1

    def __post_init__(self) -> None:
        """Model files and keys live in `home` unless told otherwise."""
        if self.candidate_keys == Path():
            object.__setattr__(self, "candidate_keys", self.home / "candidate-keys")
        if self.backup_keys == Path():
            object.__setattr__(self, "backup_keys", self.home / "backup-keys")
        if self.model_cache == Path():
            object.__setattr__(self, "model_cache", self.home / "models")

    @property
    def database(self) -> str:
        """The SQLAlchemy address in force."""
        return self.database_url or f"sqlite:///{self.home / 'candor.db'}"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read settings from the environment.

    Raises:
        ConfigurationError: a value cannot be used; the sentence names the variable.
    """
    defaults = Settings(home=Path(environ.get("CANDOR_HOME") or user_data_path("candor")))
    return Settings(
        home=defaults.home,
        models_dir=Path(environ.get("CANDOR_MODELS") or defaults.models_dir),
        model_cache=Path(environ.get("CANDOR_MODEL_CACHE", "")),
        backup_keys=Path(environ.get("CANDOR_BACKUP_KEYS", "")),
        candidate_keys=Path(environ.get("CANDOR_CANDIDATE_KEYS", "")),
        database_url=environ.get("CANDOR_DATABASE_URL", ""),
        host=environ.get("CANDOR_HOST", defaults.host),
        port=_whole_number(environ, "CANDOR_PORT", defaults.port, 1, 65534),
        public_url=environ.get("CANDOR_PUBLIC_URL", "").rstrip("/"),
        workers=_whole_number(environ, "CANDOR_WORKERS", 0, 0, 256),
        stream_kbit_s=_whole_number(environ, "CANDOR_STREAM_KBIT_S", 0, 100, 20_000),
        extension_origins=tuple(o for o in environ.get("CANDOR_EXTENSION_ORIGINS", "").split(",") if o),
        second_opinion=_switch(environ, "CANDOR_SECOND_OPINION", is_on=True),
    )


def _switch(environ: Mapping[str, str], name: str, *, is_on: bool) -> bool:
    text = environ.get(name, "").lower()
    if text not in {"", "on", "off"}:
        raise ConfigurationError("bad_setting", f"{name} must be on or off, not {text[:9]!r}.")
    return text == "on" if text else is_on


def _whole_number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(high))) or not low <= int(text) <= high:
        raise ConfigurationError(
            "bad_setting", f"{name} must be a whole number from {low} to {high}, not {text[:9]!r}."
        )
    return int(text)
