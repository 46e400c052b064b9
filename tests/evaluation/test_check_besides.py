"""Measures that were tried during turns: each tells what it is named after, on pictures made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from candor.domain.checks import Check, CheckId, CheckKind, Side
from candor.domain.facts import FrameFacts, SeamFacts
from candor.evaluation.check_besides import besides
from candor.maths.face_mesh import FACE_OVAL
from painted_faces import mesh_at, painted_analysers
from signals.builders import face, frame

CHECK = Check(CheckId("c"), CheckKind.TURN_HEAD, Side.RIGHT)
WAY_PX = [0.0] * 12 + [40 * float(np.sin(i / 20 * np.pi)) for i in range(21)] + [0.0] * 3
"""The head goes to the side and back, sideways: 40 px."""


def picture() -> np.ndarray:
    coarse = np.random.default_rng(0).integers(60, 200, (36, 64, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (640, 360), interpolation=cv2.INTER_CUBIC), np.uint8)


def mesh_xy(x: float) -> np.ndarray:
    points = mesh_at(x, 180, 100).landmarks_xyz[:, :2].copy()
    angles = np.linspace(0, 2 * np.pi, len(FACE_OVAL), endpoint=False)
    points[list(FACE_OVAL)] = np.stack([x + 60 * np.sin(angles), 180 - 60 * np.cos(angles)], axis=1)
    return points


def film(face_px: Sequence[float], picture_px: Sequence[float]) -> tuple[list[np.ndarray], list[FrameFacts]]:
    """A mesh that goes one way over a picture that goes another."""
    frames, facts = list[np.ndarray](), list[FrameFacts]()
    for i, (x, shift) in enumerate(zip(face_px, picture_px, strict=True)):
        frames.append(np.roll(picture(), round(shift), axis=1))
        change = float("nan") if i < 12 else abs(x)
        seam = SeamFacts(change, change, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0)
        seen = replace(face(width_px=120), landmarks_xy=mesh_xy(320 + x).astype(np.float32), mesh_score=0.9)
        facts.append(replace(frame(i / 10, seen), seam=seam))
    return frames, facts


def measured(face_px: Sequence[float], picture_px: Sequence[float]) -> dict[str, float]:
    return besides(*film(face_px, picture_px), CHECK, painted_analysers())


def test_a_face_that_follows_its_head_late_lags() -> None:
    late = [0.0, 0.0, *WAY_PX[:-2]]

    assert measured(WAY_PX, WAY_PX)["lag"] == 0
    assert measured(late, WAY_PX)["lag"] == 2


def test_what_moves_beside_the_face_is_dragged() -> None:
    assert measured(WAY_PX, [0.0] * len(WAY_PX))["drag"] < 0.1
    assert measured(WAY_PX, WAY_PX)["drag"] > 0.8


def test_a_solid_head_does_not_bend_and_a_still_one_does_not_tremble() -> None:
    found = measured(WAY_PX, WAY_PX)

    assert abs(found["mesh_residual"]) < 0.01
    assert abs(found["mesh_motion"]) < 1
    assert found["likeness_drop"] < 0.5


def test_without_movement_or_face_nothing_is_measured() -> None:
    frames, facts = film(WAY_PX, WAY_PX)

    assert besides(frames, [replace(f, candidate=None, seam=None) for f in facts], CHECK, painted_analysers()) == {}
    assert besides(frames[:10], facts[:10], CHECK, painted_analysers()) == {}
