"""Who passes a light check? Plays recorded people in rendered light, and attacks on it, through mesh and signals.

Behind `candor evaluate --scenarios light`. Answers are made (light_response.py); that nobody's recording passes is not:
there the recordings are real, and only the codes are drawn anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from candor.challenges.light_plan import draw_light
from candor.domain.facts import FrameFacts
from candor.domain.frames import Frame
from candor.domain.light import LightId, LightPhase, LightPlan, LightShow
from candor.domain.observations import Observation, Verdict
from candor.domain.ports import Detection, Mesh
from candor.domain.window import Window
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.light_response import Answer, Scene, answered, light_share, screen_lux
from candor.evaluation.loops import decoded, re_encoded
from candor.maths.statistics import wilson_interval
from candor.pipeline.analysers import Analysers
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.light_facts import with_light
from candor.pipeline.recording import Crop
from candor.pipeline.session import SessionRules
from candor.signals.coded_light import CodedLight
from candor.signals.coded_light_consistency import CodedLightConsistency
from candor.signals.protocol import Context

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

CALL_FPS: Final = 15.0
ANALYSIS_FPS: Final = 8.0
KBPS: Final = 600
LONGEST_PX: Final = 480
START_S: Final = 2.0
NETWORK_S: Final = 0.4
AMBIENT_LUX: Final = (150.0, 500.0, 1000.0, 2000.0)
ATTACK_LUX: Final = 300.0
ATTACKS: Final = (Answer.TINT, Answer.SWAP, Answer.OLD_CODE, Answer.LATE)
CODES_PER_CLIP: Final = 50
ENCODERS: Final = ("libx264",)
"""VP8 in real time takes thirty times as long here; tried on three clips, docs/coded-light.md."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One light check and what both signals said."""

    name: str
    person: str
    answer: Answer
    ambient_lux: float
    light: str
    """Code or reason of coded_light."""
    skin: str
    """Code or reason of coded_light_consistency."""
    details: str


class Sessions(Protocol):
    """What is needed of bootstrap.sessions.Sessions."""

    @property
    def analysers(self) -> Analysers:
        """The models."""
        ...

    @property
    def rules(self) -> SessionRules:
        """All limits."""
        ...


@dataclass(frozen=True, slots=True)
class _Footage:
    """A recording that goes to and fro for as long as a check lasts, and where its face is."""

    frames: Sequence[RGB]
    meshes: Sequence[Mesh]
    places: Sequence[int]


def light_trials(
    recordings: Sequence[LabelledRecording], sessions: Sessions, plan: LightPlan, seed: int
) -> Iterator[Trial]:
    """Play one recording of each person in every light, every attack on it, and many codes on the bare recording."""
    for number, recording in enumerate(one_each(recordings)):
        footage = _footage(recording, sessions, plan)
        if footage is None:
            continue
        rng = np.random.default_rng((seed, number))
        encoder = ENCODERS[number % len(ENCODERS)]
        played = [(Answer.LIVE, lux) for lux in AMBIENT_LUX] + [(answer, ATTACK_LUX) for answer in ATTACKS]
        for answer, lux in played:
            show, old = drawn_show(rng, plan), draw_light(int.from_bytes(rng.bytes(16), "big"), plan)
            sent = re_encoded(_answered(footage, answer, lux, plan, show, old), CALL_FPS, encoder, KBPS)
            yield judged(recording, answer, lux, facts_of(sent, show, sessions), show, sessions)
        first = drawn_show(rng, plan)
        facts = facts_of(
            re_encoded([footage.frames[p] for p in footage.places], CALL_FPS, encoder, KBPS), first, sessions
        )
        for _ in range(CODES_PER_CLIP):
            yield judged(recording, Answer.NOBODY, 0.0, facts, drawn_show(rng, plan), sessions)


def one_each(recordings: Sequence[LabelledRecording]) -> list[LabelledRecording]:
    """Return the first recording of each person."""
    first: dict[str, LabelledRecording] = {}
    for recording in recordings:
        first.setdefault(recording.person, recording)
    return list(first.values())


def to_and_fro(count: int, total: int) -> list[int]:
    """Return `total` places in a recording of `count` frames that is played forwards and backwards in turn."""
    there_and_back = [*range(count), *range(count - 2, 0, -1)]
    return [there_and_back[i % len(there_and_back)] for i in range(total)]


def _footage(recording: LabelledRecording, sessions: Sessions, plan: LightPlan) -> _Footage | None:
    frames = decoded(recording.file, CALL_FPS, LONGEST_PX, Crop(*recording.crop) if recording.crop else None)
    found: list[Mesh | None] = []
    for rgb in frames:
        seen = sessions.analysers.detector.detect(rgb)
        largest = max(seen, key=_width_px, default=None)
        found.append(sessions.analysers.mesher.fit(rgb, largest) if largest else None)
    last = next((mesh for mesh in found if mesh is not None), None)
    if last is None:
        return None
    meshes: list[Mesh] = []
    for mesh in found:
        last = mesh or last
        meshes.append(last)
    return _Footage(frames, meshes, to_and_fro(len(frames), int(CALL_FPS * (START_S + plan.seconds + 4.0))))


