"""Which coded light does this installation show? Loads models/calibration/light.toml, and draws codes by its law."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from candor.domain.light import LightPlan
from candor.errors import ConfigurationError
from candor.maths.light_code import count_codes, draw_codes, is_photosensitivity_safe

_FASTEST_HZ: Final = 3.0
"""Colours change less often than this, whatever the standards count as a flash (signals.md B8)."""
_STEP_S: Final = 0.02


def load_light_plan(models_dir: Path) -> LightPlan:
    """Read the plan from `models_dir`/calibration/light.toml.

    Raises:
        ConfigurationError: the file is missing or damaged, or what it asks for is not safe to look at.
    """
    path = models_dir / "calibration" / "light.toml"
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        plan = msgspec.convert({"version": table["version"], **table["plan"]}, LightPlan)
        _check(plan)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise ConfigurationError(
            "bad_calibration",
            "The plan of the light check (calibration/light.toml) is missing or damaged: restore it from the release.",
            cause=repr(error),
        ) from error
    if not is_gentle(plan):
        raise ConfigurationError(
            "unsafe_light",
            "The colours of calibration/light.toml change too fast or too much to be safe for everybody: "
            "restore the file from the release.",
        )
    return plan


def _check(plan: LightPlan) -> None:
    """Raise ValueError when there are no such codes, colours or times."""
    count_codes(plan.chips, plan.max_run)
    colours = np.array([plan.warm_rgb, plan.cool_rgb])
    if colours.min() < 0 or colours.max() > 255 or plan.chip_s <= 0 or plan.settle_s < 0:
        raise ValueError("colours from 0 to 255, times above 0")


def is_gentle(plan: LightPlan) -> bool:
    """Return whether even the most restless code of a plan is safe to look at."""
    if plan.chip_s * _FASTEST_HZ <= 1 or not 0 <= plan.fade_s <= plan.chip_s:
        return False
    return is_photosensitivity_safe(worst_case(plan), _STEP_S)


def worst_case(plan: LightPlan) -> NDArray[np.uint8]:
    """Return (N, 3) the colours, every hundredth of a second or two, of a code that changes with every chip."""
    chips, steps = min(plan.chips, 20), max(1, round(plan.chip_s / _STEP_S))
    warm, cool = np.array(plan.warm_rgb, float), np.array(plan.cool_rgb, float)
    fade = np.clip(np.arange(1, steps + 1) * _STEP_S / max(plan.fade_s, 1e-6), 0, 1)[:, None]
    up, down = cool + fade * (warm - cool), warm + fade * (cool - warm)
    return np.rint(np.concatenate([up if chip % 2 else down for chip in range(chips)])).astype(np.uint8)


def draw_light(seed: int, plan: LightPlan) -> tuple[int, ...]:
    """Return the code of a seed, 1 for warm and 0 for cool: uniform over all codes of the plan when the seed is.

    Args:
        seed: 128 bits from the operating system's random source; whoever knows it knows the code.
        plan: how long and how restless codes are.
    """
    (code,) = draw_codes(np.random.default_rng(seed), 1, plan.chips, plan.max_run)
    return tuple(int(chip > 0) for chip in code)
