"""Which scenarios does a data set of bona fide recordings allow, and how does each of them end? Plays the whole loop.

Behind `candor evaluate --scenarios`; scenarios.py holds the scenarios, scenario_report.py the tables. The plan is fixed
by the order of the recordings: no seed, no choice after the fact. The ID photo is a frame of another moment of the same
recording, which is easier than a photo of another day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.frames import Frame
from candor.domain.identity import Template
from candor.domain.ids import InterviewId, SignalName
from candor.domain.ports import Brief
from candor.domain.questions import Question, Severity, State
from candor.domain.records import SignalTally
from candor.domain.sound import SoundBlock
from candor.errors import ReferencePhotoError
from candor.evaluation.codec_grid import GridPoint, sent
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.loops import Repeat, decoded
from candor.evaluation.recipes.clip import Clip
from candor.evaluation.scenarios import Encoder, Footage, OpenSession, Outcome, repetition, substitution
from candor.pipeline.recording import Crop, Recording, open_recording
from candor.pipeline.replay import replay

RGB = NDArray[np.uint8]
TemplateOf = Callable[[RGB], Template]
"""Makes the template of a photo; raises ReferencePhotoError."""

CALL_FPS: Final = 15.0
"""What the other end sends in attacks; it is sampled at the analysis rate, so unevenly."""
PHOTO_PLACES: Final = (0.9, 0.75, 0.6, 0.45, 0.3)
"""Where in a recording a frame is taken as ID photo, tried in this order."""
LOOP_S: Final = (4.0, 6.0, 8.0, 10.0, 12.0, 15.0)
ENCODERS: Final = (
    Encoder("libvpx", 300),
    Encoder("libx264", 1200),
    Encoder("libx264", 300),
    Encoder("libvpx", 1200),
)
PAIRS: Final = 40
SHORTEST_FIRST_S: Final = 4.0
"""A recording that is replaced half-way has to last so long."""


@dataclass(frozen=True, slots=True)
class Told:
    """A warning of a bona fide recording."""

    question: Question
    code: str
    severity: Severity
    at_s: float


@dataclass(frozen=True, slots=True)
class BonaFide:
    """How an honest recording ended."""

    name: str
    person: str
    duration_s: float
    has_photo: bool
    """False: no frame gave a usable ID photo."""
    warnings: tuple[Told, ...]
    identity_green_at_s: float | None
    worst: Mapping[Question, State]
    tallies: Mapping[SignalName, SignalTally]


def honest(
    recordings: Sequence[LabelledRecording],
    fps: float,
    template_of: TemplateOf,
    open_session: OpenSession,
    point: GridPoint | None = None,
) -> Iterator[BonaFide]:
    """Play every recording as `candor analyze` does, with a photo of another moment.

    Args:
        recordings: bona fide ones.
        fps: frames a second that are analysed, at most.
        template_of: makes the template of a frame.
        open_session: opens an analysis.
        point: of the codec grid, what the call makes of it on the way; None: as the recording is.
    """
    for number, recording in enumerate(recordings):
        photo = _photo(_decoded(recording, CALL_FPS), template_of)
        session = open_session(Brief(InterviewId("evaluation"), photo, consented=True))
        frames = _sent(recording, fps, point, number) if point else _opened(recording, fps)
        outcome = replay(session, frames, time.perf_counter, sounds=_heard(recording, fps))
        identity = [(change.at_s, change.questions[Question.IDENTITY].state) for change in outcome.timeline]
        yield BonaFide(
            recording.file.name,
            recording.person,
            outcome.duration_s,
            photo is not None,
            tuple(Told(told.question, told.code, told.severity, told.at_s) for told in outcome.warnings),
            next((at_s for at_s, state in identity if state is State.NO_CONCERN), None),
            {question: answer.state for question, answer in outcome.worst.items()},
            outcome.tallies,
        )


def _opened(recording: LabelledRecording, fps: float) -> Recording:
    return open_recording(recording.file, _crop(recording), fps)


def _heard(recording: LabelledRecording, fps: float) -> Iterator[SoundBlock]:
    """Yield the sound of a recording, on the clock of its pictures; the codec grid leaves sound as it is."""
    opened = _opened(recording, fps)
    next(iter(opened), None)
    yield from opened.sounds()


def _sent(recording: LabelledRecording, fps: float, point: GridPoint, seed: int) -> Iterator[Frame]:
    """Yield what arrives of a recording at the other end, at most `fps` frames a second."""
    frames = [rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2] for rgb in _decoded(recording, point.fps)]
    arrived = sent(Clip(frames, point.fps), point, np.random.default_rng(seed))
    slot = -1
    for i, rgb in enumerate(arrived.frames):
        at_s = i / arrived.rate_fps
        if int(at_s * fps + 1e-6) > slot:
            slot = int(at_s * fps + 1e-6)
            yield Frame(i, at_s, at_s, rgb)


def _decoded(recording: LabelledRecording, fps: float) -> Sequence[RGB]:
    return decoded(recording.file, fps, crop=_crop(recording))


def substitutions(
    recordings: Sequence[LabelledRecording], fps: float, template_of: TemplateOf, open_session: OpenSession
) -> Iterator[Outcome]:
    """Play the first half of one person's recording, then another person's; the photo is the first person's."""
    for first, second in pairs(recordings, PAIRS):
        one = _footage(first, template_of)
        if len(one.frames) < SHORTEST_FIRST_S * CALL_FPS:
            continue
        cut_at_s = len(one.frames) / CALL_FPS / 2
        yield substitution(one, _footage(second, None), cut_at_s, open_session, fps)


