"""How well do honest faces and swaps come apart during a check? Tables of check_trials.py, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import CheckKind, CheckPhase
from candor.evaluation.check_trials import JUDGED, WEIGHED, CheckTrial
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
_SUMS: Final = {WEIGHED, JUDGED}


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
    measured = sorted({name for t in trials for name, v in t.measures.items() if np.isfinite(v)} - _SUMS)
    lines = [f"## {kind}", "", "| what is sent | clips | check done | 95 % interval | judged | speaks against |"]
    lines += ["| --- " * 6 + "|", *(_row(one, [t for t in trials if t.shown is one]) for one in shown), ""]
    lines += [f"| AUC against honest faces | {' | '.join(swaps)} |", "| --- " * (1 + len(swaps)) + "|"]
    by_others = {one: _weighed_by_others(trials, one, measured) for one in swaps}
    rows = {
        **{name: [_told(trials, one, name, seed) for one in swaps] for name in (JUDGED, WEIGHED, *measured)},
        _OTHERS: [_told(by_others[one], one, _OTHERS, seed) for one in swaps],
        f"Cllr_min, {WEIGHED}": [_cllr_told(trials, one, WEIGHED) for one in swaps],
        f"Cllr_min, {_OTHERS}": [_cllr_told(by_others[one], one, _OTHERS) for one in swaps],
        f"above the same clip, honest, {WEIGHED}": [_pairs_told(trials, one, WEIGHED) for one in swaps],
        f"above the same clip, honest, {_OTHERS}": [_pairs_told(by_others[one], one, _OTHERS) for one in swaps],
    }
    lines += [*(f"| {name} | {' | '.join(told)} |" for name, told in rows.items()), ""]
    wrong = [t for t in trials if t.llr is not None and (t.llr > 0) is (t.shown is Shown.HONEST)]
    lines += [f"- {t.shown}, {t.clip}: LLR {t.llr:.2f}" for t in wrong]
    return "\n".join([*lines, *_weights_told(kind, trials, names)])


def _told(trials: Sequence[CheckTrial], shown: Shown, name: str, seed: int) -> str:
    return _auc_told(_values(trials, shown, name), _values(trials, Shown.HONEST, name), seed)


def _row(shown: Shown, chosen: Sequence[CheckTrial]) -> str:
    done, judged = sum(t.phase is CheckPhase.DONE for t in chosen), sum(JUDGED in t.measures for t in chosen)
    interval, against = wilson_interval(done, max(len(chosen), 1)), sum((t.llr or 0.0) > 0 for t in chosen)
    told = f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"
    return f"| {shown} | {len(chosen)} | {done} | {told} | {judged} | {against} |"


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


def _weighed_by_others(trials: Sequence[CheckTrial], shown: Shown, names: Sequence[str]) -> list[CheckTrial]:
    """Return honest faces and these swaps with a sum of all measures; its weights come from other people."""
    own = [t for t in trials if t.shown in {shown, Shown.HONEST} and t.measures]
    scored = list[CheckTrial]()
    for person in sorted({t.person for t in own}):
        others = [t for t in own if t.person != person]
        honest = [t.measures for t in others if t.shown is Shown.HONEST]
        swapped = [t.measures for t in others if t.shown is shown]
        if honest and swapped:
            limits = fitted_limits(_OTHERS, names, honest, swapped)
            mine = [(t, weighed_sum(t.measures, _OTHERS, names, limits)) for t in own if t.person == person]
            scored += [replace(t, measures={_OTHERS: value}) for t, value in mine]
    return scored


def _of(values: ByPerson, people: Sequence[str]) -> F64:
    return np.array([value for person in people for value in values.get(person, ())], dtype=np.float64)


def _cllr_told(trials: Sequence[CheckTrial], shown: Shown, name: str) -> str:
    found = [_values(trials, one, name) for one in (shown, Shown.HONEST)]
    bad, good = (_of(values, sorted(values)) for values in found)
    return f"{best_cllr(bad, good):.2f}" if len(bad) and len(good) else "-"


def _pairs_told(trials: Sequence[CheckTrial], shown: Shown, name: str) -> str:
    """Return how often a swap is above the same recording without it."""
    honest = {t.clip: t.measures[name] for t in trials if t.shown is Shown.HONEST and name in t.measures}
    swapped = [t for t in trials if t.shown is shown and name in t.measures and t.clip in honest]
    return f"{sum(t.measures[name] > honest[t.clip] for t in swapped)} of {len(swapped)}" if swapped else "-"


def _weights_told(kind: CheckKind, trials: Sequence[CheckTrial], names: Sequence[str]) -> list[str]:
    """Return weights fitted on these trials, as lines of the calibration file: honest faces against made swaps."""
    measured = [t for t in trials if any(name in t.measures for name in names)]
    honest = [t.measures for t in measured if t.shown is Shown.HONEST]
    made = [t.measures for t in measured if t.shown in {Shown.NAIVE, Shown.MADE}]
    if not honest or not made:
        return []
    limits = fitted_limits(kind.value, names, honest, made)
    return ["", "Weights fitted on these clips:", "```", *(f"{k} = {v:.3f}" for k, v in limits.items()), "```"]
