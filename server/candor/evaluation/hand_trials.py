"""How does a face fare under a hand, honest or swapped? Draws a hand over recordings and plays the check.

Behind `candor evaluate --scenarios hand-over-face`. Three of each recording: as it is, with a made swap (recipe A7)
that paints over the hand, and with one that lies beneath it. Hand and swap are made; nothing else is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

import numpy as np

from candor.challenges.compliance.stretch import stretch_of
from candor.challenges.degradation import degradation
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.frames import Frame
from candor.domain.observations import Observation
from candor.domain.orders import StartCheck
from candor.domain.ports import Mesh
from candor.evaluation.codec_grid import GRID, sent
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.light_trials import Sessions, to_and_fro
from candor.evaluation.loops import decoded
from candor.evaluation.props import FaceFinder
from candor.evaluation.recipes.clip import RGB, Clip, NotPossibleError, Props, meshes_of
from candor.evaluation.recipes.face_swap import Blend, FaceSwap
from candor.evaluation.rendered_hand import hand_pass
from candor.pipeline.analysers import Analysers
from candor.pipeline.checks import Checks
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.recording import Crop
from candor.pipeline.window import RollingWindow
from candor.signals.check_degradation import CheckDegradation
from candor.signals.protocol import Context

FPS: Final = 10.0
LONGEST_PX: Final = 640
FRAMES: Final = 54
SHORTEST: Final = 28
ASKED_S: Final = 0.8
HAND_S: Final = 2.0
LOOKS: Final = 4
"""Pictures at rest, and as many under the hand, that the slower measures look at."""
SWAPS: Final = (
    FaceSwap("clone 128", Blend.CLONE, 128),
    FaceSwap("feather 128", Blend.FEATHER, 128),
    FaceSwap("late", Blend.FEATHER, 128, 0.6, 3, 2),
    FaceSwap("clone 224", Blend.CLONE, 224),
)


class Under(StrEnum):
    """What is under the hand."""

    HONEST = "honest face"
    NAIVE = "swap that paints over the hand"
    AWARE = "swap that knows of hands"


@dataclass(frozen=True, slots=True)
class HandTrial:
    """One check with a drawn hand."""

    person: str
    clip: str
    under: Under
    phase: CheckPhase
    """How the check ended."""
    score: float | None
    """Of check_degradation; None when it abstained."""
    measures: Mapping[str, float] = field(default_factory=dict[str, float])
    """Of challenges/degradation.py, and those that were tried besides."""


def hand_trials(recordings: Sequence[LabelledRecording], sessions: Sessions, seed: int) -> Iterator[HandTrial]:
    """Play every recording that shows a face three times."""
    clips = [(recording, clip) for recording in recordings if (clip := _clip(recording)) is not None]
    for recording, clip in clips:
        rng = np.random.default_rng((seed, zlib.crc32(recording.file.name.encode())))
        others = [other for whose, other in clips if whose.person != recording.person]
        try:
            made = _made(clip, others[int(rng.integers(len(others)))], sessions.analysers, rng)
        except NotPossibleError:
            continue
        for under, frames in made.items():
            arrived = sent(Clip(frames, FPS), replace(GRID["mid"], fps=FPS), rng)
            yield _asked(recording, under, arrived.frames, sessions)


def _clip(recording: LabelledRecording) -> Clip | None:
    frames = decoded(recording.file, FPS, LONGEST_PX, Crop(*recording.crop) if recording.crop else None)
    if len(frames) < SHORTEST:
        return None
    even = [rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2] for rgb in frames]
    return Clip([even[place] for place in to_and_fro(min(len(even), FRAMES), FRAMES)], FPS)


def _made(clip: Clip, donor: Clip, analysers: Analysers, rng: np.random.Generator) -> dict[Under, Sequence[RGB]]:
    """Return the clip with a hand before the face, before a swap, and under one."""
    bare = meshes_of(clip.frames, FaceFinder(analysers.detector, analysers.mesher))
    hand = hand_pass(clip.frames, bare, FPS, HAND_S, rng)
    honest = Clip(hand.over(clip.frames), FPS)
    swaps = [SWAPS[int(place)] for place in rng.integers(len(SWAPS), size=2)]
    props = [Props(donor, FaceFinder(analysers.detector, analysers.mesher)) for _ in swaps]
    naive, aware = (swap.make(honest, prop, rng).frames for swap, prop in zip(swaps, props, strict=True))
    return {Under.HONEST: honest.frames, Under.NAIVE: naive, Under.AWARE: hand.over(aware)}


def _asked(recording: LabelledRecording, under: Under, frames: Sequence[RGB], sessions: Sessions) -> HandTrial:
    """Ask for a hand over the face, and judge."""
    checks = Checks((), sessions.rules.challenges, sessions.analysers, consented=False)
    window, watch, facts = RollingWindow(sessions.rules.pipeline.window), Watch(), list[FrameFacts]()
    for number, rgb in enumerate(frames):
        at_s = number / FPS
        if not checks.statuses and at_s >= ASKED_S:
            checks.tell(StartCheck(Check(CheckId("trial"), CheckKind.HAND_OVER_FACE)), at_s)
        frame = Frame(number, at_s, at_s, rgb)
        watch, seen = watch_faces(watch, frame, sessions.analysers, sessions.rules.pipeline, may_embed=False)
        facts.append(checks.look(seen, frame, window))
        window.push(facts[-1])
        checks.judge(window.view())
        if checks.statuses and checks.statuses[-1].is_over:
            break
    status = checks.statuses[-1]
    ended = status.ended(CheckPhase.NOT_SEEN, window.view().now_s)
    verdict = CheckDegradation().observe(window.view(), _context(sessions, ended))
    found = degradation(stretch_of(ended, window.view(), sessions.rules.challenges.baseline_s))
    score = verdict.score if isinstance(verdict, Observation) else None
    measures = {**(found.features if found else {}), **_besides(frames, facts, sessions.analysers)}
    return HandTrial(recording.person, recording.file.name, under, status.phase, score, measures)


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


def _besides(frames: Sequence[RGB], facts: Sequence[FrameFacts], analysers: Analysers) -> dict[str, float]:
    """Return what was tried besides: how swap trace, likeness and mesh change from rest to under the hand."""
    seen = [(rgb, f, f.candidate) for rgb, f in zip(frames, facts, strict=False) if f.candidate]
    fitted = [(rgb, f, face) for rgb, f, face in seen if face.landmarks_xy is not None]
    rest = [(rgb, face) for rgb, f, face in fitted if ASKED_S <= f.captured_at_s < HAND_S][:LOOKS]
    hidden = sorted(fitted, key=lambda one: -_cover(one[1]))[: 2 * LOOKS]
    under = [(rgb, face) for rgb, f, face in hidden if _cover(f) > 0][::2]
    if not rest or not under or analysers.swap_trace is None:
        return {}
    trace = [[analysers.swap_trace.score(rgb, _xy(face)) for rgb, face in part] for part in (rest, under)]
    own, then = ([_embedding(rgb, face, analysers) for rgb, face in part] for part in (rest, under))
    mean = np.mean(own, axis=0)
    near, far = (float(np.mean([vector @ mean / np.linalg.norm(mean) for vector in part])) for part in (own, then))
    shapes = [np.diff([_shape(face) for _, face in part], axis=0) if len(part) > 1 else None for part in (rest, under)]
    moved = [np.nan if shape is None else float(np.abs(shape).mean()) for shape in shapes]
    return {
        "trace_rise": float(np.mean(trace[1]) - np.mean(trace[0])),
        "trace_spread": float(np.std(trace[1]) - np.std(trace[0])),
        "trace_at_rest": float(np.mean(trace[0])),
        "likeness_drop": near - far,
        "mesh_motion": float(np.log((moved[1] + 1e-4) / (moved[0] + 1e-4))),
    }


def _cover(facts: FrameFacts) -> float:
    return max((hand.on_face.cover for hand in facts.hands or () if hand.on_face), default=0.0)


def _xy(face: FaceFacts) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    assert face.landmarks_xy is not None
    return face.landmarks_xy


def _shape(face: FaceFacts) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Return the mesh about its middle, in units of its size."""
    centred = _xy(face) - _xy(face).mean(axis=0)
    return centred / float(np.sqrt(np.square(centred).sum(axis=1).mean()))


def _embedding(rgb: RGB, face: FaceFacts, analysers: Analysers) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    xyz = np.column_stack([_xy(face), np.zeros(len(_xy(face)))]).astype(np.float32)
    vector = analysers.embedder.embed(rgb, [Mesh(xyz, face.mesh_score)])[0]
    return vector / float(np.linalg.norm(vector))
