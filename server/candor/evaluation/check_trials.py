"""How does a face fare during a check, honest or swapped? Sends made clips through the pipeline and judges.

Behind `candor evaluate --scenarios checks-under-swaps`. What is sent, and what of it is made, says checked_clips.py.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

import msgspec
import numpy as np

from candor.challenges.compliance.stretch import stretch_of
from candor.challenges.degradation import Degradation, degradation
from candor.domain.checks import CheckKind, CheckPhase, CheckStatus
from candor.domain.facts import FrameFacts
from candor.domain.frames import Frame
from candor.domain.observations import Observation
from candor.domain.orders import StartCheck
from candor.evaluation.check_besides import besides
from candor.evaluation.checked_clips import FPS, KINDS, SHORTEST, CheckedClip, Shown, checked_clips
from candor.evaluation.codec_grid import GRID, sent
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.laboratory.memory import Memory, file_sha256
from candor.evaluation.light_trials import Sessions
from candor.evaluation.loops import decoded
from candor.evaluation.recipes.clip import RGB, Clip, NotPossibleError
from candor.pipeline.checks import Checks
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.recording import Crop
from candor.pipeline.window import RollingWindow
from candor.signals.check_degradation import CheckDegradation, is_judgeable, weighed, weighed_names
from candor.signals.protocol import Context

LONGEST_PX: Final = 640
LONGEST: Final = 160
"""Frames of a recording that are looked at."""
ASKED_S: Final = 0.8
WEIGHED: Final = "weighted sum"
"""Name of that measure: what check_degradation makes of the others, judged or not."""
JUDGED: Final = "weighted sum, where judged"
"""The same, only where a hand was seen to come over the face."""
AFTER_S: Final = 0.3
"""A check that is over is watched for so long: is the face back?"""


@dataclass(frozen=True, slots=True)
class CheckTrial:
    """One check, sent and judged."""

    person: str
    clip: str
    kind: CheckKind
    shown: Shown
    phase: CheckPhase
    """How the check ended."""
    llr: float | None
    """Of check_degradation; None when it abstained."""
    degrees: float = 0.0
    """Of the turn, if it is one."""
    measures: Mapping[str, float] = field(default_factory=dict[str, float])
    """Of challenges/degradation.py, and those that were tried besides."""


class PlayedCheck(msgspec.Struct, frozen=True):
    """All trials of one recording and one kind of check."""

    key: str
    trials: tuple[CheckTrial, ...]
    """Empty where nobody turns the head, or no face is found."""


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """How trials are played."""

    seed: int
    """Of all that is made."""
    each: int = 1000
    """So many recordings of each person."""
    kinds: Sequence[CheckKind] = KINDS
    memory: Memory[PlayedCheck] | None = None
    """Where trials are kept."""
    code: str = ""
    """Version of all that a trial depends on besides its recordings."""


def check_trials(
    recordings: Sequence[LabelledRecording],
    sessions: Sessions,
    plan: TrialPlan,
    count: Callable[[], None] = lambda: None,
) -> Iterator[CheckTrial]:
    """Ask for every check in every bona fide recording, and send it honestly and swapped.

    An attack among the recordings is taken for the live swap of the bona fide recording in the same file.

    Args:
        recordings: of two people at least.
        sessions: models and rules.
        plan: how.
        count: called after each recording.
    """
    swaps = {recording.file: recording for recording in recordings if recording.is_attack}
    bona_fide = [recording for recording in recordings if not recording.is_attack]
    for recording in some_of_each(bona_fide, plan.each):
        others = [other for other in bona_fide if other.person != recording.person]
        for kind in plan.kinds:
            rng = np.random.default_rng((plan.seed, zlib.crc32(f"{recording.file.name} {kind}".encode())))
            donor, real = others[int(rng.integers(len(others)))], swaps.get(recording.file)
            key = _key((recording, donor, *([real] if real else [])), kind, plan)
            known = plan.memory.get(key) if plan.memory else None
            played = known or PlayedCheck(key, tuple(_played(recording, kind, donor, real, sessions, rng)))
            if plan.memory and not known:
                plan.memory.keep(played)
            yield from played.trials
        count()


def some_of_each(recordings: Sequence[LabelledRecording], each: int) -> list[LabelledRecording]:
    """Return the first recordings of each person: first one of everybody, then a second one, and so on."""
    people = [recording.person for recording in recordings]
    turns = [people[:place].count(person) for place, person in enumerate(people)]
    order = sorted(range(len(people)), key=lambda place: (turns[place], place))
    return [recordings[place] for place in order if turns[place] < each]


def _key(recordings: Sequence[LabelledRecording], kind: CheckKind, plan: TrialPlan) -> str:
    files = [f"{file_sha256(recording.file)} {recording.crop}" for recording in recordings]
    return hashlib.sha256("\n".join([*files, kind, str(plan.seed), plan.code]).encode()).hexdigest()[:32]


def _played(
    recording: LabelledRecording,
    kind: CheckKind,
    donor: LabelledRecording,
    real: LabelledRecording | None,
    sessions: Sessions,
    rng: np.random.Generator,
) -> Iterator[CheckTrial]:
    """Play one recording in one kind of check; nothing where that cannot be made."""
    own, other, swapped = _clip(recording), _clip(donor), _clip(real) if real else None
    if own is None or other is None:
        return
    try:
        made = checked_clips(kind, own, swapped, other, sessions, rng)
    except NotPossibleError:
        return
    for one in made:
        arrived = sent(Clip(one.frames, FPS), replace(GRID["mid"], fps=FPS), rng)
        yield _asked(recording, one, arrived.frames, sessions)


@lru_cache(maxsize=3)
def _clip(recording: LabelledRecording) -> Clip | None:
    frames = decoded(recording.file, FPS, LONGEST_PX, Crop(*recording.crop) if recording.crop else None)[:LONGEST]
    even = [rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2] for rgb in frames]
    return Clip(even, FPS) if len(even) >= SHORTEST else None


def _asked(recording: LabelledRecording, one: CheckedClip, frames: Sequence[RGB], sessions: Sessions) -> CheckTrial:
    """Ask, and judge when it was done or the clip is over."""
    checks = Checks((), sessions.rules.challenges, sessions.analysers, consented=False)
    window, watch, facts = RollingWindow(sessions.rules.pipeline.window), Watch(), list[FrameFacts]()
    for number, rgb in enumerate(frames):
        at_s = number / FPS
        if not checks.statuses and at_s >= ASKED_S:
            checks.tell(StartCheck(one.check), at_s)
        frame = Frame(number, at_s, at_s, rgb)
        watch, seen = watch_faces(watch, frame, sessions.analysers, sessions.rules.pipeline, may_embed=False)
        facts.append(checks.look(seen, frame, window))
        window.push(facts[-1])
        checks.judge(window.view())
        ended_at_s = checks.statuses[-1].ended_at_s if checks.statuses else None
        if ended_at_s is not None and at_s >= ended_at_s + AFTER_S:
            break
    status = checks.statuses[-1]
    ended = status.ended(CheckPhase.NOT_SEEN, window.view().now_s)
    verdict = CheckDegradation().observe(window.view(), _context(sessions, ended))
    found = degradation(stretch_of(ended, window.view(), sessions.rules.challenges.baseline_s))
    measures = besides(frames, facts, one.check, sessions.analysers) if one.check.kind is CheckKind.TURN_HEAD else {}
    measures |= {**found.features, **_weighed(found, one.check.kind, sessions)} if found else {}
    measures = {name: value for name, value in measures.items() if np.isfinite(value)}
    llr = verdict.llr if isinstance(verdict, Observation) else None
    name = recording.file.name
    return CheckTrial(recording.person, name, one.check.kind, one.shown, status.phase, llr, one.degrees, measures)


def _weighed(found: Degradation, kind: CheckKind, sessions: Sessions) -> dict[str, float]:
    calibration = sessions.rules.calibrations[CheckDegradation.name]
    if not weighed_names(kind, calibration):
        return {}
    value = weighed(found.features, kind, calibration)
    return {WEIGHED: value, **({JUDGED: value} if is_judgeable(found, kind, calibration) else {})}


def _context(sessions: Sessions, check: CheckStatus) -> Context:
    return Context(
        consented=False,
        model=sessions.analysers.embedder.model,
        reference=None,
        enrolled=None,
        comparator=sessions.analysers.comparator,
        calibrations=sessions.rules.calibrations,
        checks=(check,),
    )
