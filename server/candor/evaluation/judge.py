"""What does the product show for each labelled recording and photo pair? The same session as a live call.

Second station of `candor evaluate`: labelled files in, outcomes out. What is wrong with one file costs that file only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Protocol

from candor.domain.assessment import Assessment
from candor.domain.identity import Template
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief
from candor.domain.questions import Question, State
from candor.errors import DecodeError, ReferencePhotoError
from candor.evaluation.datasets import Dataset, LabelledPair, LabelledRecording
from candor.evaluation.metrics import Judged
from candor.evaluation.photo_pairs import PairComparison, PhotoPair
from candor.fusion.identity import Outcome
from candor.pipeline.recording import Crop, open_recording
from candor.pipeline.replay import Steps, replay

_AMBER = (State.PLEASE_CHECK, State.PAUSE_AND_VERIFY)
_RED = (State.PAUSE_AND_VERIFY,)
_UNANSWERED = (State.CANT_TELL, State.CHECKING)


class SessionOpener(Protocol):
    """What is needed of bootstrap.Sessions."""

    def open(self, brief: Brief, checkpoint: bytes | None = None) -> Steps:
        """Start an analysis."""
        ...


def judge_recordings(
    dataset: Dataset, sessions: SessionOpener, reference_of: Callable[..., Template], on_done: Callable[[], None]
) -> list[Judged]:
    """Run every recording through a fresh session.

    Args:
        dataset: what to judge.
        sessions: opens sessions, with loaded models.
        reference_of: makes the reference template of the file of an ID photo.
        on_done: called after each recording.
    """
    judged: list[Judged] = []
    for number, recording in enumerate(dataset.recordings):
        try:
            judged.append(_judge(number, recording, dataset, sessions, reference_of))
        except (DecodeError, ReferencePhotoError) as error:
            judged.append(Judged(recording, None, None, answered=False, duration_s=0.0, error=error.code))
        on_done()
    return judged


def _judge(
    number: int,
    recording: LabelledRecording,
    dataset: Dataset,
    sessions: SessionOpener,
    reference_of: Callable[..., Template],
) -> Judged:
    reference = reference_of(recording.reference) if recording.reference else None
    crop = Crop(*recording.crop) if recording.crop else None
    frames = open_recording(recording.file, crop, dataset.fps)
    brief = Brief(InterviewId(f"evaluation-{number}"), reference, consented=True)
    outcome = replay(sessions.open(brief), frames, time.perf_counter)
    timeline = [*outcome.timeline]
    since_s = recording.attack_from_s
    return Judged(
        recording,
        amber_at_s=_first(timeline, dataset.questions, _AMBER, since_s),
        red_at_s=_first(timeline, dataset.questions, _RED, since_s),
        answered=any(_states(assessment, dataset.questions) - set(_UNANSWERED) for assessment in timeline),
        duration_s=outcome.duration_s,
    )


def _first(
    timeline: Iterable[Assessment], questions: tuple[Question, ...], alarms: tuple[State, ...], since_s: float
) -> float | None:
    return next(
        (a.at_s for a in timeline if a.at_s >= since_s and _states(a, questions) & set(alarms)),
        None,
    )


def _states(assessment: Assessment, questions: tuple[Question, ...]) -> set[State]:
    return {assessment.questions[question].state for question in questions if question in assessment.questions}


def judge_pairs(
    dataset: Dataset, comparison: PairComparison, on_done: Callable[[], None]
) -> list[tuple[LabelledPair, Outcome]]:
    """Compare every photo pair; one with a bad file is "can't tell"."""
    answers: list[tuple[LabelledPair, Outcome]] = []
    for pair in dataset.pairs:
        answers.append((pair, comparison.answer(PhotoPair(pair.a, pair.b)).outcome))
        on_done()
    return answers
