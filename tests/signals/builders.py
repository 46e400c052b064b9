"""Facts made by hand: a face that moves as told, frames in order, a comparator that knows who is who."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from candor.domain.facts import FaceFacts, FaceQuality, FrameFacts, HeadPose, PictureFacts
from candor.domain.identity import Comparison, Template
from candor.domain.ids import TrackId
from candor.domain.window import Window
from candor.signals import ALL_SIGNALS
from candor.signals.calibration import load_calibrations
from candor.signals.protocol import Context

MODELS = Path(__file__).resolve().parents[2] / "models"
CALIBRATIONS = load_calibrations(MODELS, [signal.name for signal in ALL_SIGNALS])
MODEL = "made-model"
GOOD = FaceQuality(160.0, 70.0, 120.0, 0.0, 80.0)

ANNA = np.array([1, 0, 0, 0], dtype=np.float32)
BEN = np.array([0, 1, 0, 0], dtype=np.float32)


class FakeComparator:
    """Scores 10 for equal directions and -6 for orthogonal ones, as real people score within one call."""

    def compare(self, a: Template, b: Template) -> Comparison:
        cosine = float(a.vector @ b.vector / (np.linalg.norm(a.vector) * np.linalg.norm(b.vector)))
        score = -6.0 + 16.0 * cosine
        return Comparison(score, float(np.clip(2.0 - 0.9 * score, -6.0, 5.8)))


def template(vector: np.ndarray = ANNA) -> Template:
    return Template(MODEL, vector, 5, 160.0)


def context(*, reference: Template | None = None, enrolled: Template | None = None, consented: bool = True) -> Context:
    return Context(consented, MODEL, reference, enrolled, FakeComparator(), CALIBRATIONS)


def face(
    track: int = 1,
    embedding: np.ndarray | None = None,
    *,
    yaw_deg: float = 0.0,
    pitch_deg: float = 0.0,
    centre: tuple[float, float] = (320.0, 180.0),
    width_px: float = 160.0,
    quality: FaceQuality | None = GOOD,
    openness: float = 0.3,
    mouth: float = 0.1,
) -> FaceFacts:
    x, y = centre
    half = width_px / 2
    return FaceFacts(
        track=TrackId(track),
        box_xyxy=np.array([x - half, y - half, x + half, y + half], dtype=np.float32),
        detection_score=0.9,
        mesh_score=1.0,
        pose=HeadPose(yaw_deg, pitch_deg, 0.0),
        eye_openness=(openness, openness),
        mouth_openness=mouth,
        brow_height=0.4,
        quality=quality,
        embedding=embedding,
    )


def picture(value: float = 100.0, digest: int | None = None) -> PictureFacts:
    grid = np.full((18, 32), np.clip(value, 0, 255), dtype=np.uint8)
    return PictureFacts(digest if digest is not None else hash(value), 0, grid)


def frame(
    at_s: float,
    candidate: FaceFacts | None = None,
    others: Sequence[FaceFacts] = (),
    shown: PictureFacts | None = None,
) -> FrameFacts:
    return FrameFacts(
        seq=round(at_s * 10),
        captured_at_s=at_s,
        received_at_s=at_s,
        size_px=(640, 360),
        picture=shown or picture(digest=round(at_s * 1000)),
        candidate=candidate,
        others=tuple(others),
    )


def window(seconds: float, make: Callable[[float], FrameFacts], fps: float = 10.0) -> Window:
    """Frames at `fps` from 0 to `seconds`, each made for its time."""
    return Window([make(i / fps) for i in range(int(seconds * fps) + 1)])


def lively(at_s: float, seed: int = 0) -> FrameFacts:
    """A frame of somebody who never does the same twice: smooth random motion of head, mouth and picture."""
    waves = [_wave(at_s, seed * 31 + k) for k in range(10)]
    yaw, pitch, x, y, eyes, mouth = waves[:6]
    rows, columns = np.mgrid[0:18, 0:32]
    blob = np.exp(-(((columns - 16 - 4 * waves[6]) ** 2) / 20 + ((rows - 9 - 2 * waves[7]) ** 2) / 12))
    grid = np.clip(60 + 20 * waves[8] + 120 * blob + 10 * waves[9] * (columns > 20), 0, 255).astype(np.uint8)
    shown = PictureFacts(hash((at_s, seed)), _gradient_hash(grid), grid)
    moved = face(
        yaw_deg=8 * yaw,
        pitch_deg=5 * pitch,
        centre=(320 + 20 * x, 180 + 10 * y),
        width_px=160 + 8 * waves[6],
        openness=0.3 + 0.05 * eyes,
        mouth=0.15 + 0.1 * mouth,
    )
    return frame(at_s, moved, shown=shown)


def _wave(at_s: float, seed: int) -> float:
    """A sum of sines whose periods share no multiple: smooth, bounded, never repeating within minutes."""
    rates, phases = _rates_and_phases(seed)
    return float(np.sin(2 * math.pi * rates * at_s + phases).sum() / 3)


@cache
def _rates_and_phases(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(0.07, 0.9, 6), rng.uniform(0, 2 * math.pi, 6)


def _gradient_hash(grid: np.ndarray) -> int:
    small = grid[::2, ::4][:8].astype(int)
    return int.from_bytes(np.packbits(small[:, 1:] > small[:, :-1]).tobytes()[:8], "big")


def noisy(facts: FrameFacts, rng: np.random.Generator, at_s: float) -> FrameFacts:
    """The same frame as an encoder would show it again: grey levels off by one, another digest, a new time."""
    grid = facts.picture.thumbnail.astype(int) + rng.integers(-1, 2, (18, 32)) * (rng.random((18, 32)) < 0.2)
    shown = replace(facts.picture, thumbnail=np.clip(grid, 0, 255).astype(np.uint8), digest=int(rng.integers(2**62)))
    return replace(facts, picture=shown, captured_at_s=at_s, received_at_s=at_s, seq=round(at_s * 10))
