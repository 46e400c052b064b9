"""How do the trials of sound read? Markdown, every number with n; intervals by people, or exact by window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from candor.evaluation.sound_trials import Found, Said, SoundTrials, Told, auc
from candor.maths.statistics import clopper_pearson_interval

_HEAD: Final = (
    "| half-minutes | AUC, own against unrelated voice | own: judged | lowest, median | speaks against "
    "| unrelated: judged | median, largest | speaks against |"
)


def sound_report(trials: SoundTrials) -> str:
    """Return the tables."""
    lines = [
        f"{len(trials.people)} people, {trials.seconds:.0f} s. Windows share stretches: intervals of AUC draw people.",
        "",
        _HEAD,
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(_told(one) for one in trials.told),
        "",
        "| voice late by, in | windows | error of the lag: median | largest |",
        "| --- | --- | --- | --- |",
        *(_lag(one) for one in trials.lags),
        "",
        "| signal | sound | judged | speaks against | 95 % interval | median score | voice later in the second half |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_said(one) for one in trials.other),
    ]
    return "\n".join(lines)


def _told(told: Told) -> str:
    low, high = np.quantile(told.drawn, [0.025, 0.975]) if told.drawn else (float("nan"),) * 2
    own, unrelated = _scores(told.own), _scores(told.unrelated)
    return (
        f"| {told.kind} | {auc(told.own, told.unrelated):.3f} ({low:.3f}-{high:.3f}) | {_judged(told.own)} "
        f"| {_quantiles(own, 0.0, 0.5)} | {_against(told.own)} | {_judged(told.unrelated)} "
        f"| {_quantiles(unrelated, 0.5, 1.0)} | {_against(told.unrelated)} |"
    )


def _lag(found: Found) -> str:
    errors = [1000 * abs(one - found.lag_s) for one in found.found_s]
    start = f"| {1000 * found.lag_s:.0f} ms, {found.kind} | {len(errors)} "
    return f"{start}| {np.median(errors):.0f} ms | {max(errors):.0f} ms |" if errors else f"{start}| - | - |"


def _said(said: Said) -> str:
    against = _against(said)
    interval = clopper_pearson_interval(against, max(len(said.observations), 1))
    changes = [one.details["lag_change_ms"] for one in said.observations if "lag_change_ms" in one.details]
    changed = f"{np.median(np.array(changes, np.float64)):.0f} ms ({len(changes)})" if changes else "-"
    median = f"{np.median(_scores(said)):.2f}" if said.observations else "-"
    percent = f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %" if said.observations else "-"
    return f"| {said.signal} | {said.kind} | {_judged(said)} | {against} | {percent} | {median} | {changed} |"


def _judged(said: Said) -> str:
    return f"{len(said.observations)} of {said.windows}"


def _against(said: Said) -> int:
    return sum(one.llr > 0 for one in said.observations)


def _scores(said: Said) -> list[float]:
    return [one.score for one in said.observations]


def _quantiles(scores: Sequence[float], first: float, second: float) -> str:
    if not scores:
        return "-"
    return ", ".join(f"{np.quantile(scores, share):.2f}" for share in (first, second))
