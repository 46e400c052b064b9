"""What if a photo of the person is held into the camera and turned? Makes it from bona fide clips and plays both.

The photo is a frame of the clip, moved as a plane in front of a pinhole camera by a hand that turns it and trembles
(recipe A4 of signals.md D2), then encoded as a call encodes. A made attack: paper, glare and print dots are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.ids import SignalName
from candor.domain.observations import Observation
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.loops import decoded, re_encoded
from candor.evaluation.scenarios import Encoder, OpenSession, played
from candor.maths.statistics import wilson_interval
from candor.pipeline.recording import Crop

RGB = NDArray[np.uint8]
F64 = NDArray[np.float64]

CALL_FPS: Final = 15.0
SECONDS: Final = 8.0
"""One slow turn to one side, back, and to the other."""
TURNS_DEG: Final = (30.0, 45.0)
ENCODER: Final = Encoder("libvpx", 600)
SIGNALS: Final = tuple(SignalName(name) for name in ("nonrigid_motion", "planarity", "blink"))
_FOCAL: Final = 1.2
"""Focal length of a usual webcam in picture widths: a field of view of 45 degrees."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one signal said about one clip, honest or made."""

    signal: SignalName
    person: str
    name: str
    is_attack: bool
    score: float | None
    """Median of its scores; None when it always abstained."""
    llr: float
    """Largest for an attack, and for an honest clip too: what an alarm would be made of. 0 when it always abstained."""


def held_photo(photo: RGB, turn_deg: float, seconds: float, rate_fps: float, rng: np.random.Generator) -> list[RGB]:
    """Return the pictures of a photo that is turned in front of a camera.

    Args:
        photo: (H, W, 3) what is on the paper, filling the picture when held straight.
        turn_deg: largest turn to each side.
        seconds: of one whole turn: one side, back, the other side, back.
        rate_fps: pictures a second.
        rng: of the trembling hand.
    """
    height, width = photo.shape[:2]
    camera = np.array([[_FOCAL * width, 0, width / 2], [0, _FOCAL * width, height / 2], [0, 0, 1.0]])
    count = int(seconds * rate_fps)
    tremble = np.stack([np.convolve(rng.normal(0, 1, count + 4), np.ones(5) / 5, "valid") for _ in range(3)])
    pictures: list[RGB] = []
    for i in range(count):
        yaw = turn_deg * np.sin(2 * np.pi * i / count)
        pitch = 6 * np.sin(4 * np.pi * i / count) + tremble[0, i]
        rotation = _rotation(yaw, pitch, 2 * tremble[1, i])
        centre = np.array([0, 0, 1.0])
        shift = centre + np.array([0.01 * tremble[2, i], 0, 0.15]) - rotation @ centre
        homography = camera @ (rotation + np.outer(shift, centre)) @ np.linalg.inv(camera)
        wall = (120.0, 110.0, 100.0)
        moved = cv2.warpPerspective(photo, homography, (width, height), borderValue=wall)
        pictures.append(np.asarray(moved, dtype=np.uint8))
    return pictures


def _rotation(yaw_deg: float, pitch_deg: float, roll_deg: float) -> F64:
    turned: F64 = np.eye(3)
    for axis, angle_deg in zip(np.eye(3), (pitch_deg, yaw_deg, roll_deg), strict=True):
        turned = turned @ np.asarray(cv2.Rodrigues(axis * np.deg2rad(angle_deg))[0], dtype=np.float64)
    return turned


def held_photos(
    recordings: Sequence[LabelledRecording], fps: float, seed: int, open_session: OpenSession
) -> Iterator[Answer]:
    """Play every recording, and photos of it held at two angles, through the whole loop; the same encoder for all."""
    for number, recording in enumerate(recordings):
        crop = Crop(*recording.crop) if recording.crop else None
        clip = _even(decoded(recording.file, CALL_FPS, crop=crop))
        rng = np.random.default_rng((seed, number))
        photo = clip[len(clip) // 3]
        made = [held_photo(photo, turn_deg, SECONDS, CALL_FPS, rng) for turn_deg in TURNS_DEG]
        for is_attack, frames in ((False, clip), *((True, frames) for frames in made)):
            sent = re_encoded(frames, CALL_FPS, ENCODER.codec, ENCODER.kbps)
            steps = played(sent, CALL_FPS, None, open_session, fps)
            for signal in SIGNALS:
                said = [v for s in steps for v in s.verdicts if isinstance(v, Observation) and v.signal == signal]
                score = float(np.median([v.score for v in said])) if said else None
                llr = max((v.llr for v in said), default=0.0)
                yield Answer(signal, recording.person, recording.file.name, is_attack, score, llr)


def _even(frames: Sequence[RGB]) -> list[RGB]:
    return [frame[: frame.shape[0] // 2 * 2, : frame.shape[1] // 2 * 2] for frame in frames]


def held_photo_report(answers: Sequence[Answer], amber_llr: float) -> str:
    """Return how often each signal judged, and what it said, as Markdown; 95 % Wilson intervals per clip."""
    lines = [
        "| signal | clips | judged | says attack (LLR > 0) | strong enough to warn alone | 95 % interval | AUC |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for signal in sorted({answer.signal for answer in answers}):
        own = [answer for answer in answers if answer.signal == signal]
        lines += [_row([a for a in own if a.is_attack == is_attack], own, amber_llr) for is_attack in (False, True)]
    wrong = [a for a in answers if a.score is not None and (a.llr > 0) != a.is_attack]
    lines += ["", *(f"- {_kind(a)} {a.name}, {a.signal}: score {a.score:.2f}, LLR {a.llr:.1f}" for a in wrong)]
    return "\n".join(lines)


def _row(chosen: Sequence[Answer], own: Sequence[Answer], amber_llr: float) -> str:
    judged = [a for a in chosen if a.score is not None]
    warned, against = sum(a.llr >= amber_llr for a in judged), sum(a.llr > 0 for a in judged)
    interval = wilson_interval(warned, len(chosen))
    percent = f"{100 * interval.low:.1f} to {100 * interval.high:.1f} %"
    name = f"{chosen[0].signal}, {_kind(chosen[0])}"
    auc = _auc(own) if chosen[0].is_attack else None
    told = "-" if auc is None else f"{auc:.3f}"
    return f"| {name} | {len(chosen)} | {len(judged)} | {against} | {warned} | {percent} | {told} |"


def _kind(answer: Answer) -> str:
    return "held photo" if answer.is_attack else "honest"


def _auc(own: Sequence[Answer]) -> float | None:
    """Return the chance that a judged attack has a larger LLR than a judged honest clip."""
    attacks = np.array([a.llr for a in own if a.is_attack and a.score is not None])
    honest = np.array([a.llr for a in own if not a.is_attack and a.score is not None])
    if not len(attacks) or not len(honest):
        return None
    above = (attacks[:, None] > honest[None]) + 0.5 * (attacks[:, None] == honest[None])
    return float(above.mean())
