"""Laying a picture over its key: a moved plane fits, a changed part shows by how much, an empty one says nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.maths.registration import PATCH_PX, KeyPatch, apparent_shift, key_patch, lay_over, patch_from_eyes

EYES = np.array([[130.0, 100.0], [190.0, 100.0]], dtype=np.float32)
EVERYWHERE = np.ones((PATCH_PX, PATCH_PX), dtype=bool)
MOUTH = np.zeros((PATCH_PX, PATCH_PX), dtype=bool)
MOUTH[66:84, 30:66] = True


def textured() -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 255, (60, 80), dtype=np.uint8)
    return cv2.resize(noise, (320, 240), interpolation=cv2.INTER_CUBIC)


def key_of(picture: np.ndarray) -> KeyPatch:
    return key_patch(picture, patch_from_eyes(EYES), EVERYWHERE, 60)


def moved(picture: np.ndarray, turn_deg: float, size: float, x_px: float, lean: float = 0.0) -> np.ndarray:
    motion = np.vstack([cv2.getRotationMatrix2D((160, 120), turn_deg, size), [0, 0, 1]])
    motion[0, 2] += x_px
    motion[2, 0] = lean
    return cv2.warpPerspective(picture, motion, (320, 240), borderMode=cv2.BORDER_REFLECT)


def test_eye_centres_land_on_their_places() -> None:
    there = cv2.perspectiveTransform(EYES[:, None], patch_from_eyes(EYES))[:, 0]

    assert there == pytest.approx(np.array([[29, 34], [67, 34]]), abs=1e-3)


@given(st.floats(-4, 4), st.floats(0.95, 1.05), st.floats(-4, 4), st.floats(-2e-4, 2e-4))
@settings(max_examples=25, deadline=None)
def test_whatever_a_plane_does_its_picture_can_be_laid_over_the_key(
    turn_deg: float, size: float, x_px: float, lean: float
) -> None:
    picture = textured()
    key = key_of(picture)

    overlay = lay_over(key, moved(picture, turn_deg, size, x_px, lean), patch_from_eyes(EYES))

    assert overlay is not None
    assert overlay.residual_px < 0.3
    assert apparent_shift(key, overlay.patch, MOUTH) < 0.5


def test_a_part_that_is_shifted_by_one_pixel_appears_shifted_by_about_one_pixel() -> None:
    key = key_of(cv2.GaussianBlur(textured(), (0, 0), 3))

    seen = apparent_shift(key, np.roll(key.patch, 1, axis=1), MOUTH)

    assert seen == pytest.approx(1.0, abs=0.5)


def test_a_changed_mouth_shows_and_the_rest_does_not() -> None:
    picture = textured()
    key = key_of(picture)
    spoken = picture.copy()
    spoken[150:185, 130:190] = 255 - spoken[150:185, 130:190]

    overlay = lay_over(key, spoken, patch_from_eyes(EYES))

    assert overlay is not None
    assert apparent_shift(key, overlay.patch, MOUTH) > 1.0
    assert apparent_shift(key, overlay.patch, np.roll(MOUTH, -50, axis=0)) < 0.5


def test_brighter_light_is_no_change() -> None:
    picture = textured() // 2
    key = key_of(picture)

    assert apparent_shift(key, np.asarray(key.patch * 1.5 + 20, dtype=np.uint8), MOUTH) < 0.3


def test_an_empty_picture_cannot_be_laid_over_anything() -> None:
    empty = np.zeros((240, 320), dtype=np.uint8)

    assert lay_over(key_of(empty), empty, patch_from_eyes(EYES)) is None
    assert lay_over(key_of(textured()), empty, patch_from_eyes(EYES)) is None
    assert apparent_shift(key_of(empty), key_of(textured()).patch, MOUTH) == 0.0
    assert apparent_shift(key_of(textured()), key_of(empty).patch, np.zeros_like(MOUTH)) == 0.0
