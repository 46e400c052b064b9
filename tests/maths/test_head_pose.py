"""Head pose from a mesh: signs, angles, and what is no face."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.head_pose import CANONICAL_XYZ, RIGID_POINTS, head_pose, head_rotation, pose_of_rotation
from painted_faces import mesh_at, there

NOSE_TIP, NOSE_ROOT, CHIN_SIDE = 4, 6, 136


def about_x(degrees: float) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def about_y(degrees: float) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def about_z(degrees: float) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def turned(yaw: float = 0, pitch: float = 0, roll: float = 0, *, width: float = 100, noise_px: float = 0) -> np.ndarray:
    """A mesh with that pose, built from elementary rotations in picture axes (y down, z away)."""
    points = mesh_at(300, 200, width, about_z(roll) @ about_x(-pitch) @ about_y(-yaw)).landmarks_xyz
    return points + np.random.default_rng(1).normal(0, noise_px, points.shape).astype(np.float32)


def test_a_frontal_face_points_nowhere() -> None:
    pose = there(head_pose(turned()))
    assert max(abs(pose.yaw_deg), abs(pose.pitch_deg), abs(pose.roll_deg)) < 0.01


def test_positive_yaw_has_the_nose_to_the_right_of_the_picture() -> None:
    points = turned(yaw=30)
    assert points[NOSE_TIP, 0] > points[NOSE_ROOT, 0] + 5
    assert there(head_pose(points)).yaw_deg == pytest.approx(30, abs=0.1)


def test_positive_pitch_has_the_nose_up() -> None:
    points = turned(pitch=20)
    assert points[NOSE_TIP, 1] < turned()[NOSE_TIP, 1] - 5
    assert there(head_pose(points)).pitch_deg == pytest.approx(20, abs=0.1)


def test_positive_roll_leans_clockwise() -> None:
    points = turned(roll=15)
    assert points[10, 0] > points[CHIN_SIDE : CHIN_SIDE + 1, 0].mean()
    assert there(head_pose(points)).roll_deg == pytest.approx(15, abs=0.1)


def test_a_pixel_of_noise_moves_the_pose_by_about_a_degree() -> None:
    pose = there(head_pose(turned(yaw=20, pitch=-10, roll=5, width=120, noise_px=1.0)))
    assert np.allclose([pose.yaw_deg, pose.pitch_deg, pose.roll_deg], [20, -10, 5], atol=2.0)


angles = st.floats(-80, 80)


@given(angles, angles, angles, st.floats(20, 600))
def test_any_pose_is_recovered_at_any_size(yaw: float, pitch: float, roll: float, width: float) -> None:
    pose = there(head_pose(turned(yaw, pitch, roll, width=width)))
    assert np.allclose([pose.yaw_deg, pose.pitch_deg, pose.roll_deg], [yaw, pitch, roll], atol=0.1)


@given(st.integers(0, 1000))
def test_the_rotation_is_always_proper(seed: int) -> None:
    points = np.random.default_rng(seed).normal(0, 50, (468, 3)).astype(np.float32)
    rotation = there(head_rotation(points))
    assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-6)
    assert np.linalg.det(rotation) == pytest.approx(1.0)


@pytest.mark.parametrize("value", [0.0, 7.0, np.nan, np.inf])
def test_points_that_span_no_face_have_no_pose(value: float) -> None:
    assert head_pose(np.full((468, 3), value, dtype=np.float32)) is None


def test_the_canonical_face_is_symmetric() -> None:
    mirrored = CANONICAL_XYZ * (-1, 1, 1)
    assert len(RIGID_POINTS) == len(set(RIGID_POINTS.tolist())) == 33
    assert {tuple(p) for p in mirrored} == {tuple(p) for p in CANONICAL_XYZ}


def test_pose_of_a_rotation_straight_up_stays_finite() -> None:
    pose = pose_of_rotation(about_x(-90))
    assert np.isfinite([pose.yaw_deg, pose.pitch_deg, pose.roll_deg]).all()
