"""Regions cut from pictures: points go there and back, pixels land where the points say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.inference.crop import Roi, invert, map_points, similarity, warp, warp_smooth

angles = st.floats(-3.1, 3.1)
places = st.floats(-300, 300)
sides = st.floats(5, 800)


@given(places, places, sides, angles, st.booleans())
def test_points_come_back_from_any_region(x: float, y: float, side: float, angle: float, mirrored: bool) -> None:
    to_crop = Roi(x, y, side, angle).to_crop(192, mirrored=mirrored)
    points = np.array([[0.0, 0.0], [x, y], [100.0, -20.0]])

    there = map_points(points, to_crop)

    np.testing.assert_allclose(there[1], [96, 96], atol=1e-6)
    np.testing.assert_allclose(map_points(there, invert(to_crop)), points, atol=1e-6)


@given(angles, st.floats(0.1, 10), places, places)
def test_similarity_finds_the_motion_that_was_made(angle: float, scale: float, x: float, y: float) -> None:
    source = np.array([[0.0, 0.0], [10.0, 0.0], [3.0, 7.0], [5.0, 5.0]])
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    target = source @ turn.T + [x, y]

    found = similarity(source, target)

    np.testing.assert_allclose(found, np.column_stack([turn, [x, y]]), atol=1e-6)


@given(angles)
def test_similarity_is_the_best_of_its_neighbours(angle: float) -> None:
    generator = np.random.default_rng(3)
    source, target = generator.normal(size=(2, 5, 2))
    best = similarity(source, target)
    other = best.copy()
    other[:, :2] = best[:, :2] @ [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]

    def error(affine: np.ndarray) -> float:
        return float(((map_points(source, affine) - target) ** 2).sum())

    assert error(best) <= error(other) + 1e-9


def test_similarity_of_one_repeated_point_is_finite() -> None:
    assert np.isfinite(similarity(np.ones((5, 2)), np.ones((5, 2)))).all()


def test_a_plain_region_is_the_picture_itself() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (32, 32, 3), np.uint8)

    np.testing.assert_array_equal(warp(picture, Roi(16, 16, 32).to_crop(32), 32), picture)


def test_a_mirrored_region_is_the_picture_mirrored() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (32, 32, 3), np.uint8)

    np.testing.assert_array_equal(warp(picture, Roi(16, 16, 32).to_crop(32, mirrored=True), 32), picture[:, ::-1])


def test_outside_the_picture_is_filled() -> None:
    crop = warp(np.full((10, 10, 3), 200, np.uint8), Roi(100, 100, 20).to_crop(8), 8, fill=7)

    assert (crop == 7).all()


@pytest.mark.parametrize("centre", [(60.0, 60.0), (5.0, 110.0)])
def test_shrinking_averages_fine_texture_and_keeps_place(centre: tuple[float, float]) -> None:
    y, x = np.mgrid[:128, :128]
    stripes = np.where(x % 2 == 0, 0, 200).astype(np.uint8)
    picture = np.stack([stripes, y.astype(np.uint8), x.astype(np.uint8)], axis=2)
    to_crop = Roi(*centre, 64, 0.2).to_crop(16)

    crop = warp_smooth(picture, to_crop, 16)

    seen = map_points(
        np.stack(np.meshgrid(np.arange(16) + 0.5, np.arange(16) + 0.5), -1).reshape(-1, 2), invert(to_crop)
    )
    inside = ((seen > 8) & (seen < 120)).all(axis=1)
    values = crop.reshape(-1, 3)[inside].astype(float)
    assert np.abs(values[:, 0] - 100).max() < 30
    np.testing.assert_allclose(values[:, 1:], seen[inside][:, ::-1] - 0.5, atol=1.5)


def test_shrinking_a_region_outside_the_picture_gives_black() -> None:
    assert not warp_smooth(np.full((50, 50, 3), 9, np.uint8), Roi(900, 900, 500).to_crop(16), 16).any()
