"""How well do honest faces and swaps come apart during a check? Tables of check_trials.py, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import CheckKind, CheckPhase
from candor.evaluation.check_trials import WEIGHED, CheckTrial
from candor.evaluation.check_weights import fitted_limits, weighed_sum
from candor.evaluation.checked_clips import KINDS, Shown
from candor.maths.detection_error import area_under_curve
from candor.maths.likelihood import best_cllr
from candor.maths.statistics import wilson_interval

F64 = NDArray[np.float64]
ByPerson = Mapping[str, Sequence[float]]

_ROUNDS: Final = 1000
_FEW: Final = 2
"""People without whom there is no interval."""
_OTHERS: Final = "all, weights of others"


def check_report(trials: Sequence[CheckTrial], weighed_names: Mapping[CheckKind, Sequence[str]], seed: int) -> str:
    """Return for each kind of check how often it was done and judged, and the AUC of every measure, as Markdown.

    Args:
        trials: of any kinds.
        weighed_names: the measures that are weighed, by kind; weights for them are fitted and told.
        seed: of the bootstrap.
    """
    played = [(kind, [t for t in trials if t.kind is kind]) for kind in KINDS]
    parts = [_of_kind(kind, own, weighed_names.get(kind, ()), seed) for kind, own in played if own]
    return "\n\n".join(parts)


def _of_kind(kind: CheckKind, trials: Sequence[CheckTrial], names: Sequence[str], seed: int) -> str:
    shown = [one for one in Shown if any(t.shown is one for t in trials)]
    swaps = [one for one in shown if one is not Shown.HONEST]
    measured = sorted({name for t in trials for name, v in t.measures.items() if np.isfinite(v)} - {WEIGHED})
    lines = [f"## {kind}", "", "| what is sent | clips | check done | 95 % interval | judged | speaks against |"]
    lines += ["| --- " * 6 + "|", *(_row(one, [t for t in trials if t.shown is one]) for one in shown), ""]
    lines += [f"| AUC against honest faces | {' | '.join(swaps)} |", "| --- " * (1 + len(swaps)) + "|"]
    lines += [f"| {_OTHERS} | {' | '.join(_cross_fitted(trials, one, measured, seed) for one in swaps)} |"]
    for name in (WEIGHED, *measured):
        told = [_auc_told(_values(trials, one, name), _values(trials, Shown.HONEST, name), seed) for one in swaps]
        lines.append(f"| {name} | {' | '.join(told)} |")
    lines += [f"| Cllr_min of the {WEIGHED} | {' | '.join(_cllr_told(trials, one) for one in swaps)} |"]
    lines += [f"| larger than in the same clip, honest | {' | '.join(_pairs_told(trials, one) for one in swaps)} |", ""]
    wrong = [t for t in trials if t.llr is not None and (t.llr > 0) is (t.shown is Shown.HONEST)]
    lines += [f"- {t.shown}, {t.clip}: LLR {t.llr:.2f}" for t in wrong]
    return "\n".join([*lines, *_weights_told(kind, trials, names)])


def _row(shown: Shown, chosen: Sequence[CheckTrial]) -> str:
    done, llrs = sum(t.phase is CheckPhase.DONE for t in chosen), [t.llr for t in chosen if t.llr is not None]
    interval, high = wilson_interval(done, max(len(chosen), 1)), sum(llr > 0 for llr in llrs)
    told = f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"
    return f"| {shown} | {len(chosen)} | {done} | {told} | {len(llrs)} | {high} |"


def _values(trials: Sequence[CheckTrial], shown: Shown, name: str) -> ByPerson:
    found: dict[str, list[float]] = {}
    for trial in trials:
        value = trial.measures.get(name)
        if trial.shown is shown and value is not None and np.isfinite(value):
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
            drawn.append(area_under_curve(bad, good))
    low, high = np.percentile(drawn, [2.5, 97.5])
    bad, good = _of(attacks, people), _of(honest, people)
    return f"{area_under_curve(bad, good):.2f} ({low:.2f} to {high:.2f}), {len(bad)} against {len(good)}"


def _cross_fitted(trials: Sequence[CheckTrial], shown: Shown, names: Sequence[str], seed: int) -> str:
    """Return the AUC of a sum of all measures, whose weights for each person are fitted on everybody else."""
    own = [t for t in trials if t.shown in {shown, Shown.HONEST} and t.measures]
    scored = list[CheckTrial]()
    for person in sorted({t.person for t in own}):
        others = [t for t in own if t.person != person]
        honest = [t.measures for t in others if t.shown is Shown.HONEST]
        swapped = [t.measures for t in others if t.shown is shown]
        if not honest or not swapped:
            continue
        limits = fitted_limits(_OTHERS, names, honest, swapped)
        scored += [
            replace(t, measures={_OTHERS: weighed_sum(t.measures, _OTHERS, names, limits)})
            for t in own
            if t.person == person
        ]
    return _auc_told(_values(scored, shown, _OTHERS), _values(scored, Shown.HONEST, _OTHERS), seed)


def _of(values: ByPerson, people: Sequence[str]) -> F64:
    return np.array([value for person in people for value in values.get(person, ())], dtype=np.float64)


def _all(trials: Sequence[CheckTrial], shown: Shown) -> F64:
    values = _values(trials, shown, WEIGHED)
    return _of(values, sorted(values))


def _cllr_told(trials: Sequence[CheckTrial], shown: Shown) -> str:
    bad, good = _all(trials, shown), _all(trials, Shown.HONEST)
    return f"{best_cllr(bad, good):.2f}" if len(bad) and len(good) else "-"


def _pairs_told(trials: Sequence[CheckTrial], shown: Shown) -> str:
    """Return how often the weighted sum of a swap is above that of the same recording without it."""
    honest = {t.clip: t.measures[WEIGHED] for t in trials if t.shown is Shown.HONEST and WEIGHED in t.measures}
    pairs = [
        (t.measures[WEIGHED], honest[t.clip])
        for t in trials
        if t.shown is shown and WEIGHED in t.measures and t.clip in honest
    ]
    return f"{sum(swap > own for swap, own in pairs)} of {len(pairs)}" if pairs else "-"


def _weights_told(kind: CheckKind, trials: Sequence[CheckTrial], names: Sequence[str]) -> list[str]:
    """Return weights fitted on these trials, as lines of the calibration file: honest faces against made swaps."""
    measured = [t for t in trials if any(name in t.measures for name in names)]
    honest = [t.measures for t in measured if t.shown is Shown.HONEST]
    made = [t.measures for t in measured if t.shown in {Shown.NAIVE, Shown.MADE}]
    if not honest or not made:
        return []
    limits = fitted_limits(kind.value, names, honest, made)
    return ["", "Weights fitted on these clips:", "```", *(f"{k} = {v:.3f}" for k, v in limits.items()), "```"]
