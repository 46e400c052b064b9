"""How is a laboratory run looked at? One HTML page that loads nothing: tables, DET curves, timelines, contact sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from candor.evaluation.laboratory.charts import det_chart, timeline
from candor.evaluation.laboratory.contact_sheet import Strip
from candor.evaluation.laboratory.findings import Condition
from candor.evaluation.laboratory.lab_file import Laboratory
from candor.evaluation.laboratory.scores import FUSED, Played, score
from candor.evaluation.laboratory.tables import TABLES

_EXAMPLES: Final = 2
"""Timelines of each species that are shown besides the failures."""
_MOST_TIMELINES: Final = 300


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing with its caption."""

    caption: str
    svg: str


def render_page(
    laboratory: Laboratory, conditions: Sequence[Condition], strips: Sequence[Strip], versions: dict[str, str]
) -> str:
    """Return the page."""
    loader = PackageLoader("candor.evaluation.laboratory", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html").render(
        laboratory=laboratory,
        conditions=[
            {
                "name": f"{condition.run}, {condition.point}",
                "sessions": len(condition.sessions),
                "tables": [(name, _rows(made([condition]))) for name, made in TABLES.items() if name != "failures"],
                "curves": _curves(condition),
                "timelines": _timelines(condition),
                "failures": condition.failures,
            }
            for condition in conditions
        ],
        strips=strips,
        versions=versions,
    )


def _rows(markdown: str) -> list[list[str]]:
    """Return the cells of a Markdown table, its head first, without the row of dashes and the column of the run."""
    lines = [line.strip("|").split("|")[1:] for line in markdown.splitlines()]
    return [[cell.strip() for cell in line] for i, line in enumerate(lines) if i != 1]


def _curves(condition: Condition) -> list[Drawn]:
    """Return a plot of everything fused, and of each question and signal that says something against some species."""
    drawn: list[Drawn] = []
    for subject in condition.subjects:
        against = [cell.species for cell in subject.cells if cell.auc_llr and (cell.auc_llr.value > 0.5)]
        names = [c.species for c in subject.cells] if subject.name == FUSED else against
        bona_fide = _peaks([one for one in condition.sessions if not one.recorded.is_attack], subject.name)
        if names and len(bona_fide):
            scores = {
                name: _peaks([one for one in condition.sessions if one.recorded.species == name], subject.name)
                for name in names
            }
            drawn.append(Drawn(subject.name, det_chart(bona_fide, scores, f"DET curves of {subject.name}")))
    return drawn


def _peaks(sessions: Sequence[Played], subject: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([score(one, subject).peak for one in sessions], dtype=np.float64)


def _timelines(condition: Condition) -> list[Drawn]:
    """Return the timelines of the failures, and of a few sessions of each kind."""
    shown: dict[str, int] = {}
    drawn: list[Drawn] = []
    for one in condition.sessions:
        recorded, is_alarmed = one.recorded, one.fused.amber_at_s is not None
        kind = recorded.species or f"bona fide, {recorded.recipe}"
        has_failed = recorded.is_attack != is_alarmed
        shown[kind] = shown.get(kind, 0) + 1
        if (has_failed or shown[kind] <= _EXAMPLES) and len(drawn) < _MOST_TIMELINES:
            verdict = "failed" if has_failed else "as it should"
            begins = recorded.attack_from_s if recorded.is_attack else None
            caption = f"{kind}: {recorded.name} ({verdict})"
            drawn.append(Drawn(caption, timeline(one.fused, recorded.duration_s, begins)))
    return sorted(drawn, key=lambda one: one.caption)
