"""`candor calibrate`: make cohort, score-to-LLR map and operating points for an embedder from folders of people."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np

from candor.commands.output import check_outputs, write_file
from candor.commands.progress import counted
from candor.errors import UsageError
from candor.evaluation.calibration_files import Provenance, write_calibration
from candor.evaluation.face_folders import Embedded, embed_faces, list_faces
from candor.evaluation.identity import measure_identity
from candor.evaluation.identity_fit import fit, load_recipe
from candor.evaluation.identity_report import as_markdown, as_plain
from candor.evaluation.photo_templates import analysers_for, photo_templates
from candor.settings import Settings, load_settings

_FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("faces_dir", type=_FOLDER)
@click.option("--model", required=True, help="Embedder, by manifest id.")
@click.option("--group", "groups", multiple=True, metavar="NAME=DIR", help="A further group of people; repeatable.")
@click.option("--data", default="", help="Names of the data sets, for the record; default: the groups' names.")
@click.option("--note", default="", help="What else the record should say, e.g. terms of the data.")
@click.option("--date", "made", type=click.DateTime(["%Y-%m-%d"]), help="Date of the record; default: today.")
@click.option("--out", type=_FOLDER, help="Folder for the calibration; default: models/calibration/identity.")
@click.option(
    "--report",
    type=_FOLDER,
    help="Measure error rates on unseen people too and write them here: Markdown, or JSON for a name ending in .json.",
)
def calibrate(
    faces_dir: Path,
    model: str,
    groups: tuple[str, ...],
    data: str,
    note: str,
    made: datetime | None,
    out: Path | None,
    report: Path | None,
) -> None:
    """Calibrate an embedder with the pictures in FACES_DIR: one folder per person, at least two pictures of many.

    Name every further group of people whose faces this embedder may confuse with --group. The cohort that is written
    holds points drawn from statistics of the groups and no template of anybody.
    """
    check_outputs((report,))
    settings = load_settings()
    recipe = load_recipe(settings.models_dir / "calibration" / "identity" / "recipe.toml")
    named = [(faces_dir.name, faces_dir), *(_named(group) for group in groups)]
    embedded = _embedded(settings, model, named)
    faces = embedded.faces
    if report:
        measured = measure_identity(faces, recipe, np.random.default_rng(recipe.cohort.seed))
        plain = as_plain(measured) | {"refused": dict(embedded.refused)}
        write_file(report, json.dumps(plain, indent=2) + "\n" if report.suffix == ".json" else as_markdown(measured))
    day = made.date() if made else datetime.now(tz=UTC).date()
    provenance = Provenance(model, data or ", ".join(name for name, _ in named), day, note)
    folder = out or settings.models_dir / "calibration" / "identity"
    fitted = fit(faces, recipe)
    path = write_calibration(folder, fitted, recipe, provenance)
    refused = sum(embedded.refused.values())
    click.echo(f"{len(faces.person)} pictures of {fitted.people} people, {refused} without a usable face. Wrote {path}")


def _named(group: str) -> tuple[str, Path]:
    name, equals, folder = group.partition("=")
    if not equals or not name or not folder:
        raise UsageError("bad_group", f"--group {group} is no NAME=DIR. Write, for example, --group asia=faces/asia")
    return name, Path(folder)


def _embedded(settings: Settings, model: str, named: list[tuple[str, Path]]) -> Embedded:
    images = list_faces(named)
    templates = photo_templates(settings, analysers_for(settings, model))
    with counted("pictures", len(images)) as count:
        return embed_faces(images, templates, count)
