"""When does what was asked for count as done? Loads models/calibration/challenges.toml into frozen values."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from candor.domain.checks import CheckKind
from candor.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class ChallengeRules:
    """When a check was done, and when nothing can be said."""

    version: str
    deadline_s: Mapping[CheckKind, float]
    """From the start of a check, by kind."""
    baseline_s: float
    """The head's own direction and distance are those of so many seconds before the start."""
    min_seen: float
    """Share of pictures that must show the face; below it a movement that was not seen says nothing."""
    stall_s: float
    """A picture that stood still for so long is told to people."""
    wait_min_s: float
    wait_max_s: float
    """Pause between a draw and its card: at random between these."""
    confirm_s: float
    """After its deadline, a check that waits for the interviewer ends without a finding after this long."""

    turn_deg: float
    up_deg: float
    lean_ratio: float
    """Width of the face over its own width before."""
    lost_share: float
    """A face that was lost on its way counts as turned from this share of the movement on: no mesh fits a profile."""
    back_share: float
    """Back means: below this share of the movement."""
    profile_ratio: float
    """Width of the farther eye over that of the nearer one, against the same ratio at rest: below it, a profile."""

    near_share: float
    """Share of the face that a hand must be seen over to be on its way, 0 to 1."""
    cover_share: float
    """Share of the face that a hand must cover to hide it, 0 to 1."""
    cover_s: float
    """A pass over the face, or an eye that is covered, takes at least so long."""
    hide_s: float
    """A hand that passes hides the face, or is seen to cover it, for at least so long."""
    path_from: float
    path_to: float
    """Heights in the face (0 forehead, 1 chin) that the middle of the hand must pass."""
    touch_distance: float
    """Of a fingertip from the middle of the cheek, inter-eye distances."""
    touch_s: float
    hand_growth: float
    """The hand is so many times as large as the hull of its joints."""
    carry_s: float
    """A face that is hidden is taken to stay where it was for this long."""

    speech_s: float
    """Seconds of speech that digits need at least."""
    min_speech: float
    """Voice activity that counts as speech, 0 to 1."""
    phrase_pause_s: float
    """After so much silence a phrase is over and digits are looked for in it."""
    phrase_s: float
    """No more speech than this is looked through at once."""
    lips_move: float
    """Standard deviation of the opening of the lips over the inter-eye distance."""


def load_challenge_rules(models_dir: Path) -> ChallengeRules:
    """Read the limits from `models_dir`/calibration/challenges.toml.

    Raises:
        ConfigurationError: the file is missing or cannot be used.
    """
    path = models_dir / "calibration" / "challenges.toml"
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        values = {"version": table["version"], "deadline_s": table["deadline_s"], **table["limits"]}
        return _checked(msgspec.convert(values, ChallengeRules))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise ConfigurationError(
            "bad_calibration",
            "The limits of movement checks (calibration/challenges.toml) are missing or damaged: "
            "restore them from the release.",
            cause=repr(error),
        ) from error


def _checked(rules: ChallengeRules) -> ChallengeRules:
    missing = [kind for kind in CheckKind if not 0 < rules.deadline_s.get(kind, 0) < math.inf]
    if missing or not 0 <= rules.wait_min_s <= rules.wait_max_s < math.inf:
        raise ValueError(f"deadline missing for {missing}, or the pause is no range")
    return rules
