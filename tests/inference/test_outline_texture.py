"""Outline texture: crops stand upright, and a soft outline shows in the rings where it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.inference.outline_texture import (
    CROP_PX,
    EYES,
    N_RINGS,
    N_SECTORS,
    N_VALUES,
    OUTLINE,
    SIGMAS,
    texture_profile,
    upright_crop,
)

RNG = np.random.default_rng(3)


def a_face(centre_x: float = 300.0, centre_y: float = 220.0, radius: float = 70.0, tilt: float = 0.0) -> np.ndarray:
    """Landmarks (468, 2): a round outline, eyes on a level, everything else in the middle."""
    points = np.zeros((468, 2))
    around = np.linspace(-np.pi / 2, 1.5 * np.pi, len(OUTLINE), endpoint=False)
    points[list(OUTLINE)] = radius * np.stack([np.cos(around), np.sin(around)], 1)
    points[EYES[0]], points[EYES[1]] = (-0.5 * radius, -0.2 * radius), (0.5 * radius, -0.2 * radius)
    turn = np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
    return points @ turn + (centre_x, centre_y)


def rings(profile: np.ndarray) -> np.ndarray:
    """Mean over sectors of luma energy of the finest band, by ring."""
    return profile.reshape(4, 3, 2, N_SECTORS, N_RINGS)[0, 0, 0].mean(axis=0)


def test_detail_that_is_softened_along_the_outline_shows_there_and_nowhere_else() -> None:
    picture = RNG.integers(0, 255, (CROP_PX, CROP_PX, 3), dtype=np.uint8)
    points = a_face(112, 112, 66)
    mask = np.zeros((CROP_PX, CROP_PX), np.uint8)
    cv2.circle(mask, (112, 112), 66, (1,), 14)
    soft = np.where(mask[:, :, None] == 1, cv2.GaussianBlur(picture, (0, 0), 2.0), picture)

    change = rings(texture_profile(soft, points)) - rings(texture_profile(picture, points))

    assert change[6] < -1.0, "the ring on the outline"
    assert np.abs(change[[1, 2, 10, 11]]).max() < 0.1, "deep inside, and far outside"


def test_coarse_bands_are_those_of_the_whole_resolution() -> None:
    picture = cv2.GaussianBlur(RNG.integers(0, 255, (CROP_PX, CROP_PX, 3), dtype=np.uint8), (0, 0), 2.0)
    luma = cv2.cvtColor(picture, cv2.COLOR_RGB2YCrCb)[:, :, 0].astype(np.float32)
    blurs = [cv2.GaussianBlur(luma, (0, 0), sigma) for sigma in SIGMAS]

    profile = texture_profile(np.asarray(picture, np.uint8), a_face(112, 112, 66)).reshape(4, 3, 2, N_SECTORS, N_RINGS)

    for band in (2, 3):
        whole = float(np.log(np.mean((blurs[band - 1] - blurs[band]) ** 2) + 0.05))
        assert float(np.nanmean(profile[band, 0, 0])) == pytest.approx(whole, abs=0.25)


def test_a_face_whose_outline_is_not_in_the_picture_gives_no_error() -> None:
    profile = texture_profile(np.zeros((CROP_PX, CROP_PX, 3), np.uint8), a_face(9000, 9000, 66))

    assert profile.shape == (N_VALUES,)


@given(st.floats(-0.6, 0.6), st.floats(40.0, 120.0))
@settings(max_examples=25, deadline=None)
def test_a_face_is_cut_upright_and_at_the_same_size(tilt: float, radius: float) -> None:
    rgb = np.zeros((480, 640, 3), np.uint8)

    crop, points = upright_crop(rgb, a_face(320, 240, radius, tilt))

    assert crop.shape == (CROP_PX, CROP_PX, 3)
    eyes = points[EYES[1]] - points[EYES[0]]
    assert eyes[0] > 0
    assert eyes[1] == pytest.approx(0, abs=1e-6)
    spread = points[list(OUTLINE)].max(axis=0) - points[list(OUTLINE)].min(axis=0)
    assert spread.max() == pytest.approx(CROP_PX / 1.7, rel=0.03)


def test_what_lies_outside_the_picture_says_nothing() -> None:
    profile = texture_profile(RNG.integers(0, 255, (CROP_PX, CROP_PX, 3), dtype=np.uint8), a_face(-400, 112, 66))

    assert profile.shape == (N_VALUES,)
    assert np.isnan(profile).all()
