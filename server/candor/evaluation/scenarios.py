"""Does an interview end as it should? Plays bona fide calls, substitutions, loops and freezes through the real loop.

Values in, values out: clips and a way to open sessions go in, outcomes and a table come out. The attacks are made here
from bona fide clips (loops.py, splices.py) and re-encoded as a call would; the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from candor.domain.frames import Frame
from candor.domain.identity import Template
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Question, Severity, State
from candor.evaluation.loops import Repeat, re_encoded, repeated
from candor.evaluation.splices import spliced
from candor.maths.statistics import wilson_interval
from candor.pipeline.session import InterviewSession

RGB = NDArray[np.uint8]
OpenSession = Callable[[Brief], InterviewSession]


class Kind(StrEnum):
    """What is played."""

    BONA_FIDE = "bona fide"
    SUBSTITUTION = "substitution"
    LOOP = "loop"
    PING_PONG = "ping-pong loop"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True)
class Footage:
    """One bona fide clip."""

    name: str
    person: str
    frames: Sequence[RGB]
    rate_fps: float
    reference: Template | None
    """From another moment or photo of the same person."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """How the call encodes; None stands for no encoder."""

    codec: str
    kbps: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one scenario ended. Times in seconds of the recording."""

    kind: Kind
    name: str
    attack_at_s: float
    limit_s: float
    """Latest acceptable time from the attack to the first warning of the right question; 0 for bona fide."""
    detected_after_s: float | None
    """From the attack to that warning."""
    red_after_s: float | None
    """From the attack to the first "pause and verify"."""
    ambers: int
    """Warnings raised outside the attack (or all, for bona fide), amber at their worst."""
    reds: int
    identity_green_at_s: float | None
    identity_ends: str = ""
    """State and reason of the identity question at the end: what is shown when nothing was noticed."""

    @property
    def is_found(self) -> bool:
        """Whether the attack was noticed in time."""
        return self.detected_after_s is not None and self.detected_after_s <= self.limit_s


def bona_fide(clip: Footage, open_session: OpenSession, analysis_fps: float) -> Outcome:
    """Play an honest clip with a photo of the same person."""
    steps = played(clip.frames, clip.rate_fps, clip.reference, open_session, analysis_fps)
    return _outcome(Kind.BONA_FIDE, clip.name, steps, float("inf"), 0.0, frozenset())


def substitution(
    first: Footage, second: Footage, cut_at_s: float, open_session: OpenSession, analysis_fps: float
) -> Outcome:
    """Play the first person up to `cut_at_s`, or to the end of a shorter clip, then the second for at most 12 s."""
    rate = first.rate_fps
    before = first.frames[: round(cut_at_s * rate)]
    cut_at_s = len(before) / rate
    frames = spliced(before, second.frames[: round(12 * rate)])
    steps = played(frames, rate, first.reference, open_session, analysis_fps)
    asked = frozenset({Question.IDENTITY, Question.CONTINUITY})
    return _outcome(Kind.SUBSTITUTION, f"{first.name} > {second.name}", steps, cut_at_s, 10.0, asked)


def repetition(
    clip: Footage, how: Repeat, seconds: float, encoder: Encoder, open_session: OpenSession, analysis_fps: float
) -> Outcome:
    """Play a stretch of the clip over and over, re-encoded; it has to be found within one loop and eight seconds.

    Args:
        clip: at least `seconds` long.
        how: forward, to and fro, or frozen.
        seconds: of one whole loop (to and fro: there and back); ignored for a freeze.
        encoder: of the call.
        open_session: opens an analysis without a reference.
        analysis_fps: frames per second that reach it.
    """
    rate = clip.rate_fps
    is_freeze, is_ping_pong = how is Repeat.FREEZE, how is Repeat.PING_PONG
    stretch = 2 if is_freeze else round(seconds * rate / 2) + 1 if is_ping_pong else round(seconds * rate)
    lead = round(rate) if is_freeze else 0
    one_loop_s = 0.0 if is_freeze else seconds
    total = lead + round((one_loop_s + 10.0) * rate)
    frames = re_encoded(repeated(clip.frames, lead, stretch, total, how), rate, encoder.codec, encoder.kbps)
    steps = played(frames, rate, None, open_session, analysis_fps)
    kind = Kind.FREEZE if is_freeze else Kind.PING_PONG if is_ping_pong else Kind.LOOP
    name = f"{clip.name}, {one_loop_s:g} s, {encoder.codec} {encoder.kbps} kbit/s"
    return _outcome(kind, name, steps, lead / rate, one_loop_s + 8.0, frozenset({Question.LIVE_PERSON}))


