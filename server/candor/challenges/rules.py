"""Which movement counts as done? Loads models/calibration/challenges.toml into frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from candor.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class ChallengeRules:
    """When a movement was seen, and when nothing can be said."""

    version: str
    deadline_s: float
    """From the start of a check."""
    baseline_s: float
    """The head's own direction and distance are those of so many seconds before the start."""
    turn_deg: float
    up_deg: float
    lean_ratio: float
    """Width of the face over its own width before."""
    lost_share: float
    """A face that was lost on its way counts as turned from this share of the movement on: no mesh fits a profile."""
    back_share: float
    """Back means: below this share of the movement."""
    min_seen: float
    """Share of pictures that must show the face; below it a movement that was not seen says nothing."""


def load_challenge_rules(models_dir: Path) -> ChallengeRules:
    """Read the limits from `models_dir`/calibration/challenges.toml.

    Raises:
        ConfigurationError: the file is missing or cannot be used.
    """
    path = models_dir / "calibration" / "challenges.toml"
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert({"version": table["version"], **table["limits"]}, ChallengeRules)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise ConfigurationError(
            "bad_calibration",
            "The limits of movement checks (calibration/challenges.toml) are missing or damaged: "
            "restore them from the release.",
            cause=repr(error),
        ) from error
