"""How do the findings read? Markdown tables, each rate with n and interval, every failure by name; filled into pages.

A page asks for a table by a pair of comments: <!-- made by: candor evaluate FILE --fill docs (NAME) --> and
<!-- end of NAME -->. What stands between them is replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from candor.evaluation.laboratory.cells import counted, errors, number, percent, plain, table
from candor.evaluation.laboratory.findings import Condition, Failure
from candor.evaluation.laboratory.measures import Cell, Operating, Subject
from candor.evaluation.laboratory.outcomes import BonaFideOutcome, SpeciesOutcome
from candor.evaluation.laboratory.point_tables import outcomes_by_point, signals_by_point

_CLLR_OF_SILENCE: Final = 0.95
"""signals.md D4: a signal whose Cllr_min is above does not earn its place."""
_FEWEST: Final = 8
"""Attack sessions below which nothing is said about that: two of two are no evidence."""
_MARK: Final = re.compile(r"(<!-- made by: candor evaluate [^>]*\((\w+)\) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def filled(page: str, conditions: Sequence[Condition]) -> str:
    """Return a page with every table that it asks for made anew; a name that is not known is left as it is."""

    def replaced(found: re.Match[str]) -> str:
        made = TABLES.get(found.group(2))
        return found.group(0) if made is None else f"{found.group(1)}{made(conditions)}\n{found.group(3)}"

    return _MARK.sub(replaced, page)


def report(conditions: Sequence[Condition]) -> str:
    """Return all tables as one Markdown text."""
    return "\n\n".join(f"## {name.capitalize()}\n{made(conditions)}" for name, made in TABLES.items())


def _outcomes(conditions: Sequence[Condition]) -> str:
    head = "| run, codec point | species | sessions (groups) | missed at amber | missed at red | median s | 95 % s |"
    operating = " missed at BPCER 1 % | at BPCER 5 % | D-EER | no answer | named, sessions |"
    rows = [
        f"| {c.run}, {c.point} | {one.species} | {counted(one.missed_amber)} | {errors(one.missed_amber)} "
        f"| {errors(one.missed_red)} | {number(one.median_s)} | {number(one.slowest_s)} | {_swept(c, one)} "
        f"| {one.unanswered.errors} | {_named(c, one.species)} |"
        for c in conditions
        for one in c.species
    ]
    return table(head + operating, rows)


def _named(condition: Condition, species: str) -> str:
    """Return for which reasons sessions warned: a swap that is found because of a second face is not found."""
    own = [one for one in condition.sessions if one.recorded.species == species]
    reasons = Counter(cause.partition("/")[2] for one in own for cause in one.fused.causes)
    return ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) or "-"


def _swept(condition: Condition, one: SpeciesOutcome) -> str:
    fused = condition.subjects[0]
    apcer = " | ".join(errors(operating.apcer[one.species]) for operating in fused.operating)
    cell = next(cell for cell in fused.cells if cell.species == one.species)
    return f"{apcer} | {percent(cell.d_eer)}"


def _honest(conditions: Sequence[Condition]) -> str:
    head = (
        "| run, codec point | change | sessions (groups) | minutes | amber or red | red | amber an hour | red an hour |"
    )
    rows = [
        f"| {c.run}, {c.point} | {one.recipe} | {counted(one.amber)} | {60 * one.hours:.1f} | {errors(one.amber)} "
        f"| {errors(one.red)} | {_hourly(one)} | {one.unanswered.errors} |"
        for c in conditions
        for one in c.bona_fide
    ]
    return table(head + " no answer |", rows)


def _hourly(one: BonaFideOutcome) -> str:
    amber, red = one.amber_per_hour_interval, one.red_per_hour_interval
    return (
        f"{one.amber_per_hour:.1f} ({amber.low:.1f}-{amber.high:.1f}) "
        f"| {one.red_per_hour:.1f} ({red.low:.1f}-{red.high:.1f})"
    )


def _signals(conditions: Sequence[Condition]) -> str:
    head = "| run, codec point | signal | against | judged: attacks, bona fide | missed at BPCER 1 % | at 5 % "
    tail = "| AUC, raw score | AUC, LLR | Cllr | Cllr_min |"
    rows = [
        f"| {c.run}, {c.point} | {subject.name} | {cell.species} | {cell.judged} of {cell.n}, "
        f"{subject.judged_bona_fide} of {subject.n_bona_fide} "
        f"| {' | '.join(errors(o.apcer[cell.species]) for o in subject.operating)} "
        f"| {plain(cell.auc)} | {plain(cell.auc_llr)} | {plain(cell.cllr)} | {plain(cell.cllr_min)} |"
        for c in conditions
        for subject in c.subjects
        for cell in subject.cells
        if cell.auc is not None
    ]
    return table(head + tail, rows)


def _summary(conditions: Sequence[Condition]) -> str:
    head = "| run, codec point | signal | judged, bona fide | BPCER measured at 1 % and 5 % | strongest against "
    tail = (
        "| AUC, raw score | Cllr_min | missed at BPCER 5 % | attacks lost without it | false ambers from it | earns |"
    )
    rows = [row for c in _at_first_points(conditions) for subject in c.subjects if (row := _summed(c, subject))]
    return table(head + tail, rows)


def _at_first_points(conditions: Sequence[Condition]) -> list[Condition]:
    """Return each run at its first codec point; the others stand beside it in the tables by point."""
    first = {c.run: c.point for c in reversed(conditions)}
    return [c for c in conditions if c.point == first[c.run]]


def _summed(condition: Condition, subject: Subject) -> str:
    """Return the row of one subject; empty when it never judged both an attack and somebody honest."""
    cells = [cell for cell in subject.cells if cell.auc is not None and cell.cllr_min is not None]
    ablation = next((one for one in condition.ablation if one.signal == subject.name), None)
    lost = "- | -" if ablation is None else f"{ablation.attacks_lost} | {ablation.false_ambers_avoided}"
    start = (
        f"| {condition.run}, {condition.point} | {subject.name} | {subject.judged_bona_fide} of {subject.n_bona_fide} "
    )
    measured = ", ".join(errors(operating.bpcer) for operating in subject.operating)
    if not cells:
        return ""
    enough = [cell for cell in cells if cell.judged >= _FEWEST] or cells
    best = min(enough, key=lambda cell: cell.cllr_min.value if cell.cllr_min else 1.0)
    return (
        f"{start}| {measured} | {best.species} | {plain(best.auc)} | {plain(best.cllr_min)} "
        f"| {errors(_at(subject.operating, 0.05).apcer[best.species])} | {lost} | {earned(best)} |"
    )


def earned(cell: Cell) -> str:
    """Return whether a subject tells this species: Cllr_min at most 0.95, and the interval of its AUC above chance.

    "too few" when fewer attacks were judged than can show it.
    """
    if cell.judged < _FEWEST:
        return "too few"
    if cell.auc is None or cell.cllr_min is None:
        return "no"
    return "yes" if cell.cllr_min.value <= _CLLR_OF_SILENCE and cell.auc.low > 0.5 else "no"


def _at(operating: Sequence[Operating], target: float) -> Operating:
    return next(one for one in operating if one.target == target)


def _ablation(conditions: Sequence[Condition]) -> str:
    head = "| run, codec point | without | attacks no longer found | attacks found only then | false ambers avoided |"
    rows = [
        f"| {c.run}, {c.point} | {one.signal} | {one.attacks_lost} | {one.attacks_gained} "
        f"| {one.false_ambers_avoided} |"
        for c in conditions
        for one in c.ablation
    ]
    return table(head, rows)


def _abstention(conditions: Sequence[Condition]) -> str:
    bins = list(dict.fromkeys(one.bin for c in conditions for one in c.abstentions))
    rows: list[str] = []
    for c in _at_first_points(conditions):
        for signal in dict.fromkeys(one.signal for one in c.abstentions):
            own = {one.bin: one for one in c.abstentions if one.signal == signal}
            told = " | ".join(f"{own[name].silent} of {own[name].n}" if name in own else "-" for name in bins)
            rows.append(f"| {c.run}, {c.point} | {signal} | {told} |")
    return table("| run, codec point | signal | " + " | ".join(bins) + " |", rows)


def _information(conditions: Sequence[Condition]) -> str:
    rows: list[str] = []
    for c in _at_first_points(conditions):
        for signal, kind in dict.fromkeys((one.signal, one.kind) for one in c.codes):
            own = [one for one in c.codes if (one.signal, one.kind) == (signal, kind)]
            told = ", ".join(f"{one.code or 'nothing'} {one.sessions}" for one in own)
            rows.append(f"| {c.run}, {c.point} | {signal} | {kind} | {own[0].n} | {told} |")
    return table("| run, codec point | signal | sessions of | n | said most, sessions |", rows)


def _failures(conditions: Sequence[Condition]) -> str:
    lines: list[str] = []
    for c in conditions:
        lines += [f"**{c.run}, {c.point}**: {len(c.failures)} of {len(c.sessions)} sessions", ""]
        lines += [f"- {_failed(one)}" for one in c.failures]
        lines.append("")
    return "\n".join(lines).rstrip()


def _failed(one: Failure) -> str:
    return f"{one.kind}: {one.what}, {one.name}: {one.detail}"


TABLES: Final[Mapping[str, Callable[[Sequence[Condition]], str]]] = {
    "outcomes": _outcomes,
    "honest": _honest,
    "outcomes_by_point": outcomes_by_point,
    "signals_by_point": signals_by_point,
    "summary": _summary,
    "signals": _signals,
    "ablation": _ablation,
    "abstention": _abstention,
    "information": _information,
    "failures": _failures,
}
"""By the name that a page asks for."""
