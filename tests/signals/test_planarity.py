"""Planarity: a photo that turns, a head that turns, and everything that is too little to judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.facts import CornerTracks, FaceChange, FaceFacts, HeadPose
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.maths.planarity import foreshortening_deg, planarity
from candor.signals.planarity import PlanarFace
from signals.builders import CALIBRATIONS, GOOD, context, face, frame

RNG = np.random.default_rng(11)
SPOTS = RNG.uniform(-6, 6, (50, 2))


def seen_at(yaw_deg: float, *, is_photo: bool) -> np.ndarray:
    """Return (50, 2) px of spots on a face that has turned."""
    depth = np.zeros(50) if is_photo else -8 * np.sqrt(np.maximum(0, 1 - (SPOTS**2).sum(1) / 90))
    yaw = np.deg2rad(yaw_deg)
    x = SPOTS[:, 0] * np.cos(yaw) + depth * np.sin(yaw)
    z = 60 - SPOTS[:, 0] * np.sin(yaw) + depth * np.cos(yaw)
    return np.stack([x / z, SPOTS[:, 1] / z], axis=1) * 700 + 320 + RNG.normal(0, 0.2, (50, 2))


def turning(
    *, is_photo: bool, most_deg: float = 20.0, width_px: float = 160.0, corners: int = 50, mesh_sees: float = 1.0
) -> Window:
    def look(at_s: float) -> FaceFacts:
        yaw_deg = most_deg * at_s / 4
        from_xy, to_xy = (seen_at(turned_deg, is_photo=is_photo)[:corners] for turned_deg in (0.0, yaw_deg))
        found = planarity(from_xy, to_xy, 0.85)
        tracks = CornerTracks(
            0.0,
            HeadPose(0.0, 0.0, 0.0),
            from_xy.astype(np.float32),
            to_xy.astype(np.float32),
            0.1,
            foreshortening_deg(from_xy, to_xy) if corners else 0.0,
            (found.plane_px, found.rigid_px) if found else None,
        )
        plain = face(yaw_deg=mesh_sees * yaw_deg, quality=replace(GOOD, width_px=width_px))
        return replace(plain, corners=tracks if corners else None)

    return Window([frame(t / 10, look(t / 10)) for t in range(41)])


def judged(seen: Window) -> Verdict:
    return PlanarFace().observe(seen, context())


def test_a_photo_that_turns_moves_flat() -> None:
    verdict = judged(turning(is_photo=True, most_deg=35.0))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_moves_flat"
    assert verdict.llr > 0
    assert verdict.details["turn_deg"] == pytest.approx(35, abs=2)


@pytest.mark.parametrize(("life", "more"), [(0.01, True), (0.08, False), (None, False)])
def test_less_flat_is_enough_where_nothing_moves_within_the_face(life: float | None, more: bool) -> None:
    plain = turning(is_photo=True, most_deg=35.0)
    change = None if life is None else FaceChange(0.0, life, life, 0.01, 0.2, 50)
    seen = Window([replace(f, candidate=replace(f.candidate, change=change)) for f in plain.frames if f.candidate])
    flat, still = (CALIBRATIONS[PlanarFace.name].llr(name, 0.12) for name in ("flat", "flat_and_still"))

    verdict = judged(seen)

    assert still > flat
    assert isinstance(verdict, Observation)
    expected = "flat_and_still" if more else "flat"
    assert verdict.llr == CALIBRATIONS[PlanarFace.name].llr(expected, verdict.score)


def test_what_turns_too_little_to_draw_together_is_never_called_flat() -> None:
    verdict = judged(turning(is_photo=True, most_deg=15.0))

    assert isinstance(verdict, Observation)
    assert verdict.score < 0.2
    assert verdict.llr <= 0


def test_a_head_that_turns_moves_solid() -> None:
    verdict = judged(turning(is_photo=False))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_moves_solid"
    assert verdict.llr < 0


def test_a_photo_that_leans_is_judged_though_the_mesh_sees_no_turn() -> None:
    photo = judged(turning(is_photo=True, most_deg=35.0, mesh_sees=0.1))
    head = judged(turning(is_photo=False, most_deg=35.0, mesh_sees=0.1))

    assert isinstance(photo, Observation)
    assert photo.code == "face_moves_flat"
    assert isinstance(head, Observation)
    assert head.code == "face_moves_solid"


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (turning(is_photo=False, most_deg=3), "no_turn"),
        (turning(is_photo=False, width_px=40), "face_too_small"),
        (turning(is_photo=False, corners=0), "few_corners"),
        (turning(is_photo=False, corners=10), "no_turn"),
        (Window([frame(0.0, None)]), "no_face"),
    ],
)
def test_too_little_to_judge_is_said(seen: Window, reason: str) -> None:
    verdict = judged(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
