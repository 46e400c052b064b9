"""From which likeness on is a name shown, and when does it ask for a check? By models/calibration/watchlists.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from candor.domain.watchlist import Decides, NameAlone
from candor.errors import ConfigurationError

Likeness = Annotated[float, msgspec.Meta(ge=0, le=1)]


class KindLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a name alone asks for a check: all three hold."""

    likeness: Likeness
    bits: Annotated[float, msgspec.Meta(ge=0, le=200)]
    """Rarity of the name asked for among the listed ones."""
    crowd: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    """Different names among the listed ones like it; more, and it is a common one."""


class NameLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of names."""

    at_least: Likeness
    """Names less alike are not shown at all."""
    persons: KindLimits
    organisations: KindLimits

    def person(self, likeness: float, bits: float, crowd: int) -> NameAlone:
        """Return what the name of a person says by itself."""
        return _alone(self.persons, likeness, bits, crowd)

    def organisation(self, likeness: float, bits: float, crowd: int) -> NameAlone:
        """Return what the name of an organisation says by itself."""
        return _alone(self.organisations, likeness, bits, crowd)


def load_limits(calibration: Path) -> NameLimits:
    """Return the limits of a calibration folder.

    Raises:
        ConfigurationError: "bad_calibration".
    """
    path = calibration / "watchlists.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8"))["limits"], NameLimits)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError("bad_calibration", f"{path} cannot be used: {error}.") from error


def _alone(limits: KindLimits, likeness: float, bits: float, crowd: int) -> NameAlone:
    is_telling = likeness >= limits.likeness and bits >= limits.bits and crowd <= limits.crowd
    return Decides.NAME if is_telling else Decides.COMMON_NAME
