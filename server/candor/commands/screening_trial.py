"""`candor evaluate` with a trial of screening: made applicants, screened as `candor screen` does."""

from __future__ import annotations

import json
import os
import random
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from candor.bootstrap.screening import MeansMaker
from candor.bootstrap.watchlists import list_store
from candor.commands.progress import counted
from candor.evaluation.id_documents.plan_file import Part
from candor.evaluation.screening.outcome import outcome_of
from candor.evaluation.screening.people import Made, Maker
from candor.evaluation.screening.ring import ring
from candor.evaluation.screening.trial_file import Trial, load_trial
from candor.evaluation.screening.trial_report import Speed, trial_report
from candor.services.screen_files import Progress, screen_file
from candor.settings import Settings


def screening_trial(path: Path, part: Part, settings: Settings) -> str:
    """Return the tables of a trial.

    Raises:
        ConfigurationError: the trial cannot be used.
    """
    trial = load_trial(path)
    seed = trial.tune_seed if part == "tune" else trial.report_seed
    made = made_applicants(trial, seed)
    workers, began = os.cpu_count() or 1, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, counted("applicants", len(made)) as done:
        file = Path(folder) / "applicants.jsonl"
        file.write_text("".join(json.dumps(each.values, ensure_ascii=False) + "\n" for each in made), encoding="utf-8")
        shown = [0]

        def judging(judged: int, _all: int) -> None:
            while shown[0] < judged:
                shown[0] += 1
                done()

        make = MeansMaker(settings, datetime.now(UTC).date())
        base = screen_file(file, Path(folder) / "state", make, workers, Progress(judging=judging))
        wall_s = time.perf_counter() - began
        outcome = outcome_of(made, (json.loads(content) for _, content in base.results()))
        base.close()
    return trial_report(trial, part, seed, outcome, _speed(len(made), wall_s, workers, _lists(settings)))


def made_applicants(trial: Trial, seed: int) -> list[Made]:
    """Return honest applicants and the ring, in any order."""
    chance = random.Random(seed)  # noqa: S311 - people are made, not secrets
    maker = Maker(trial.honest_rates, chance)
    made = [*maker.honest(trial.honest), *ring(trial, maker, chance)]
    chance.shuffle(made)
    return made


def _lists(settings: Settings) -> str:
    heads = list_store(settings).heads()
    return ", ".join(["high-risk", *(f"{head.id} {head.version}" for head in heads)])


def _speed(applicants: int, wall_s: float, workers: int, lists: str) -> Speed:
    here, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = here.ru_utime + here.ru_stime + below.ru_utime + below.ru_stime
    return Speed(applicants, wall_s, cpu_s, workers, max(here.ru_maxrss, below.ru_maxrss) / 1024, lists)
