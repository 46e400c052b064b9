"""How does a face fare during a check, honest or swapped? Sends made clips through the pipeline and judges.

Behind `candor evaluate --scenarios checks-under-swaps`. What is sent, and what of it is made, says checked_clips.py.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

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
from candor.evaluation.light_trials import Sessions
from candor.evaluation.loops import decoded
from candor.evaluation.recipes.clip import RGB, Clip, NotPossibleError
from candor.pipeline.checks import Checks
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.recording import Crop
from candor.pipeline.window import RollingWindow
from candor.signals.check_degradation import CheckDegradation, weighed, weighed_names
from candor.signals.protocol import Context

LONGEST_PX: Final = 640
EACH: Final = 3
"""Recordings of a person that are played: more of one say little more."""
LONGEST: Final = 160
"""Frames of a recording that are looked at."""
ASKED_S: Final = 0.8
WEIGHED: Final = "weighted sum"
"""Name of that measure: what check_degradation makes of the others, judged or not."""
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


def check_trials(
    recordings: Sequence[LabelledRecording],
    sessions: Sessions,
    seed: int,
    count: Callable[[], None] = lambda: None,
    kinds: Sequence[CheckKind] = KINDS,
) -> Iterator[CheckTrial]:
    """Ask for every check in every bona fide recording, and send it honestly and swapped.

    An attack among the recordings is taken for the live swap of the bona fide recording in the same file.

    Args:
        recordings: of two people at least.
        sessions: models and rules.
        seed: of all that is made.
        count: called after each recording.
        kinds: of checks.
    """
    swaps = {recording.file: recording for recording in recordings if recording.is_attack}
    clips = [(one, clip) for one in _some_of_each([r for r in recordings if not r.is_attack]) if (clip := _clip(one))]
    for recording, clip in clips:
        others = [other for whose, other in clips if whose.person != recording.person]
        real = swaps.get(recording.file)
        swapped = _clip(real) if real else None
        for kind in kinds:
            rng = np.random.default_rng((seed, zlib.crc32(f"{recording.file.name} {kind}".encode())))
            donor = others[int(rng.integers(len(others)))]
            try:
                made = checked_clips(kind, clip, swapped, donor, sessions, rng)
            except NotPossibleError:
                continue
            for one in made:
                arrived = sent(Clip(one.frames, FPS), replace(GRID["mid"], fps=FPS), rng)
                yield _asked(recording, one, arrived.frames, sessions)
        count()


def _some_of_each(recordings: Sequence[LabelledRecording]) -> list[LabelledRecording]:
    """Return the first few recordings of each person."""
    people = [recording.person for recording in recordings]
    return [one for place, one in enumerate(recordings) if people[:place].count(one.person) < EACH]


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
    llr = verdict.llr if isinstance(verdict, Observation) else None
    name = recording.file.name
    return CheckTrial(recording.person, name, one.check.kind, one.shown, status.phase, llr, one.degrees, measures)


def _weighed(found: Degradation, kind: CheckKind, sessions: Sessions) -> dict[str, float]:
    calibration = sessions.rules.calibrations[CheckDegradation.name]
    return {WEIGHED: weighed(found.features, kind, calibration)} if weighed_names(kind, calibration) else {}


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
