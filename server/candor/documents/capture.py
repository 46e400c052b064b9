"""When does the page that photographs a document or a face say "good"? Loads models/calibration/capture.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from candor.errors import ConfigurationError

_Level = Annotated[float, Meta(ge=0, le=255)]
_Share = Annotated[float, Meta(ge=0, le=1)]


class CaptureLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a picture needs for "good"; measured by web/static/capture/measure.js. Advice, never a refusal."""

    aspect: Annotated[float, Meta(gt=0)]
    """Of the place in which the card or the face should be, width over height."""
    share: Annotated[float, Meta(gt=0, le=1)]
    """Of the picture that the place takes at most, in width and height."""
    dark: _Level
    """Least mean grey level inside the place."""
    bright: _Level
    backlit: _Level
    """How much brighter the surroundings may be."""
    glare: _Share
    """Saturated pixels inside the place, at most."""
    movement: _Level
    """Mean change of the grey level in a fifth of a second, at most."""
    sides: Annotated[int, Meta(ge=0, le=4)]
    """Edges of a card that have to be seen; 0: no card is looked for."""
    size: Annotated[float, Meta(ge=0)]
    """Least width of the card, of the place's width."""
    sharpness: Annotated[float, Meta(ge=0)]


class CaptureGuide(msgspec.Struct, frozen=True):
    """Limits by kind of picture."""

    document: CaptureLimits
    portrait: CaptureLimits


@lru_cache(maxsize=4)
def load_capture_guide(models_dir: Path) -> CaptureGuide:
    """Read the limits from `models_dir`/calibration/capture.toml.

    Raises:
        ConfigurationError: the file is missing or damaged.
    """
    path = models_dir / "calibration" / "capture.toml"
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, CaptureGuide)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        sentence = "The limits of the camera page (calibration/capture.toml) are missing or damaged: restore the file."
        raise ConfigurationError("bad_calibration", sentence, cause=repr(error)) from error
