"""How long does each stage of the pipeline take? Stopwatches around models and signals; `candor bench` reads them.

CPU time of the process, not the wall clock: everything runs on one thread, so CPU seconds are what one core gives,
whatever else the machine does meanwhile.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from candor.domain.frames import EncodedFrame, Frame
from candor.domain.observations import Verdict
from candor.domain.ports import (
    F32,
    RGB,
    Brief,
    Detection,
    Eye,
    EyeFitter,
    FaceDetector,
    FaceEmbedder,
    FaceMesher,
    Mesh,
    StepResult,
)
from candor.domain.window import Window
from candor.fusion import decide
from candor.fusion.state import FusionState
from candor.pipeline.analysers import Analysers
from candor.pipeline.decode import decode_frame
from candor.pipeline.facts import face_quality, luma_of, picture_facts
from candor.pipeline.looks import LOOKS, Look, LookState, Seen
from candor.pipeline.rules import PipelineRules
from candor.pipeline.session import InterviewSession, SessionRules
from candor.signals import ALL_SIGNALS
from candor.signals.protocol import Context, Signal

CpuClock = Callable[[], float]


@dataclass(slots=True)
class Stopwatch:
    """CPU seconds per stage."""

    clock: CpuClock = time.process_time
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict[str, float](float))

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Add what the body takes to a stage."""
        began_s = self.clock()
        try:
            yield
        finally:
            self.seconds[name] += self.clock() - began_s


@dataclass(slots=True)
class TimedModels:
    """Stands before the models of one worker and takes their time. Is detector, mesher and embedder at once."""

    watch: Stopwatch
    detector: FaceDetector
    mesher: FaceMesher
    eyes: EyeFitter
    embedder: FaceEmbedder
    last_mesh: Mesh | None = None

    @property
    def model(self) -> str:
        """Manifest id of the embedder."""
        return self.embedder.model

    def detect(self, rgb: RGB) -> list[Detection]:
        """Time the detector."""
        with self.watch.stage("detect"):
            return self.detector.detect(rgb)

    def fit(self, rgb: RGB, detection: Detection) -> Mesh | None:
        """Time the mesh."""
        with self.watch.stage("mesh"):
            self.last_mesh = self.mesher.fit(rgb, detection)
        return self.last_mesh

    def embed(self, rgb: RGB, meshes: Sequence[Mesh]) -> F32:
        """Time the embedder."""
        with self.watch.stage("embed"):
            return self.embedder.embed(rgb, meshes)


@dataclass(frozen=True, slots=True)
class TimedEyes:
    """Stands before the iris model."""

    watch: Stopwatch
    eyes: EyeFitter

    def fit(self, rgb: RGB, mesh: Mesh) -> tuple[Eye, Eye]:
        """Time the iris model."""
        with self.watch.stage("eyes"):
            return self.eyes.fit(rgb, mesh)


def timed_look(name: str, look: Look, watch: Stopwatch) -> Look:
    """Return a look whose time is taken, with that of all looks and by its name."""

    def timed(state: LookState, seen: Seen, analysers: Analysers, rules: PipelineRules) -> tuple[LookState, Seen]:
        with watch.stage("looks"), watch.stage(f"looks.{name}"):
            return look(state, seen, analysers, rules)

    return timed


class TimedSignal:
    """Stands before one signal."""

    def __init__(self, signal: Signal, watch: Stopwatch) -> None:
        self.name = signal.name
        self.question = signal.question
        self.family = signal.family
        self.period_s = signal.period_s
        self._signal = signal
        self._watch = watch

    def observe(self, window: Window, context: Context) -> Verdict:
        """Time the signal."""
        with self._watch.stage("signals"):
            return self._signal.observe(window, context)


@dataclass(frozen=True, slots=True)
class StageTimes:
    """What a run took, CPU ms per frame."""

    frames: int
    total_ms: float
    """Picture in to decision out."""
    stages_ms: dict[str, float]
    """Sum to the total; "other" is tracking, window, clock and what else is not named."""
    looks_ms: dict[str, float]
    """Sum to the stage "looks"."""
    wall_ms: float


def time_stages(
    frames: Sequence[EncodedFrame], brief: Brief, analysers: Analysers, rules: SessionRules, tick: Callable[[], None]
) -> StageTimes:
    """Run frames from encoded picture to decision and take the time of every stage.

    Args:
        frames: encoded, in order of time.
        brief: with a reference, so that the identity question is asked.
        analysers: the models; wrapped here.
        rules: all limits.
        tick: called after each frame, for progress.
    """
    watch = Stopwatch()
    models = TimedModels(watch, analysers.detector, analysers.mesher, analysers.eyes, analysers.embedder)
    timed = replace(analysers, detector=models, mesher=models, eyes=TimedEyes(watch, analysers.eyes), embedder=models)
    signals = tuple(TimedSignal(signal, watch) for signal in ALL_SIGNALS)
    looks = {name: timed_look(name, look, watch) for name, look in LOOKS.items()}
    session = InterviewSession(brief, timed, rules, signals=signals, looks=looks)
    kept: list[tuple[Frame, Mesh | None]] = []
    results: list[StepResult] = []
    began_s = time.perf_counter()
    for encoded in frames:
        with watch.stage("total"):
            with watch.stage("decode"):
                frame = decode_frame(encoded)
            results.append(session.advance_rgb(frame))
        kept.append((frame, models.last_mesh))
        tick()
    wall_s = time.perf_counter() - began_s
    _time_quality(kept, watch)
    _time_fusion(results, brief, rules, watch)
    return _per_frame(watch, len(frames), wall_s)


def _time_quality(kept: Sequence[tuple[Frame, Mesh | None]], watch: Stopwatch) -> None:
    """Take the time of picture facts and face quality: pure functions, run once more on the same input."""
    for frame, mesh in kept:
        with watch.stage("quality"):
            luma = luma_of(frame.rgb)
            picture_facts(frame.rgb, luma)
            if mesh is not None:
                face_quality(luma, mesh)


def _time_fusion(results: Sequence[StepResult], brief: Brief, rules: SessionRules, watch: Stopwatch) -> None:
    """Take the time of fusion: a pure function, run once more on the same verdicts."""
    state = FusionState()
    for result in results:
        with watch.stage("fusion"):
            state, _, _ = decide.advance(
                state, result.verdicts, result.at_s, rules.fusion, interview=brief.interview, language=brief.language
            )


STAGES = ("decode", "detect", "mesh", "eyes", "quality", "embed", "looks", "signals", "fusion")


def _per_frame(watch: Stopwatch, frames: int, wall_s: float) -> StageTimes:
    total_ms = 1000 * watch.seconds["total"] / frames
    stages = {name: 1000 * watch.seconds[name] / frames for name in STAGES}
    stages["other"] = max(total_ms - sum(stages.values()), 0.0)
    looks = {name: 1000 * watch.seconds[f"looks.{name}"] / frames for name in LOOKS}
    return StageTimes(frames, total_ms, stages, looks, 1000 * wall_s / frames)


def encoded_frames(frames: Iterator[Frame], encode: Callable[[RGB], bytes], most: int) -> list[EncodedFrame]:
    """Return the first frames as the extension would send them."""
    taken: list[EncodedFrame] = []
    for frame in frames:
        if len(taken) >= most:
            break
        taken.append(EncodedFrame(frame.seq, frame.captured_at_s, frame.received_at_s, encode(frame.rgb)))
    return taken