def _width_px(face: Detection) -> float:
    return float(face.box_xyxy[2] - face.box_xyxy[0])


def drawn_show(rng: np.random.Generator, plan: LightPlan) -> LightShow:
    """Return a light check with a code of its own."""
    code = draw_light(int.from_bytes(rng.bytes(16), "big"), plan)
    return LightShow(LightId("trial"), code, START_S, plan.chip_s, plan.max_run, LightPhase.SHOWN)


def _answered(
    footage: _Footage, answer: Answer, lux: float, plan: LightPlan, show: LightShow, old: Sequence[int]
) -> list[RGB]:
    scene = Scene(lux)
    wall = screen_lux(scene.screen_m, scene.screen_nits, scene.wall_m) / screen_lux(
        scene.screen_m, scene.screen_nits, scene.face_m
    )
    shape = cast("tuple[int, int]", footage.frames[0].shape[:2])
    shares: list[F32] = [light_share(mesh.landmarks_xyz, shape, wall) for mesh in footage.meshes]
    frames = [footage.frames[place] for place in footage.places]
    return answered(frames, [shares[p] for p in footage.places], answer, plan, show, old, scene, CALL_FPS)


def facts_of(sent: Sequence[RGB], show: LightShow, sessions: Sessions, rate_fps: float = CALL_FPS) -> list[FrameFacts]:
    """Return what the pipeline sees: sampled at the analysis rate, late by the network."""
    found: list[FrameFacts] = []
    watch, slot = Watch(), -1
    for i, rgb in enumerate(sent):
        if int(i / rate_fps * ANALYSIS_FPS + 1e-6) <= slot:
            continue
        slot = int(i / rate_fps * ANALYSIS_FPS + 1e-6)
        at_s = i / rate_fps + NETWORK_S
        watch, facts = watch_faces(
            watch, Frame(i, at_s, at_s, rgb), sessions.analysers, sessions.rules.pipeline, may_embed=False
        )
        found.append(with_light(facts, rgb, show))
    return found


def judged(
    recording: LabelledRecording, answer: Answer, lux: float, facts: list[FrameFacts], show: LightShow, on: Sessions
) -> Trial:
    """Return what both signals say of a light check."""
    model, comparator = on.analysers.embedder.model, on.analysers.comparator
    context = Context(
        consented=False,
        model=model,
        reference=None,
        enrolled=None,
        comparator=comparator,
        calibrations=on.rules.calibrations,
        light=show,
    )
    window = Window(facts)
    light, skin = CodedLight().observe(window, context), CodedLightConsistency().observe(window, context)
    told = f"{_details(light)} {_details(skin)}"
    return Trial(recording.file.name, recording.person, answer, lux, _code(light), _code(skin), told)


def _details(verdict: Verdict) -> str:
    return str(dict(verdict.details)) if isinstance(verdict, Observation) else ""


def _code(verdict: Verdict) -> str:
    return verdict.code if isinstance(verdict, Observation) else verdict.reason


def light_report(trials: Sequence[Trial]) -> str:
    """Return how each kind of answer ended, as Markdown, with 95 % Wilson intervals of passing; failures listed."""
    lines = [
        "| who answers | lux | checks | passed | 95 % interval | not answered | tinted | can't tell | face differs |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    kinds = sorted({(t.answer, t.ambient_lux) for t in trials}, key=lambda k: (list(Answer).index(k[0]), k[1]))
    lines += [
        _row(answer, lux, [t for t in trials if (t.answer, t.ambient_lux) == (answer, lux)]) for answer, lux in kinds
    ]
    told = [f"- {t.answer}, {t.ambient_lux:.0f} lux, {t.name}: {t.light} {t.details}" for t in trials if _is_wrong(t)]
    return "\n".join([*lines, "", *told])


def _is_wrong(trial: Trial) -> bool:
    """Whether an honest face did not pass, or what is not a live face did; a swap is a live face with another on it."""
    has_passed = trial.light == "light_answered"
    return not has_passed if trial.answer is Answer.LIVE else has_passed and trial.answer is not Answer.SWAP


def _row(answer: Answer, lux: float, chosen: Sequence[Trial]) -> str:
    def count(*codes: str) -> int:
        return sum(t.light in codes for t in chosen)

    passed, silent, tinted = count("light_answered"), count("light_not_answered"), count("light_tints_everything")
    interval = wilson_interval(passed, len(chosen))
    differs = sum(t.skin == "light_differs_on_face" for t in chosen)
    room = f"{lux:.0f}" if lux else "-"
    rest = len(chosen) - passed - silent - tinted
    return (
        f"| {answer} | {room} | {len(chosen)} | {passed} | {100 * interval.low:.2f} to {100 * interval.high:.2f} % | "
        f"{silent} | {tinted} | {rest} | {differs} |"
    )
