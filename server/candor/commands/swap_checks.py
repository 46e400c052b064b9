"""The part of `candor evaluate` that plays checks under swaps: what was not played before, then the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import candor
from candor.bootstrap.sessions import Sessions
from candor.commands.progress import counted
from candor.errors import UsageError
from candor.evaluation.check_report import check_report
from candor.evaluation.check_trials import PlayedCheck, TrialPlan, check_trials, some_of_each
from candor.evaluation.checked_clips import KINDS
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.laboratory.memory import Memory, code_version
from candor.inference.default_set import model_store
from candor.settings import Settings
from candor.signals.check_degradation import CheckDegradation, weighed_names

_MADE_BY = ("check_besides", "check_trials", "checked_clips", "codec_grid", "hand_ways", "rendered_hand", "turn_places")
"""Modules of candor.evaluation that trials are made by, besides recipes."""
_ALL = 1000


def checks_under_swaps(
    recordings: Sequence[LabelledRecording],
    sessions: Sessions,
    settings: Settings,
    seed: int,
    only: Sequence[str],
    each: int | None,
    memory: Path | None,
) -> str:
    """Play checks that a swapped face may not survive; return the tables.

    Args:
        recordings: bona fide; attacks are live swaps of the recordings in the same files.
        sessions: models and rules.
        settings: where models are.
        seed: of all that is made and of the bootstrap.
        only: these kinds of checks; all of them when empty.
        each: so many recordings of each person; None: all.
        memory: where trials are kept; None: nowhere.

    Raises:
        UsageError: there are not two people, a kind is not known, or the memory cannot be used.
    """
    bona_fide = [recording for recording in recordings if not recording.is_attack]
    if len({recording.person for recording in bona_fide}) < 2:
        raise UsageError("too_few_people", "Checks under swaps need bona fide recordings of two people at least.")
    unknown = sorted(set(only) - set(KINDS))
    if unknown:
        sentence = f"{unknown[0]!r} is not played under swaps; these checks are: {', '.join(KINDS)}."
        raise UsageError("no_such_run", sentence)
    kinds = [kind for kind in KINDS if not only or kind in only]
    kept = Memory(memory, PlayedCheck) if memory else None
    plan = TrialPlan(seed, each or _ALL, kinds, memory=kept, code=_code(settings) if kept else "")
    with counted("recordings", len(some_of_each(bona_fide, plan.each))) as count:
        trials = list(check_trials(recordings, sessions, plan, count))
    calibration = sessions.rules.calibrations[CheckDegradation.name]
    return check_report(trials, {kind: weighed_names(kind, calibration) for kind in KINDS}, seed)


def _code(settings: Settings) -> str:
    """Return the version of all that a trial depends on besides its recordings."""
    package, store = Path(candor.__file__).parent, model_store(settings)
    installed = (entry.id for entry in store.manifest.models if store.path(entry).exists())
    own = b"".join((package / "evaluation" / f"{name}.py").read_bytes() for name in _MADE_BY)
    return code_version(package, settings.models_dir, installed) + hashlib.sha256(own).hexdigest()[:16]
