"""A face that moves as a whole is not changed; one whose mouth changes is; a new track starts from a new key frame."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from candor.domain.facts import FaceChange
from candor.domain.ids import TrackId
from candor.maths.face_mesh import CHIN, FACE_OVAL, MOUTH_OUTLINE, PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE
from candor.pipeline.face_change import ChangeState, follow_change
from candor.pipeline.rules import load_pipeline_rules

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml").change
ANNA, BEN = TrackId(1), TrackId(2)


def speckled() -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 255, (60, 80), dtype=np.uint8)
    return cv2.resize(noise, (320, 240), interpolation=cv2.INTER_CUBIC)


def landmarks() -> np.ndarray:
    """A made-up mesh with its outline, eyes and mouth where a face has them."""
    points = np.full((468, 2), (160.0, 120.0), dtype=np.float32)
    for centre, size, indices in (
        ((160, 120), (70, 90), FACE_OVAL),
        ((160, 165), (25, 10), MOUTH_OUTLINE),
        ((133, 95), (14, 5), PICTURE_LEFT_EYE),
        ((187, 95), (14, 5), PICTURE_RIGHT_EYE),
    ):
        for i, index in enumerate(indices):
            angle = 2 * np.pi * i / len(indices)
            points[index] = (centre[0] - size[0] * np.cos(angle), centre[1] - size[1] * np.sin(angle))
    points[CHIN] = (160, 205)
    return points


def looked(
    *pictures: np.ndarray, tracks: tuple[TrackId, ...] = (), shifts: tuple[float, ...] = ()
) -> list[FaceChange | None]:
    state: ChangeState | None = None
    seen: list[FaceChange | None] = []
    for i, picture in enumerate(pictures):
        track = tracks[i] if tracks else ANNA
        there = landmarks() + np.array([shifts[i] if shifts else 0.0, 0.0], dtype=np.float32)
        state, change = follow_change(state, track, picture, there, i * 0.2, RULES)
        seen.append(change)
    return seen


def shifted(picture: np.ndarray, x_px: float) -> np.ndarray:
    return cv2.warpAffine(
        picture, np.array([[1, 0, x_px], [0, 1, 0]], dtype=np.float32), (320, 240), borderMode=cv2.BORDER_REFLECT
    )


def test_a_face_that_moves_as_a_whole_has_moved_and_not_changed() -> None:
    _, change = looked(speckled(), shifted(speckled(), 8), shifts=(0, 8))

    assert change is not None
    assert max(change.eyes, change.mouth, change.skin) < 0.015
    assert change.moved == pytest.approx(8 / 54, rel=0.2)


def test_a_mouth_that_changes_is_seen_as_mouth_alone() -> None:
    spoken = speckled()
    spoken[150:180, 130:190] = 255 - spoken[150:180, 130:190]

    _, change = looked(speckled(), spoken)

    assert change is not None
    assert change.mouth > 0.03
    assert change.eyes < 0.015


def test_a_mesh_that_trembles_draws_no_change_onto_a_still_picture() -> None:
    _, change = looked(speckled(), speckled(), shifts=(0, 3))

    assert change is not None
    assert max(change.eyes, change.mouth, change.moved) < 0.01


def test_another_track_starts_anew() -> None:
    assert looked(speckled(), speckled(), tracks=(ANNA, BEN)) == [None, None]


def test_it_looks_no_more_often_than_the_rules_say() -> None:
    state, _ = follow_change(None, ANNA, speckled(), landmarks(), 0.0, RULES)

    assert follow_change(state, ANNA, speckled(), landmarks(), RULES.period_s / 2, RULES)[1] is None


def test_an_old_key_frame_is_replaced() -> None:
    state, _ = follow_change(None, ANNA, speckled(), landmarks(), 0.0, RULES)
    state, change = follow_change(state, ANNA, speckled(), landmarks(), RULES.key_frame_s + 1, RULES)

    assert change is None
    assert state.key_at_s == RULES.key_frame_s + 1


def test_a_face_without_detail_says_nothing_and_breaks_nothing() -> None:
    grey = np.full((240, 320), 128, dtype=np.uint8)

    assert looked(grey, grey, speckled()) == [None, None, None]
    wild = np.random.default_rng(0).uniform(-1e4, 1e4, (468, 2)).astype(np.float32)
    state, _ = follow_change(None, ANNA, speckled(), wild, 0.0, RULES)
    follow_change(state, ANNA, speckled(), wild[::-1].copy(), 0.2, RULES)
