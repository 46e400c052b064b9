"""How well do honest faces and made swaps come apart under a hand? Tables of hand_trials.py, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import CheckPhase
from candor.evaluation.hand_trials import HandTrial, Under
from candor.maths.statistics import wilson_interval

F64 = NDArray[np.float64]

_ROUNDS: Final = 1000
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
        honest = _values(trials, Under.HONEST, name)
        told = [_auc_told(_values(trials, under, name), honest, np.random.default_rng(seed)) for under in swaps]
        lines.append(f"| {name} | {' | '.join(told)} |")
    wrong = [t for t in trials if t.score is not None and (t.score > _HIGH) is (t.under is Under.HONEST)]
    return "\n".join([*lines, "", *(f"- {t.under}, {t.clip}: score {t.score:.2f}" for t in wrong)])


def _row(under: Under, chosen: Sequence[HandTrial]) -> str:
    done, scores = sum(t.phase is CheckPhase.DONE for t in chosen), [t.score for t in chosen if t.score is not None]
    interval, high = wilson_interval(done, max(len(chosen), 1)), sum(score > _HIGH for score in scores)
    told = f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"
    return f"| {under} | {len(chosen)} | {done} | {told} | {len(scores)} | {high} |"


def _values(trials: Sequence[HandTrial], under: Under, name: str) -> F64:
    mine = [trial for trial in trials if trial.under is under]
    found = [trial.score if name == _SCORE else trial.measures.get(name) for trial in mine]
    values = np.array([np.nan if value is None else value for value in found], dtype=np.float64)
    return values[np.isfinite(values)]


def _auc_told(attacks: F64, honest: F64, rng: np.random.Generator) -> str:
    """Return the AUC with its 95 % interval by bootstrap of clips, and how many there are of each."""
    if min(len(attacks), len(honest)) < 2:
        return "-"
    drawn = [_auc(rng.choice(attacks, len(attacks)), rng.choice(honest, len(honest))) for _ in range(_ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{_auc(attacks, honest):.2f} ({low:.2f} to {high:.2f}), {len(attacks)} against {len(honest)}"


def _auc(attacks: F64, honest: F64) -> float:
    """Return the chance that an attack has the larger value than an honest clip, ties halved."""
    above = (attacks[:, None] > honest[None]) + 0.5 * (attacks[:, None] == honest[None])
    return float(above.mean())
