"""`candor watchlists measure`: how well are altered names found, how often is a stranger taken for one?"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from candor.commands.output import check_outputs, write_file
from candor.evaluation.names.finders import CandorFinder, Finder, NomenklaturaFinder, TokenSortFinder
from candor.evaluation.names.material import Half, Material, load_material
from candor.evaluation.names.report import (
    Measured,
    failures,
    pair_table,
    recall_table,
    side_by_side,
    stranger_table,
    threshold_of,
)
from candor.evaluation.names.speed import searched
from candor.evaluation.names.trials import listed_trials, pair_trials, severities, stranger_trials
from candor.settings import load_settings
from candor.watchlists.limits import NameLimits, load_limits

SEED = "20261127"
EVERY = 5
"""Finders beside each other are asked every so-manieth stranger: one of them takes long."""


@click.command("measure")
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--half", type=click.Choice(["tune", "report"]), default="report", help="Thresholds are chosen on tune.")
@click.option("--beside", is_flag=True, help="Also rapidfuzz's token sort ratio, at its own threshold.")
@click.option("--nomenklatura", type=click.Path(exists=True, path_type=Path), help="A Python that has it: beside, too.")
@click.option("--speed", type=click.IntRange(1000), metavar="NAMES", help="Only time so many made applicants.")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Write the tables here as Markdown.")
def measure(
    data: Path, half: Half, beside: bool, nomenklatura: Path | None, speed: int | None, report_file: Path | None
) -> None:
    """Alter listed names of DATA (the shared folder), and ask for strangers: recall, false findings, intervals."""
    check_outputs([report_file])
    limits = load_limits(load_settings().models_dir / "calibration")
    started = time.process_time()
    material = load_material(data, limits, datetime.now(UTC).date())
    opened_s = time.process_time() - started
    if speed is not None:
        text = _speed(material, speed, opened_s)
    else:
        finders: dict[str, Finder] = {"token sort ratio": TokenSortFinder(material)} if beside else {}
        if nomenklatura is not None:
            finders["nomenklatura, logic-v2"] = NomenklaturaFinder(material, nomenklatura)
        text = _tables(material, limits, half, finders)
    click.echo(text)
    if report_file is not None:
        write_file(report_file, text + "\n")


def _tables(material: Material, limits: NameLimits, half: Half, finders: dict[str, Finder]) -> str:
    trials = listed_trials(CandorFinder(material), material, half, SEED)
    parts = [
        f"## Found in the top result ({half})",
        recall_table(trials, limits.at_least),
        f"## Strangers ({material.on_a_list} names that stand letter for letter on a list left out)",
        stranger_table(severities(material, half)),
        "## Two scripts",
        pair_table(pair_trials(material.pairs), limits.at_least),
    ]
    if finders:
        beside = {"Candor": CandorFinder(material), **finders}
        measured = [_measured(name, finder, material) for name, finder in beside.items()]
        parts += ["## Side by side", side_by_side(measured)]
    return "\n\n".join([*parts, "## Not found", failures(trials, limits.at_least)])


def _measured(name: str, finder: Finder, material: Material) -> Measured:
    threshold = threshold_of(stranger_trials(finder, material, "tune", EVERY))
    trials = listed_trials(finder, material, "report", SEED)
    return Measured(name, threshold, trials, stranger_trials(finder, material, "report", EVERY))


def _speed(material: Material, names: int, opened_s: float) -> str:
    seconds, found = searched(material, names, SEED)
    memory_mb = _peak_kb() / 1000
    entries: Sequence[object] = material.lists.entries
    return (
        f"{names} applicants, each with name, employer and e-mail, against {len(entries)} entries: {seconds:.0f} s of "
        f"one core ({1000 * seconds / names:.2f} ms each), {found} with a hit; lists opened in {opened_s:.1f} s; "
        f"{memory_mb:.0f} MB at most."
    )


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
