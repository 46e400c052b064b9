"""Which limits and which map from score to LLR does a signal use? From models/calibration/signals, one file each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np

from candor.domain.ids import SignalName
from candor.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class SignalCalibration:
    """The numbers of one signal, with their version."""

    signal: SignalName
    version: str
    limits: Mapping[str, float]
    """Named limits, units in their names."""
    points: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]
    """Piecewise linear maps from a score to an LLR: name to (scores rising, LLRs)."""

    def limit(self, name: str) -> float:
        """Return a limit.

        Raises:
            ConfigurationError: the calibration file lacks it.
        """
        if name not in self.limits:
            raise _incomplete(self.signal, f"limits.{name}")
        return self.limits[name]

    def llr(self, map_name: str, score: float) -> float:
        """Return the LLR of a score, constant beyond the ends of the map: nothing was measured there.

        Raises:
            ConfigurationError: the calibration file lacks the map.
        """
        if map_name not in self.points:
            raise _incomplete(self.signal, f"llr.{map_name}")
        scores, llrs = self.points[map_name]
        return float(np.interp(score, scores, llrs))


def load_calibrations(models_dir: Path, signals: Iterable[SignalName]) -> dict[SignalName, SignalCalibration]:
    """Read the calibration of each signal from `models_dir`/calibration/signals/<signal>.toml.

    Raises:
        ConfigurationError: a file is missing or cannot be used; the sentence names it.
    """
    folder = models_dir / "calibration" / "signals"
    return {name: _load(folder / f"{name}.toml", name) for name in signals}


def _load(path: Path, name: SignalName) -> SignalCalibration:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        maps = cast("dict[str, dict[str, list[float]]]", table.get("llr", {}))
        return SignalCalibration(
            signal=name,
            version=str(table["version"]),
            limits={key: float(value) for key, value in cast("dict[str, Any]", table["limits"]).items()},
            points={key: _checked(value["score"], value["llr"]) for key, value in maps.items()},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(
            "bad_calibration",
            f"The calibration of the signal {name} ({path.name}) is missing or damaged: restore it from the release.",
            cause=repr(error),
        ) from error


def _checked(scores: list[float], llrs: list[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    rising = all(a < b for a, b in pairwise(scores))
    if len(scores) != len(llrs) or not scores or not rising:
        raise ValueError("scores must rise and have one LLR each")
    return tuple(float(s) for s in scores), tuple(float(v) for v in llrs)


def _incomplete(signal: SignalName, what: str) -> ConfigurationError:
    return ConfigurationError(
        "bad_calibration", f"The calibration of the signal {signal} lacks {what}: restore it from the release."
    )
