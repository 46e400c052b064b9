"""What would another calibration have shown? Stored observations in, the states it gives out.

What can be replayed: fusion (bounds, caps, holds, half-lives) on the stored evidence, and the map from a score to its
evidence where exactly one map of the old calibration gives the stored value. What cannot: limits inside a signal, and
comparisons of faces, since neither pictures nor templates are kept.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from candor.domain.assessment import Assessment
from candor.domain.ids import InterviewId, SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Question, State
from candor.errors import ConfigurationError
from candor.fusion.decide import advance
from candor.fusion.rules import load_rules
from candor.fusion.state import FusionState
from candor.signals.calibration import SignalCalibration, load_calibrations

_TOLERANCE = 1e-6
RISING = (State.CANT_TELL, State.CHECKING, State.NO_CONCERN, State.PLEASE_CHECK, State.PAUSE_AND_VERIFY)


@dataclass(frozen=True, slots=True)
class Change:
    """When a question was shown in which state."""

    at_s: float
    question: Question
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a calibration makes of the stored observations."""

    changes: tuple[Change, ...]
    worst: Mapping[Question, State]
    warnings: tuple[tuple[float, str], ...]
    """Time and code of each warning raised."""
    observations: int
    mapped_anew: int
    """Observations whose evidence the other calibration gave; the rest keep the evidence they had."""


def replay(verdicts: Sequence[Verdict], interview: InterviewId, models_dir: Path, old_models: Path | None) -> Replayed:
    """Replay an interview.

    Args:
        verdicts: oldest first.
        interview: goes into the ids of warnings.
        models_dir: whose calibration/ is tried.
        old_models: whose calibration/ the observations were made with; None: evidence is taken as it is.

    Raises:
        ConfigurationError: a calibration cannot be used.
    """
    told = [v for v in verdicts if isinstance(v, Observation)]
    mapped = verdicts if old_models is None else _mapped(verdicts, models_dir, old_models)
    anew = sum(a is not b for a, b in zip(verdicts, mapped, strict=True))
    rules = load_rules(models_dir)
    known = [v for v in mapped if v.signal in rules.signals]
    state, changes, raised = FusionState(), list[Change](), dict[str, tuple[float, str]]()
    shown: dict[Question, State] = {}
    for now_s, at_once in _steps(known):
        state, assessment, warnings = advance(state, at_once, now_s, rules, interview=interview)
        changes += _changes(assessment, shown)
        for warning in warnings:
            raised.setdefault(warning.id, (warning.at_s, warning.code))
    worst = {question: _worst(changes, question) for question in Question}
    return Replayed(tuple(changes), worst, tuple(sorted(raised.values())), len(told), anew)


def _worst(changes: Sequence[Change], question: Question) -> State:
    states = (change.state for change in changes if change.question is question)
    return max(states, key=RISING.index, default=State.CANT_TELL)


def _steps(verdicts: Sequence[Verdict]) -> list[tuple[float, list[Verdict]]]:
    """Return the verdicts by moment, with a step each second between, as pictures without verdicts would make."""
    moments: dict[float, list[Verdict]] = {}
    for verdict in verdicts:
        moments.setdefault(verdict.at_s, []).append(verdict)
    if moments:
        first, last = math.ceil(min(moments)), math.floor(max(moments))
        for second in range(first, min(last, first + 86_400) + 1):
            moments.setdefault(float(second), [])
    return sorted(moments.items())


def _changes(assessment: Assessment, shown: dict[Question, State]) -> list[Change]:
    found = [
        Change(assessment.at_s, question, answer.state, answer.reason)
        for question, answer in assessment.questions.items()
        if shown.get(question) is not answer.state
    ]
    shown |= {change.question: change.state for change in found}
    return found


def _mapped(verdicts: Sequence[Verdict], models_dir: Path, old_models: Path) -> list[Verdict]:
    names = {v.signal for v in verdicts}
    old, new = ({n: c for n in names if (c := _calibration(n, folder))} for folder in (old_models, models_dir))
    return [v if isinstance(v, Abstention) else _anew(v, old.get(v.signal), new.get(v.signal)) for v in verdicts]


def _calibration(name: SignalName, models_dir: Path) -> SignalCalibration | None:
    try:
        return load_calibrations(models_dir, [name])[name]
    except ConfigurationError:
        return None


def _anew(found: Observation, old: SignalCalibration | None, new: SignalCalibration | None) -> Observation:
    """Return the observation with the evidence of the new map, where it is certain which map made the old."""
    if old is None or new is None or old.points == new.points:
        return found
    fitting = [name for name in old.points if abs(old.llr(name, found.score) - found.llr) < _TOLERANCE]
    same = {old.points[name] for name in fitting}
    if len(same) != 1 or fitting[0] not in new.points:
        return found
    return replace(found, llr=new.llr(fitting[0], found.score))
