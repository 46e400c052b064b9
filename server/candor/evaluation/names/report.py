"""What was measured, as Markdown: recall by alteration, strangers, finders side by side, pairs, failures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from candor.domain.findings import Severity
from candor.evaluation.names.alterations import ASKED_FOR
from candor.evaluation.names.material import Pair, Stranger
from candor.evaluation.names.trials import StrangerTrial, Trial
from candor.maths.statistics import wilson_interval

FALSE_PER_1000 = 1.0
"""How many strangers may be taken for somebody listed, of 1000, where finders are compared."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One finder on the half that is told, at the threshold of the other half."""

    finder: str
    threshold: float
    trials: Sequence[Trial]
    strangers: Sequence[StrangerTrial]


def threshold_of(strangers: Sequence[StrangerTrial]) -> float:
    """Return the lowest score at which at most `FALSE_PER_1000` strangers are taken for somebody listed."""
    allowed = int(len(strangers) * FALSE_PER_1000 / 1000)
    scores = sorted((each.score for each in strangers), reverse=True)
    return scores[allowed] + 1e-9 if len(scores) > allowed else 0.0


def recall_table(trials: Sequence[Trial], at_least: float) -> str:
    """Return how often the right entry is the top result, by kind of alteration."""
    rows: dict[tuple[bool, str], list[Trial]] = defaultdict(list)
    for trial in trials:
        rows[trial.is_person, trial.alteration].append(trial)
    head = ["| asked | alteration | n | top result (95 % interval) | and shown |", "| --- | --- | --- | --- | --- |"]
    lines = [
        _row("people" if is_person else "organisations", kind, rows[is_person, kind], at_least)
        for is_person, kind in sorted(rows, key=lambda key: (not key[0], key[1] not in ASKED_FOR, key[1]))
    ]
    asked_for = [trial for trial in trials if trial.alteration in ASKED_FOR]
    return "\n".join([*head, *lines, _row("**all**", ", ".join(ASKED_FOR), asked_for, at_least)])


def stranger_table(found: Sequence[tuple[Stranger, Severity | None]]) -> str:
    """Return what strangers are told, by group."""
    groups: dict[str, Counter[Severity | None]] = defaultdict(Counter)
    for stranger, severity in found:
        groups[stranger.group][severity] += 1
    head = ["| strangers | n | escalate | check | note |", "| --- | --- | --- | --- | --- |"]
    total = sum(groups.values(), Counter[Severity | None]())
    lines = [_stranger_row(name, counts) for name, counts in (*groups.items(), ("**all**", total))]
    return "\n".join([*head, *lines])


def side_by_side(measured: Sequence[Measured]) -> str:
    """Return finders beside each other, each at its own threshold for the same rate of strangers."""
    head = [
        "| finder | threshold | found in top result (95 % interval) | people | organisations | strangers taken |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *(_finder_row(each) for each in measured)])


def pair_table(pairs: Sequence[tuple[Pair, float]], at_least: float) -> str:
    """Return how many pairs are alike, and those that are not."""
    right = sum(score >= at_least for _, score in pairs)
    missed = "; ".join(f"{pair.asked} / {pair.expected} ({score:.2f})" for pair, score in pairs if score < at_least)
    return f"{_rate(right, len(pairs))} of {len(pairs)} pairs are alike. Not: {missed or 'none'}."


def failures(trials: Iterable[Trial], at_least: float, limit: int = 60) -> str:
    """Return names that were not found or not shown, by kind of alteration."""
    by_kind: Mapping[str, list[str]] = defaultdict(list)
    for trial in trials:
        if trial.alteration in ASKED_FOR and not (trial.is_right and trial.score >= at_least):
            by_kind[trial.alteration].append(f"{trial.asked} (for {trial.listed})")
    return "\n".join(f"- {kind} ({len(names)}): {'; '.join(names[:limit])}" for kind, names in by_kind.items())


def _row(who: str, kind: str, trials: Sequence[Trial], at_least: float) -> str:
    right = sum(trial.is_right for trial in trials)
    shown = sum(trial.is_right and trial.score >= at_least for trial in trials)
    return f"| {who} | {kind} | {len(trials)} | {_rate(right, len(trials))} | {_percent(shown, len(trials))} |"


def _stranger_row(name: str, counts: Counter[Severity | None]) -> str:
    n = counts.total()
    cells = (_per_1000(counts[each], n) for each in (Severity.ESCALATE, Severity.CHECK, Severity.NOTE))
    return f"| {name} | {n} | {' | '.join(cells)} |"


def _finder_row(each: Measured) -> str:
    trials = [trial for trial in each.trials if trial.alteration in ASKED_FOR]
    found = [trial.is_right and trial.score >= each.threshold for trial in trials]
    people = [right for right, trial in zip(found, trials, strict=True) if trial.is_person]
    others = [right for right, trial in zip(found, trials, strict=True) if not trial.is_person]
    taken = sum(stranger.score >= each.threshold for stranger in each.strangers)
    return (
        f"| {each.finder} | {each.threshold:.3f} | {_rate(sum(found), len(found))} of {len(found)} | "
        f"{_percent(sum(people), len(people))} | {_percent(sum(others), len(others))} | "
        f"{_per_1000(taken, len(each.strangers))} of {len(each.strangers)} |"
    )


def _rate(right: int, n: int) -> str:
    interval = wilson_interval(right, n)
    return f"{_percent(right, n)} ({100 * interval.low:.1f} to {100 * interval.high:.1f})"


def _percent(right: int, n: int) -> str:
    return f"{100 * right / n:.1f} %" if n else "-"


def _per_1000(count: int, n: int) -> str:
    interval = wilson_interval(count, n)
    return f"{count}: {1000 * count / max(n, 1):.1f} (to {1000 * interval.high:.1f}) per 1000"