def played(
    frames: Sequence[RGB], rate_fps: float, reference: Template | None, open_session: OpenSession, analysis_fps: float
) -> list[StepResult]:
    """Play frames through one analysis, as a live call samples them: the newest frame at each tick."""
    session = open_session(Brief(InterviewId("evaluation"), reference, consented=True))
    ticks = int((len(frames) - 1) / rate_fps * analysis_fps) + 1
    steps: list[StepResult] = []
    for tick in range(ticks):
        at_s = tick / analysis_fps
        rgb = frames[min(int(at_s * rate_fps + 1e-6), len(frames) - 1)]
        steps.append(session.advance_rgb(Frame(tick, at_s, at_s, np.ascontiguousarray(rgb))))
    return steps


def _outcome(
    kind: Kind, name: str, steps: Sequence[StepResult], attack_at_s: float, limit_s: float, asked: frozenset[Question]
) -> Outcome:
    worst: dict[str, tuple[float, Question, Severity]] = {}
    for step in steps:
        for warning in step.warnings:
            raised_s = worst.get(warning.id, (warning.at_s,))[0]
            worst[warning.id] = (raised_s, warning.question, warning.severity)
    hits = [at_s for at_s, question, _ in worst.values() if question in asked and at_s >= attack_at_s]
    alarms = [s for at_s, question, s in worst.values() if question not in asked or at_s < attack_at_s]
    return Outcome(
        kind=kind,
        name=name,
        attack_at_s=attack_at_s,
        limit_s=limit_s,
        detected_after_s=min(hits) - attack_at_s if hits else None,
        red_after_s=_first_s(steps, lambda step: step.at_s >= attack_at_s and _is_red(step, asked), attack_at_s),
        ambers=sum(severity is Severity.AMBER for severity in alarms),
        reds=sum(severity is Severity.RED for severity in alarms),
        identity_green_at_s=_first_s(
            steps, lambda step: step.assessment.questions[Question.IDENTITY].state is State.NO_CONCERN, 0.0
        ),
        identity_ends=_identity_of(steps[-1]),
    )


def _identity_of(step: StepResult) -> str:
    answer = step.assessment.questions[Question.IDENTITY]
    return f"{answer.state.value}/{answer.reason}"


def _is_red(step: StepResult, asked: frozenset[Question]) -> bool:
    return any(step.assessment.questions[q].state is State.PAUSE_AND_VERIFY for q in asked)


def _first_s(steps: Iterable[StepResult], holds: Callable[[StepResult], bool], origin_s: float) -> float | None:
    return next((step.at_s - origin_s for step in steps if holds(step)), None)


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes by kind as a Markdown table, with 95 % Wilson intervals."""
    lines = [
        "| scenario | n | in time | 95 % interval | median s | slowest s | red reached | false red | false amber |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in Kind:
        chosen = [outcome for outcome in outcomes if outcome.kind is kind]
        if chosen:
            lines.append(_row(kind, chosen))
    return "\n".join(lines)


def _row(kind: Kind, chosen: Sequence[Outcome]) -> str:
    reds, ambers = sum(o.reds for o in chosen), sum(o.ambers for o in chosen)
    if kind is Kind.BONA_FIDE:
        return f"| {kind} | {len(chosen)} | - | - | - | - | - | {reds} | {ambers} |"
    found = sum(o.is_found for o in chosen)
    interval = wilson_interval(found, len(chosen))
    times_s = [o.detected_after_s for o in chosen if o.detected_after_s is not None]
    red = sum(o.red_after_s is not None for o in chosen)
    spread = f"{np.median(times_s):.1f} | {max(times_s):.1f}" if times_s else "- | -"
    percent = f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"
    return f"| {kind} | {len(chosen)} | {found} | {percent} | {spread} | {red} | {reds} | {ambers} |"
