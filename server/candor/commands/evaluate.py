"""`candor evaluate`: error rates with intervals on a labelled data set, by the same pipeline as a live call."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from candor.bootstrap.second_opinion import load_min_context, opened
from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.challenges.light_plan import load_light_plan
from candor.commands.id_documents import id_documents
from candor.commands.laboratory import Wanted, run_laboratory
from candor.commands.output import check_outputs, write_file
from candor.commands.progress import counted
from candor.commands.screening_trial import screening_trial
from candor.commands.swap_checks import checks_under_swaps
from candor.domain.identity import Template
from candor.domain.second_opinion import Ability, Readiness
from candor.domain.sound import SoundCodec
from candor.errors import UsageError
from candor.evaluation.check_chance import chance_report, checks_by_chance
from candor.evaluation.clip_templates import measure
from candor.evaluation.codec_grid import GRID, GridPoint
from candor.evaluation.datasets import Dataset, LabelledRecording, load_dataset
from candor.evaluation.digit_trials import digit_report, digit_trials, hearing_of
from candor.evaluation.evaluation_report import as_document, as_markdown
from candor.evaluation.id_documents.plan_file import Part, is_id_documents
from candor.evaluation.judge import judge_pairs, judge_recordings
from candor.evaluation.laboratory.lab_file import is_laboratory
from candor.evaluation.light_series import light_series
from candor.evaluation.light_trials import light_report, light_trials
from candor.evaluation.metrics import rates_by_kind, rates_of_pairs
from candor.evaluation.photo_pairs import PairComparison
from candor.evaluation.photo_templates import photo_templates
from candor.evaluation.scenario_report import attack_report, bona_fide_report
from candor.evaluation.scenario_runs import honest, repetitions, substitutions
from candor.evaluation.screening.trial_file import is_screening_trial
from candor.evaluation.second_opinion import look_at_all, second_opinion_report
from candor.evaluation.sound_reading import heard
from candor.evaluation.sound_report import sound_report
from candor.evaluation.sound_stretches import Heard
from candor.evaluation.sound_trials import STILL, sound_trials
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
    type=click.Choice(
        [
            *("bona-fide", "substitutions", "repetitions", "second-opinion", "light", "light-series", "sound"),
            *("spoken-digits", "checks-under-swaps", "checks-by-chance"),
        ]
    ),
    help="Play whole interviews made from the bona fide recordings and tell how they end.",
)
@click.option("--codec", type=click.Choice(list(GRID)), help="With bona-fide: what the call makes of it on the way.")
@click.option(
    "--sound-as",
    type=click.Choice(list(SoundCodec)),
    default=SoundCodec.OPUS,
    help="With sound and spoken-digits: as what the extension sends it.",
)
@click.option(
    "--only",
    "runs",
    multiple=True,
    metavar="RUN",
    help="Laboratory: only this run; checks-under-swaps: this check; may be given again.",
)
@click.option(
    "--at-most",
    type=click.IntRange(1),
    help="Laboratory: so many recordings of each kind; checks-under-swaps: of each person.",
)
@click.option("--fill", type=_FILE, help="Laboratory: make the tables of the Markdown pages of this folder anew.")
@click.option(
    "--memory", type=_FILE, help="Laboratory, checks-under-swaps: where what was played is kept (JSON lines)."
)
@click.option(
    "--part",
    type=click.Choice(["report", "tune"]),
    default="report",
    show_default=True,
    help="ID documents, screening: which half of templates and people, or which seed.",
)
@click.option("--contact-sheet", is_flag=True, help="Laboratory: show made pictures in the HTML report. Keep it local.")
def evaluate(
    dataset_file: Path,
    *,
    json_file: Path | None,
    report_file: Path | None,
    templates: bool,
    scenarios: str | None,
    codec: str | None,
    sound_as: str,
    runs: tuple[str, ...],
    at_most: int | None,
    fill: Path | None,
    memory: Path | None,
    part: Part,
    contact_sheet: bool,
) -> None:
    """Judge the recordings and photo pairs of DATASET.toml and print error rates with 95 % intervals.

    Per attack species APCER, for bona fide recordings BPCER, each at amber and at red; time to the warning; how often
    nothing could be told; for photo pairs FMR and FNMR. A laboratory (candor.laboratory/1) first makes attacks and
    honest trouble of its recordings and sends all through codec points. docs/evaluation-json.md shows the formats.
    """
    check_outputs((json_file, report_file, memory), inputs=(dataset_file,))
    settings = load_settings()
    if is_laboratory(dataset_file):
        if templates or scenarios:
            raise UsageError("not_of_a_laboratory", "--templates and --scenarios are for a data set, not a laboratory.")
        wanted = Wanted(runs, at_most or 0, json_file, report_file, fill, memory, contact_sheet)
        return run_laboratory(dataset_file, wanted, settings)
    played = _plan_of(dataset_file)
    if played:
        if templates or scenarios or json_file:
            raise UsageError(
                "not_of_a_plan", "A plan of ID documents or of screening goes with --part and --report only."
            )
        return _tell(played(dataset_file, part, settings), report_file)
    under_swaps = scenarios == "checks-under-swaps"
    if fill or contact_sheet or ((runs or at_most or memory) and not under_swaps):
        sentence = "--only, --at-most, --fill, --memory and --contact-sheet are for a laboratory, not a data set."
        raise UsageError("only_of_a_laboratory", sentence)
    _check_tables(json_file, scenarios, codec, templates=templates)
    dataset = load_dataset(dataset_file)
    sessions = SessionMaker(settings)()
    if scenarios == "second-opinion":
        report = _second_opinion(dataset, sessions, settings)
    elif under_swaps:
        report = checks_under_swaps(dataset.recordings, sessions, settings, _SEED, runs, at_most, memory)
    elif scenarios:
        report = _scenarios(dataset, sessions, scenarios, GRID.get(codec or ""), SoundCodec(sound_as))
    elif templates:
        report = _templates(dataset, sessions, settings)
    else:
        report = _judged(dataset, sessions, settings, json_file)
    return _tell(report, report_file)


def _check_tables(json_file: Path | None, scenarios: str | None, codec: str | None, *, templates: bool) -> None:
    if json_file and (templates or scenarios):
        sentence = "--templates and --scenarios write Markdown tables: use --report instead of --json."
        raise UsageError("no_json_of_tables", sentence)
    if codec and scenarios != "bona-fide":
        raise UsageError("bad_arguments", "--codec goes with --scenarios bona-fide.")


def _templates(dataset: Dataset, sessions: Sessions, settings: Settings) -> str:
    comparator = load_comparator(settings.models_dir, photo_templates(settings, sessions.analysers).model)
    return measure(dataset, sessions.analysers, sessions.rules.pipeline, comparator)


def _judged(dataset: Dataset, sessions: Sessions, settings: Settings, json_file: Path | None) -> str:
    """Judge recordings and pairs as they are."""
    photos = photo_templates(settings, sessions.analysers)
    comparison = PairComparison(photos, load_comparator(settings.models_dir, photos.model))
    with counted("recordings", len(dataset.recordings)) as count:
        judged = judge_recordings(dataset, sessions, photos, count)
    with counted("pairs", len(dataset.pairs)) as count:
        answers = judge_pairs(dataset, comparison, count)
    rng = np.random.default_rng(_SEED)
    kinds, pairs = rates_by_kind(judged, rng), rates_of_pairs(answers, rng)
    if json_file:
        document = as_document(dataset.name, kinds, pairs, judged, versions_in_force(settings))
        write_file(json_file, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    return as_markdown(dataset.name, kinds, pairs, judged)


def _plan_of(path: Path) -> Callable[[Path, Part, Settings], str] | None:
    """Return what plays a plan that is no data set of recordings; None for a data set."""
    if is_id_documents(path):
        return id_documents
    return screening_trial if is_screening_trial(path) else None


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


def _sound(dataset: Dataset, sessions: Sessions, sent_as: SoundCodec) -> str:
    speaking = [one for one in dataset.recordings if not one.is_attack]
    silent = [one for one in dataset.recordings if one.species == STILL]
    if len({one.person for one in speaking}) < 2:
        raise UsageError("too_few_people", "Trials of sound need bona fide recordings of two people at least.")
    read: list[Heard] = []
    with counted("recordings", len(speaking) + len(silent)) as count:
        for recording in (*speaking, *silent):
            read.append(heard(recording, sessions, _SEED, sent_as))
            count()
    voices, faces = read[: len(speaking)], read[len(speaking) :]
    return sound_report(sound_trials(voices, faces, sessions, _SEED))


def _checks(recordings: Sequence[LabelledRecording], sessions: Sessions, which: str, sent_as: SoundCodec) -> str:
    """Play movement checks and spoken digits."""
    if which == "checks-by-chance":
        return chance_report(list(checks_by_chance(recordings, sessions)))
    hearing = hearing_of(sessions.analysers, sessions.rules.pipeline.sound, sessions.rules.challenges, sent_as)
    return digit_report(list(digit_trials(recordings, hearing, _SEED)))


def _scenarios(dataset: Dataset, sessions: Sessions, which: str, point: GridPoint | None, sent_as: SoundCodec) -> str:
    recordings = [recording for recording in dataset.recordings if not recording.is_attack]

    def template_of(rgb: NDArray[np.uint8]) -> Template:
        return face_template(rgb, sessions.analysers, sessions.rules.pipeline.reference)

    if which == "bona-fide":
        return bona_fide_report(list(honest(recordings, dataset.fps, template_of, sessions.open, point)))
    if which == "substitutions":
        return attack_report(list(substitutions(recordings, dataset.fps, template_of, sessions.open)))
    if which == "sound":
        return _sound(dataset, sessions, sent_as)
    if which in {"spoken-digits", "checks-by-chance"}:
        return _checks(recordings, sessions, which, sent_as)
    if which in {"light", "light-series"}:
        played = light_trials if which == "light" else light_series
        return light_report(list(played(recordings, sessions, load_light_plan(load_settings().models_dir), _SEED)))
    return attack_report(list(repetitions(recordings, dataset.fps, sessions.open)))
