"""A plane is a plane under any motion, a solid is none, and too little says nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.planarity import MIN_POINTS, foreshortening_deg, planarity

RNG = np.random.default_rng(7)


def turned(points_xyz: np.ndarray, yaw_deg: float, noise_px: float, rng: np.random.Generator) -> np.ndarray:
    """Return (N, 2) px of points (cm) seen from 60 cm away after a turn."""
    yaw = np.deg2rad(yaw_deg)
    rotation = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    seen = points_xyz @ rotation.T + [0, 0, 60]
    return seen[:, :2] / seen[:, 2:] * 700 + 320 + rng.normal(0, noise_px, (len(seen), 2))


def sheet(n: int, rng: np.random.Generator) -> np.ndarray:
    return np.concatenate([rng.uniform(-8, 8, (n, 2)), np.zeros((n, 1))], axis=1)


def head(n: int, rng: np.random.Generator) -> np.ndarray:
    """Points on the front of an ellipsoid with a nose."""
    xy = rng.uniform(-6, 6, (n, 2))
    depth = -8 * np.sqrt(np.maximum(0, 1 - (xy**2).sum(1) / 90)) - 2.5 * np.exp(-(xy**2).sum(1) / 3)
    return np.concatenate([xy, depth[:, None]], axis=1)


@pytest.mark.parametrize("yaw_deg", [12, 20, 30])
def test_a_head_that_turns_leaves_much_more_than_a_sheet_that_turns(yaw_deg: float) -> None:
    ratios = []
    for solid in (sheet(60, RNG), head(60, RNG)):
        found = planarity(turned(solid, 0, 0.3, RNG), turned(solid, yaw_deg, 0.3, RNG), keep=0.85)
        assert found is not None
        ratios.append(found.plane_px / found.rigid_px)

    assert ratios[0] < 2 < ratios[1]


def test_a_few_corners_that_slid_off_do_not_turn_a_sheet_into_a_solid() -> None:
    points = sheet(60, RNG)
    a, b = turned(points, 0, 0.3, RNG), turned(points, 25, 0.3, RNG)
    b[:3, 1] += 10  # across the direction of the turn: along it a solid would move, too

    found = planarity(a, b, keep=0.85)

    assert found is not None
    assert found.plane_px / found.rigid_px < 2


def test_too_few_points_say_nothing() -> None:
    points = sheet(MIN_POINTS - 1, RNG)

    assert planarity(points[:, :2], points[:, :2], keep=0.85) is None


def test_points_in_one_place_say_nothing_or_nothing_infinite() -> None:
    found = planarity(np.zeros((20, 2)), np.zeros((20, 2)), keep=0.85)

    assert found is None or (np.isfinite(found.plane_px) and np.isfinite(found.rigid_px))


@given(st.integers(0, 1000), st.floats(1, 5), st.floats(-100, 100))
def test_scale_of_the_picture_scales_both_residuals_alike(seed: int, scale: float, shift: float) -> None:
    rng = np.random.default_rng(seed)
    points = head(40, rng)
    a, b = turned(points, 0, 0.5, rng), turned(points, 20, 0.5, rng)

    one, other = planarity(a, b, keep=1.0), planarity(a * scale + shift, b * scale + shift, keep=1.0)

    assert one is not None
    assert other is not None
    assert other.plane_px / other.rigid_px == pytest.approx(one.plane_px / one.rigid_px, rel=0.05)


@pytest.mark.parametrize("yaw_deg", [0, 15, 30, 45])
def test_a_sheet_is_foreshortened_by_its_turn(yaw_deg: float) -> None:
    points = sheet(60, RNG)

    assert foreshortening_deg(turned(points, 0, 0.0, RNG), turned(points, yaw_deg, 0.0, RNG)) == pytest.approx(
        yaw_deg, abs=8
    )


@given(st.floats(0.3, 3), st.floats(-3, 3), st.floats(-200, 200))
def test_size_roll_and_shift_are_no_turn(scale: float, roll: float, shift: float) -> None:
    points = np.random.default_rng(1).uniform(-100, 100, (30, 2))
    rolled = points @ np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]]) * scale + shift

    assert foreshortening_deg(points, rolled) == pytest.approx(0, abs=0.1)


def test_points_on_a_line_fix_no_map() -> None:
    line = np.stack([np.arange(20.0), np.arange(20.0)], axis=1)

    assert foreshortening_deg(line, line * 2) == 0
    assert foreshortening_deg(np.zeros((20, 2)), line) == 0
