"""How well do honest faces and made swaps come apart under a hand? Tables of hand_trials.py, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import CheckPhase
from candor.evaluation.hand_trials import HandTrial, Under
from candor.maths.statistics import wilson_interval

F64 = NDArray[np.float64]
ByPerson = Mapping[str, Sequence[float]]

_ROUNDS: Final = 1000
_FEW: Final = 2
"""People without whom there is no interval."""
_SCORE: Final = "score of check_degradation"
_HIGH: Final = 0.5
"""From this score on the signal speaks against a face."""


def hand_report(trials: Sequence[HandTrial], seed: int) -> str:
    """Return how often the check was done and judged, and the AUC of every measure, as Markdown."""
    lines = ["| under the hand | clips | check done | 95 % interval | judged | score above 0.5 |", "| --- " * 6 + "|"]
    lines += [_row(under, [t for t in trials if t.under is under]) for under in Under]
    swaps = (Under.NAIVE, Under.AWARE)
    lines += ["", f"| AUC against honest faces | {' | '.join(swaps)} |", "| --- " * 3 + "|"]
    for name in (_SCORE, *sorted({name for trial in trials for name in trial.measures})):
        told = [_auc_told(_values(trials, under, name), _values(trials, Under.HONEST, name), seed) for under in swaps]
        lines.append(f"| {name} | {' | '.join(told)} |")
    wrong = [t for t in trials if t.score is not None and (t.score > _HIGH) is (t.under is Under.HONEST)]
    return "\n".join([*lines, "", *(f"- {t.under}, {t.clip}: score {t.score:.2f}" for t in wrong)])


def _row(under: Under, chosen: Sequence[HandTrial]) -> str:
    done, scores = sum(t.phase is CheckPhase.DONE for t in chosen), [t.score for t in chosen if t.score is not None]
    interval, high = wilson_interval(done, max(len(chosen), 1)), sum(score > _HIGH for score in scores)
    told = f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"
    return f"| {under} | {len(chosen)} | {done} | {told} | {len(scores)} | {high} |"


def _values(trials: Sequence[HandTrial], under: Under, name: str) -> ByPerson:
    found: dict[str, list[float]] = {}
    for trial in trials:
        value = trial.score if name == _SCORE else trial.measures.get(name)
        if trial.under is under and value is not None and np.isfinite(value):
            found.setdefault(trial.person, []).append(value)
    return found


def _auc_told(attacks: ByPerson, honest: ByPerson, seed: int) -> str:
    """Return the AUC with its 95 % interval by bootstrap of people, and how many clips there are of each."""
    people, rng = sorted({*attacks, *honest}), np.random.default_rng(seed)
    if len(people) < _FEW or not attacks or not honest:
        return "-"
    drawn: list[float] = []
    for _ in range(_ROUNDS):
        chosen = [people[int(place)] for place in rng.integers(len(people), size=len(people))]
        bad, good = _of(attacks, chosen), _of(honest, chosen)
        if len(bad) and len(good):
            drawn.append(_auc(bad, good))
    low, high = np.percentile(drawn, [2.5, 97.5])
    bad, good = _of(attacks, people), _of(honest, people)
    return f"{_auc(bad, good):.2f} ({low:.2f} to {high:.2f}), {len(bad)} against {len(good)}"


def _of(values: ByPerson, people: Sequence[str]) -> F64:
    return np.array([value for person in people for value in values.get(person, ())], dtype=np.float64)


def _auc(attacks: F64, honest: F64) -> float:
    """Return the chance that an attack has the larger value than an honest clip, ties halved."""
    above = (attacks[:, None] > honest[None]) + 0.5 * (attacks[:, None] == honest[None])
    return float(above.mean())
