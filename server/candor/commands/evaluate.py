"""`candor evaluate`: error rates with intervals on a labelled data set, by the same pipeline as a live call."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from candor.bootstrap.second_opinion import load_min_context, opened
from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.challenges.light_plan import load_light_plan
from candor.commands.output import check_outputs, write_file
from candor.commands.progress import counted
from candor.domain.identity import Template
from candor.domain.second_opinion import Ability, Readiness
from candor.errors import UsageError
from candor.evaluation.clip_templates import measure
from candor.evaluation.codec_grid import GRID, GridPoint
from candor.evaluation.datasets import Dataset, load_dataset
from candor.evaluation.evaluation_report import as_document, as_markdown
from candor.evaluation.held_photos import held_photo_report, held_photos
from candor.evaluation.judge import judge_pairs, judge_recordings
from candor.evaluation.light_trials import light_report, light_trials
from candor.evaluation.metrics import rates_by_kind, rates_of_pairs
from candor.evaluation.photo_pairs import PairComparison
from candor.evaluation.photo_templates import photo_templates
from candor.evaluation.scenario_report import attack_report, bona_fide_report
from candor.evaluation.scenario_runs import honest, repetitions, substitutions
from candor.evaluation.second_opinion import look_at_all, second_opinion_report
from candor.fusion.identity import load_comparator
from candor.inference.versions import versions_in_force
from candor.pipeline.reference import face_template
from candor.second_opinion.weights import sentences
from candor.settings import Settings, load_settings

_FILE = click.Path(path_type=Path)
_SEED = 20261122
"""Of the bootstrap and of made attacks: the same data give the same numbers."""


@click.command()
@click.argument("dataset_file", metavar="DATASET.toml", type=_FILE)
@click.option("--json", "json_file", type=_FILE, help="Write candor.evaluation/1 here.")
@click.option("--report", "report_file", type=_FILE, help="Write the tables here as Markdown.")
@click.option("--templates", is_flag=True, help="Only compare photos with ten-second templates of the recordings.")
@click.option(
    "--scenarios",
    type=click.Choice(["bona-fide", "substitutions", "repetitions", "held-photos", "second-opinion", "light"]),
    help="Play whole interviews made from the bona fide recordings and tell how they end.",
)
@click.option("--codec", type=click.Choice(list(GRID)), help="With bona-fide: what the call makes of it on the way.")
def evaluate(
    dataset_file: Path,
    *,
    json_file: Path | None,
    report_file: Path | None,
    templates: bool,
    scenarios: str | None,
    codec: str | None,
) -> None:
    """Judge the recordings and photo pairs of DATASET.toml and print error rates with 95 % intervals.

    Per attack species APCER, for bona fide recordings BPCER, each at amber and at red; time to the warning; how often
    nothing could be told; for photo pairs FMR and FNMR. docs/evaluation-json.md shows both formats.
    """
    check_outputs((json_file, report_file), inputs=(dataset_file,))
    if json_file and (templates or scenarios):
        sentence = "--templates and --scenarios write Markdown tables: use --report instead of --json."
        raise UsageError("no_json_of_tables", sentence)
    if codec and scenarios != "bona-fide":
        raise UsageError("bad_arguments", "--codec goes with --scenarios bona-fide.")
    dataset = load_dataset(dataset_file)
    settings = load_settings()
    sessions = SessionMaker(settings)()
    if scenarios == "second-opinion":
        _tell(_second_opinion(dataset, sessions, settings), report_file)
        return
    if scenarios:
        _tell(_scenarios(dataset, sessions, scenarios, GRID.get(codec or "")), report_file)
        return
    photos = photo_templates(settings, sessions.analysers)
    comparator = load_comparator(settings.models_dir, photos.model)
    if templates:
        _tell(measure(dataset, sessions.analysers, sessions.rules.pipeline, comparator), report_file)
        return
    comparison = PairComparison(photos, comparator)
    with counted("recordings", len(dataset.recordings)) as count:
        judged = judge_recordings(dataset, sessions, photos, count)
    with counted("pairs", len(dataset.pairs)) as count:
        answers = judge_pairs(dataset, comparison, count)
    rng = np.random.default_rng(_SEED)
    kinds, pairs = rates_by_kind(judged, rng), rates_of_pairs(answers, rng)
    report = as_markdown(dataset.name, kinds, pairs, judged)
    if json_file:
        document = as_document(dataset.name, kinds, pairs, judged, versions_in_force(settings))
        write_file(json_file, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    _tell(report, report_file)


def _tell(report: str, report_file: Path | None) -> None:
    """Print a report, and write it where it was asked for."""
    report = report.rstrip("\n") + "\n"
    if report_file:
        write_file(report_file, report)
    click.echo(report, nl=False)


def _second_opinion(dataset: Dataset, sessions: Sessions, settings: Settings) -> str:
    with opened(settings) as (witness, equipment), counted("recordings", len(dataset.recordings)) as count:
        if equipment.readiness[Ability.LIVENESS] is not Readiness.READY:
            raise UsageError("no_second_opinion", f"The {sentences(equipment)[0]}.")
        looks = look_at_all(dataset.recordings, dataset.fps, sessions.analysers.detector, witness, count)
        return second_opinion_report(list(looks), load_min_context(settings.models_dir))


def _scenarios(dataset: Dataset, sessions: Sessions, which: str, point: GridPoint | None) -> str:
    recordings = [recording for recording in dataset.recordings if not recording.is_attack]

    def template_of(rgb: NDArray[np.uint8]) -> Template:
        return face_template(rgb, sessions.analysers, sessions.rules.pipeline.reference)

    if which == "bona-fide":
        return bona_fide_report(list(honest(recordings, dataset.fps, template_of, sessions.open, point)))
    if which == "substitutions":
        return attack_report(list(substitutions(recordings, dataset.fps, template_of, sessions.open)))
    if which == "held-photos":
        answers = list(held_photos(recordings, dataset.fps, _SEED, sessions.open))
        return held_photo_report(answers, sessions.rules.fusion.bounds.amber_llr)
    if which == "light":
        return light_report(
            list(light_trials(recordings, sessions, load_light_plan(load_settings().models_dir), _SEED))
        )
    return attack_report(list(repetitions(recordings, dataset.fps, sessions.open)))
