"""What does the call's network change? The same sessions at each codec point, side by side, by species and by signal.

Of runs that play several points; one row of a table is one species or one signal, one column one point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import numpy as np

from candor.evaluation.comparisons import Rate
from candor.evaluation.laboratory.cells import errors_of_n, plain, table
from candor.evaluation.laboratory.findings import Condition
from candor.evaluation.laboratory.measures import Cell
from candor.evaluation.laboratory.outcomes import ALL, rate_of

_SEED: Final = 1
"""Of the bootstrap."""
_NONE: Final = "No run was played at several codec points."
_Run = Mapping[str, Condition]
"""Conditions of one run by codec point."""


def outcomes_by_point(conditions: Sequence[Condition]) -> str:
    """Return how sessions ended at the shipped bounds: false alarms of the honest, missed attacks.

    All attacks together are no error rate (a mix of species, as many as were played): they show what a point changes.
    """
    runs = _of_several_points(conditions)
    points = _points(runs)
    rows: list[str] = []
    for name, run in runs.items():
        rows += [_row(f"{name} | {kind}", cells, points) for kind, cells in _endings(run).items()]
    return table("| run | sessions | " + " | ".join(points) + " |", rows) if points else _NONE


def signals_by_point(conditions: Sequence[Condition]) -> str:
    """Return the AUC of each subject's raw score against one species, the same at all points.

    Of the species that are played at these points it is the one that the subject tells best (Cllr_min) where most of
    its sessions were judged, in any run.
    """
    runs = _of_several_points(conditions)
    points = _points(runs)
    rows: list[str] = []
    for name, run in runs.items():
        species = {one.species for c in run.values() for one in c.species}
        for subject in dict.fromkeys(one.name for c in run.values() for one in c.subjects):
            best = _strongest([_judged(c, subject) for c in conditions], species)
            told = {point: _told(_judged(c, subject).get(best)) for point, c in run.items()}
            if set(told.values()) != {"-"}:
                rows.append(_row(f"{name} | {subject} | {best}", told, points))
    return table("| run | signal | against | " + " | ".join(points) + " |", rows) if points else _NONE


def _of_several_points(conditions: Sequence[Condition]) -> dict[str, _Run]:
    runs = {c.run: {one.point: one for one in conditions if one.run == c.run} for c in conditions}
    return {name: run for name, run in runs.items() if len(run) > 1}


def _points(runs: Mapping[str, _Run]) -> list[str]:
    return list(dict.fromkeys(point for run in runs.values() for point in run))


def _row(start: str, cells: Mapping[str, str], points: Sequence[str]) -> str:
    return f"| {start} | " + " | ".join(cells.get(point, "-") for point in points) + " |"


def _endings(run: _Run) -> dict[str, dict[str, str]]:
    """Return how often each kind of session ended as it should not, by kind and point."""
    found: dict[str, dict[str, str]] = {"honest: amber or red": {}, "honest: red": {}}
    for point, condition in run.items():
        kinds: dict[str, Rate] = {}
        for one in condition.bona_fide:
            if one.recipe == ALL:
                kinds |= {"honest: amber or red": one.amber, "honest: red": one.red}
        attacks = [one for one in condition.sessions if one.recorded.is_attack]
        if attacks:
            rng = np.random.default_rng(_SEED)
            kinds["all attacks: missed"] = rate_of(attacks, lambda one: one.fused.amber_at_s is None, rng)
        kinds |= {f"{one.species}: missed": one.missed_amber for one in condition.species}
        for kind, rate in kinds.items():
            found.setdefault(kind, {})[point] = errors_of_n(rate)
    return found


def _judged(condition: Condition, subject: str) -> dict[str, Cell]:
    """Return its cells by species, of the species that it could judge."""
    cells = [cell for one in condition.subjects if one.name == subject for cell in one.cells]
    return {cell.species: cell for cell in cells if cell.auc is not None and cell.cllr_min is not None}


def _strongest(judged: Sequence[Mapping[str, Cell]], species: AbstractSet[str]) -> str:
    """Return the species with the lowest Cllr_min where most was judged; empty when none was."""
    best: dict[str, Cell] = {}
    for name, cell in (pair for cells in judged for pair in cells.items() if pair[0] in species):
        if name not in best or cell.judged > best[name].judged:
            best[name] = cell
    costs = {name: cell.cllr_min.value for name, cell in best.items() if cell.cllr_min is not None}
    return min(costs, key=lambda name: costs[name], default="")


def _told(cell: Cell | None) -> str:
    return "-" if cell is None else f"{plain(cell.auc)}, {cell.judged} of {cell.n}"
