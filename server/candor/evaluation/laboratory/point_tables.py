"""What does the call's network change? The same sessions at each codec point, side by side, by species and by signal.

Of runs that play several points; one row of a table is one species or one signal, one column one point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from candor.evaluation.comparisons import Rate
from candor.evaluation.laboratory.cells import errors_of_n, plain, table
from candor.evaluation.laboratory.findings import Condition
from candor.evaluation.laboratory.measures import Cell
from candor.evaluation.laboratory.outcomes import ALL

_Run = Mapping[str, Condition]
"""Conditions of one run by codec point."""


def outcomes_by_point(conditions: Sequence[Condition]) -> str:
    """Return how sessions ended at the shipped bounds: missed attacks, and false alarms of the honest."""
    runs = _of_several_points(conditions)
    points = _points(runs)
    rows: list[str] = []
    for name, run in runs.items():
        rows += [_row(f"{name} | {kind}", cells, points) for kind, cells in _endings(run).items()]
    return table("| run | sessions | " + " | ".join(points) + " |", rows)


def signals_by_point(conditions: Sequence[Condition]) -> str:
    """Return the AUC of each subject's raw score against one species, the same at all points.

    The species is the one that it tells best over all points: the lowest mean Cllr_min, of those judged at every point
    at which the subject judged any.
    """
    runs = _of_several_points(conditions)
    points = _points(runs)
    rows: list[str] = []
    for name, run in runs.items():
        for subject in dict.fromkeys(one.name for c in run.values() for one in c.subjects):
            judged = {point: _judged(c, subject) for point, c in run.items()}
            best = _strongest([cells for cells in judged.values() if cells])
            if best:
                told = {point: _told(cells.get(best)) for point, cells in judged.items()}
                rows.append(_row(f"{name} | {subject} | {best}", told, points))
    return table("| run | signal | against | " + " | ".join(points) + " |", rows)


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
        kinds |= {f"{one.species}: missed": one.missed_amber for one in condition.species}
        for kind, rate in kinds.items():
            found.setdefault(kind, {})[point] = errors_of_n(rate)
    return found


def _judged(condition: Condition, subject: str) -> dict[str, Cell]:
    """Return its cells by species, of the species that it could judge."""
    cells = [cell for one in condition.subjects if one.name == subject for cell in one.cells]
    return {cell.species: cell for cell in cells if cell.auc is not None and cell.cllr_min is not None}


def _strongest(judged: Sequence[Mapping[str, Cell]]) -> str:
    """Return the species with the lowest mean Cllr_min; empty when nothing was judged."""
    species = {name for cells in judged for name in cells}
    everywhere = [name for name in sorted(species) if all(name in cells for cells in judged)] or sorted(species)

    def cost(name: str) -> float:
        costs = [cells[name].cllr_min for cells in judged if name in cells]
        return sum(one.value for one in costs if one is not None) / len(costs)

    return min(everywhere, key=cost, default="")


def _told(cell: Cell | None) -> str:
    return "-" if cell is None else f"{plain(cell.auc)}, {cell.judged} of {cell.n}"
