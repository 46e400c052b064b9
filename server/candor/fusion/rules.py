"""Which bounds, caps, holds and half-lives are in force? Loads models/calibration/fusion.toml into frozen values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from candor.domain.questions import Family, Question
from candor.errors import ConfigurationError


class Mode(StrEnum):
    """How the LLRs of one signal add up over time."""

    LEVEL = "level"
    """Each LLR is of the whole window with an error that stays all session: follow the newest, do not add."""
    SUM = "sum"
    """Each LLR is new evidence: CUSUM with a correlation discount."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """LLR bounds of the shown states: posteriors of signals.md C6 at the prior of C7."""

    amber_llr: float
    red_llr: float
    green_llr: float


@dataclass(frozen=True, slots=True)
class SignalRule:
    """How the evidence of one signal is kept."""

    question: Question
    family: Family
    mode: Mode
    time_constant_s: float
    """Of mode LEVEL: how fast evidence follows the newest LLR. Of mode SUM: the half-life while observations say 0."""
    discount: float
    """Of mode SUM: (1 - rho) / (1 + rho)."""
    half_life_s: float
    """Of evidence while the signal abstains."""
    stale_s: float
    """Without an observation for this long, the question is "can't tell"."""
    hold_amber_s: float
    hold_red_s: float
    red_newest_llr: float
    """Red needs the newest observation alone to say this much: many weak ones never add up to red."""
    clear_s: float
    """An alarm ends after this long below half the amber bound."""


@dataclass(frozen=True, slots=True)
class QuestionRule:
    """When a question may be shown as "no concern so far"."""

    primary: str
    """The signal whose abstention explains "can't tell"; empty: none has to speak."""
    green_families: int
    green_needs: tuple[Family, ...]
    """One of these must speak for a bona fide call; empty: whichever families speak. Looking on alone never clears a
    question that a recording or a swap would pass as well."""
    green_reason: str
    unasked_reason: str
    """Why it is "can't tell" while none of the families that green needs has looked; empty: it is "checking" then."""
    inconclusive_s: float
    """Between the bounds for longer than this: "can't tell", "inconclusive"."""


@dataclass(frozen=True, slots=True)
class CodeRules:
    """What some causes may and may not do."""

    hard: frozenset[str]
    at_most_amber: frozenset[str]
    states: frozenset[str]
    waiting: frozenset[str]
    resets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WarningRules:
    """How often a warning may speak."""

    cool_down_s: float
    """A cause that returns within this reopens its warning instead of raising a new one."""
    update_s: float
    """A lasting warning is sent again at most this often."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All numbers of fusion, with their version."""

    version: str
    bounds: Bounds
    families: Mapping[Family, tuple[float, float]]
    signals: Mapping[str, SignalRule]
    questions: Mapping[Question, QuestionRule]
    codes: CodeRules
    warnings: WarningRules


def load_rules(models_dir: Path) -> Rules:
    """Read the rules of fusion from `models_dir`/calibration/fusion.toml.

    Raises:
        ConfigurationError: the file is missing, damaged, or lacks a family or a question.
    """
    path = models_dir / "calibration" / "fusion.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        table.pop("origin")
        rules = _complete(msgspec.convert(table, Rules))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError, ValueError) as error:
        raise ConfigurationError(
            "bad_calibration",
            "The rules of fusion (calibration/fusion.toml) are missing or damaged: restore them from the release.",
            cause=repr(error),
        ) from error
    return rules


def _complete(rules: Rules) -> Rules:
    missing = [name for name in Family if name not in rules.families]
    missing += [name for name in Question if name not in rules.questions]
    if missing:
        raise ValueError(f"lacks {', '.join(missing)}")
    return rules
