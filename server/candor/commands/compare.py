"""`candor compare`: are two photos of the same person, with the cohort and the operating points of the product?"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from candor.bootstrap.second_opinion import photos_opinion
from candor.commands.output import check_outputs, write_file
from candor.commands.progress import counted
from candor.domain.second_opinion import Ability, SecondOpinion
from candor.errors import UsageError
from candor.evaluation.photo_pairs import PairAnswer, PairComparison, PhotoPair, as_rows, read_pairs
from candor.evaluation.photo_templates import analysers_for, photo_templates
from candor.fusion.identity import Outcome, load_comparator, read_calibration
from candor.inference.dlib_resnet import MODEL_ID
from candor.report.analysis_json import second_opinion_document
from candor.settings import Settings, load_settings

SCHEMA = "candor.compare/1"

_WORDS = {
    Outcome.SAME: "same: the photos are as alike as two photos of one person.",
    Outcome.DIFFERENT: "different: the photos are as unlike as photos of two people.",
    Outcome.CANT_TELL: "cant_tell: the photos could be of one person or of two; compare other photos.",
}


@click.command()
@click.argument("photos", nargs=-1, type=click.Path(path_type=Path), metavar="[PHOTO PHOTO]")
@click.option("--pairs", type=click.Path(path_type=Path), help="CSV with the columns a and b, one pair a line.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the answers here (candor.compare/1).")
@click.option("--second-opinion", is_flag=True, help="Also ask deepface about the two photos (information only).")
@click.option("--model", default=MODEL_ID, show_default=True, help="Embedder, with its own calibration.")
def compare(
    photos: tuple[Path, ...], pairs: Path | None, json_file: Path | None, *, second_opinion: bool, model: str
) -> None:
    """Say whether two photos show the same person: same, different or cant_tell.

    LLR is the natural log of the likelihood ratio, different over same: above 0 speaks for two people. Give two photos,
    or many pairs by --pairs; a bad file then costs its own row only.
    """
    check_outputs((json_file,), inputs=(*photos, pairs))
    if second_opinion and pairs:
        raise UsageError("bad_arguments", "--second-opinion takes two photos, not a list of pairs.")
    asked = _asked(photos, pairs)
    settings = load_settings()
    comparison = _comparison(settings, model)
    answers: list[PairAnswer] = []
    with counted("pairs", len(asked)) as count:
        for pair in asked:
            answers.append(comparison.answer(pair))
            count()
    second = photos_opinion(settings, asked[0].a, asked[0].b) if second_opinion else None
    if json_file:
        _write_json(json_file, settings, model, answers, second)
    if pairs:
        _print_rows(answers, to_stdout=json_file is None)
    else:
        _print_one(answers[0])
        _print_second(second)


def _asked(photos: tuple[Path, ...], pairs: Path | None) -> list[PhotoPair]:
    if pairs is not None and not photos:
        return read_pairs(pairs)
    if pairs is None and len(photos) == 2:
        return [PhotoPair(photos[0], photos[1], {"a": str(photos[0]), "b": str(photos[1])})]
    raise UsageError("bad_arguments", "Give two photos, or a list of pairs: candor compare --pairs PAIRS.csv")


def _comparison(settings: Settings, model: str) -> PairComparison:
    analysers = analysers_for(settings, model)
    return PairComparison(photo_templates(settings, analysers), load_comparator(settings.models_dir, model))


def _write_json(
    path: Path, settings: Settings, model: str, answers: Sequence[PairAnswer], second: SecondOpinion | None
) -> None:
    content = {
        "schema": SCHEMA,
        "model": model,
        "calibration": read_calibration(settings.models_dir, model).version,
        "pairs": as_rows(answers),
        **({"second_opinion": second_opinion_document(second)} if second else {}),
    }
    write_file(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _print_rows(answers: Sequence[PairAnswer], *, to_stdout: bool) -> None:
    if to_stdout:
        rows = as_rows(answers)
        writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else ["a", "b"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return
    counts = {outcome: sum(answer.outcome is outcome for answer in answers) for outcome in Outcome}
    click.echo(f"{len(answers)} pairs: " + ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items()))


def _print_one(answer: PairAnswer) -> None:
    if answer.llr is None:
        raise UsageError(answer.reason, answer.detail)
    click.echo(f"{_WORDS[answer.outcome]}\nLLR {answer.llr:+.2f} (different over same), score {answer.score:.2f}")


def _print_second(second: SecondOpinion | None) -> None:
    if second is None:
        return
    state = second.readiness[Ability.SAME_PERSON]
    said = f"{state.value}; {', '.join(second.missing)}" if second.missing else state.value
    for opinion in second.opinions:
        distance = f"distance {opinion.score:.3f}" if opinion.score is not None else ""
        said = ", ".join(part for part in (opinion.says.value, opinion.reason, distance) if part)
    click.echo(f"second opinion ({second.engine}): {said}")
