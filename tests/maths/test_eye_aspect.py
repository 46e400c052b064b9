"""Openness of eyes and mouth, whatever the size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.eye_aspect import brow_height, eye_aspect_ratio, eye_centres, lip_drop, mouth_openness
from painted_faces import mesh_at


def eye(height: float, width: float = 40.0) -> np.ndarray:
    half = height / 2
    points = [(0, 0), (12, -half), (28, -half), (width, 0), (28, half), (12, half)]
    return np.array([points], dtype=np.float32)


def test_ratio_is_height_over_width() -> None:
    assert eye_aspect_ratio(eye(height=12))[0] == pytest.approx(0.3)


def test_a_closed_eye_is_near_zero() -> None:
    assert eye_aspect_ratio(eye(height=1))[0] < 0.05


def test_an_eye_without_width_is_zero() -> None:
    assert eye_aspect_ratio(np.zeros((3, 6, 2), dtype=np.float32)).tolist() == [0, 0, 0]


@given(st.floats(0.1, 30), st.floats(0, 6.28), st.floats(-900, 900), st.floats(2, 20))
def test_size_place_and_tilt_do_not_matter(scale: float, angle: float, shift: float, height: float) -> None:
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = ((eye(height)[0] @ turn.T) * scale + shift).astype(np.float32)[None]
    assert eye_aspect_ratio(moved)[0] == pytest.approx(eye_aspect_ratio(eye(height))[0], rel=0.02, abs=0.005)


@given(st.floats(20, 500))
def test_mouth_and_brows_do_not_depend_on_size(width: float) -> None:
    small, any_size = mesh_at(0, 0, 100).landmarks_xyz, mesh_at(50, -20, width).landmarks_xyz
    assert mouth_openness(any_size) == pytest.approx(mouth_openness(small), rel=0.01)
    assert brow_height(any_size) == pytest.approx(brow_height(small), rel=0.01)


def test_an_opened_mouth_is_larger() -> None:
    points = mesh_at(0, 0, 100).landmarks_xyz.copy()
    before = mouth_openness(points)
    points[14, 1] += 20
    assert mouth_openness(points) > before + 0.3


def test_coinciding_eyes_give_zero() -> None:
    points = np.ones((468, 3), dtype=np.float32)
    assert mouth_openness(points) == 0
    assert brow_height(points) == 0
    assert lip_drop(points) == 0


def test_picture_left_eye_comes_first() -> None:
    left, right = eye_centres(mesh_at(300, 200, 100).landmarks_xyz[:, :2])
    assert left[0] < 300 < right[0]


@given(st.floats(20, 500))
def test_the_lower_lip_drops_by_the_same_share_whatever_the_size(width: float) -> None:
    small, any_size = mesh_at(0, 0, 100).landmarks_xyz.copy(), mesh_at(50, -20, width).landmarks_xyz.copy()
    for mesh, size in ((small, 100.0), (any_size, width)):
        before = lip_drop(mesh)
        mesh[17] += (mesh[152] - mesh[10]) * (0.1 * size / np.linalg.norm(mesh[152] - mesh[10]))
        eyes = eye_centres(mesh)
        assert lip_drop(mesh) - before == pytest.approx(0.1 * size / np.linalg.norm(eyes[1] - eyes[0]), rel=0.02)