def pairs(recordings: Sequence[LabelledRecording], wanted: int) -> list[tuple[LabelledRecording, LabelledRecording]]:
    """Return ordered pairs of recordings of different people: each recording is first in turn, partners spread."""
    found: list[tuple[LabelledRecording, LabelledRecording]] = []
    for turn in range(len(recordings)):
        for at, first in enumerate(recordings):
            second = recordings[(at + 7 * (turn + 1)) % len(recordings)]
            if len(found) < wanted and second.person != first.person and (first, second) not in found:
                found.append((first, second))
    return found


def repetitions(recordings: Sequence[LabelledRecording], fps: float, open_session: OpenSession) -> Iterator[Outcome]:
    """Make of every recording a loop, a ping-pong loop and two freezes; lengths and encoders take turns."""
    for number, recording in enumerate(recordings):
        clip = _footage(recording, None)
        for how, seconds, encoder in planned(number, len(clip.frames) / CALL_FPS):
            yield repetition(clip, how, seconds, encoder, open_session, fps)


def planned(number: int, duration_s: float) -> list[tuple[Repeat, float, Encoder]]:
    """Return what is made of recording `number`, as (kind, seconds of one loop, encoder)."""
    encoders = [ENCODERS[(number + turn) % len(ENCODERS)] for turn in range(len(ENCODERS))]
    there = [seconds for seconds in LOOP_S if seconds <= duration_s]
    there_and_back = [seconds for seconds in LOOP_S if seconds / 2 + 0.1 <= duration_s]
    plan = [(Repeat.FREEZE, 0.0, encoders[2]), (Repeat.FREEZE, 0.0, encoders[3])]
    if there_and_back:
        plan.insert(0, (Repeat.PING_PONG, there_and_back[number % len(there_and_back)], encoders[1]))
    if there:
        plan.insert(0, (Repeat.FORWARD, there[number % len(there)], encoders[0]))
    return plan


def _footage(recording: LabelledRecording, template_of: TemplateOf | None) -> Footage:
    frames = _decoded(recording, CALL_FPS)
    photo = _photo(frames, template_of) if template_of else None
    return Footage(recording.file.name, recording.person, frames, CALL_FPS, photo)


def _photo(frames: Sequence[RGB], template_of: TemplateOf) -> Template | None:
    """Return the template of the first place that shows a usable face; None when there is none."""
    for place in PHOTO_PLACES:
        try:
            return template_of(frames[int(len(frames) * place)])
        except ReferencePhotoError:
            continue
    return None


def _crop(recording: LabelledRecording) -> Crop | None:
    return Crop(*recording.crop) if recording.crop else None
