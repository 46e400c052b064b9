"""The tables of a trial of screening, as Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from candor.evaluation.screening.outcome import Group, Outcome
from candor.evaluation.screening.trial_file import Trial
from candor.maths.statistics import clopper_pearson_interval


@dataclass(frozen=True, slots=True)
class Speed:
    """How long it took."""

    applicants: int
    wall_s: float
    cpu_s: float
    """Of all processes."""
    workers: int
    memory_mb: float
    """Most of any one process."""
    lists: str
    """Which watchlists were in force, with their numbers of entries."""


def trial_report(trial: Trial, part: str, seed: int, outcome: Outcome, speed: Speed) -> str:
    """Return the tables."""
    every = outcome.honest
    level = 1 - 0.05 / len(outcome.origins)
    outside = [group.name for group in outcome.origins if not _holds(group, every.check / every.people, level)]
    lines = [
        f"# {trial.name}: {part}",
        "",
        _made(outcome, seed, speed),
        "",
        "| applicants | n | asked to look at | escalated |",
        "| --- | --- | --- | --- |",
        _row(outcome.ring),
        _row(every),
        "",
        _connected(outcome),
        "",
        "| members with | n | asked to look at | escalated |",
        "| --- | --- | --- | --- |",
        *(_row(group) for group in outcome.ring_by_tie if group.people),
        "",
        "| honest, by origin | n | asked to look at | escalated |",
        "| --- | --- | --- | --- |",
        *(_row(group) for group in outcome.origins),
        "",
        _unequal(outside, level),
        "",
        "| rule that asked to look at honest applicants | n |",
        "| --- | --- |",
        *(f"| {rule} | {n} |" for rule, n in outcome.honest_reasons),
        "",
        "| note, which weighs nothing | n | met least | met most |",
        "| --- | --- | --- | --- |",
        *(_note_row(least, most) for least, most in outcome.notes),
        "",
        _took(speed),
    ]
    return "\n".join(lines) + "\n"


def _made(outcome: Outcome, seed: int, speed: Speed) -> str:
    return (
        f"{outcome.honest.people} honest applicants of {len(outcome.origins)} origins and a ring of "
        f"{outcome.ring.people}, all made (seed {seed}); 95 % intervals (Clopper-Pearson). Watchlists: {speed.lists}."
    )


def _connected(outcome: Outcome) -> str:
    return (
        f"The largest group that shared values connect holds {outcome.largest_group} of the {outcome.ring.people} "
        f"members and {outcome.strangers} honest applicants."
    )


def _unequal(outside: list[str], level: float) -> str:
    return (
        f"Origins whose interval at level {level:.2%} (95 % over all of them together) does not hold the common rate: "
        f"{', '.join(outside) or 'none'}."
    )


def _took(speed: Speed) -> str:
    each_ms = 1000 * speed.cpu_s / speed.applicants
    return (
        f"{speed.applicants} applicants in {speed.wall_s:.0f} s with {speed.workers} processes "
        f"({speed.cpu_s:.0f} s of CPU, {each_ms:.1f} ms each), at most {speed.memory_mb:.0f} MB a process."
    )


def _holds(group: Group, rate: float, level: float) -> bool:
    interval = clopper_pearson_interval(group.check, group.people, level)
    return interval.low <= rate <= interval.high


def _row(group: Group) -> str:
    check, escalate = _rate(group.check, group.people), _rate(group.escalate, group.people)
    return f"| {group.name} | {group.people} | {check} | {escalate} |"


def _note_row(least: Group, most: Group) -> str:
    rule, _, low = least.name.partition(": ")
    high = most.name.rpartition(": ")[2]
    rates = f"{low} {_rate(least.check, least.people)} | {high} {_rate(most.check, most.people)}"
    return f"| {rule} | {least.people}, {most.people} | {rates} |"


def _rate(count: int, people: int) -> str:
    interval = clopper_pearson_interval(count, people)
    return f"{count} ({count / people:.1%}, {interval.low:.1%} to {interval.high:.1%})"
