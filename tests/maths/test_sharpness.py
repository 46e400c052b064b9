"""Exposure and sharpness of a face crop."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.sharpness import CROP_PX, crop_quality, eye_aligned_crop


def textured(size: int, seed: int = 0) -> np.ndarray:
    """Detail at a scale that grows with the picture, as in photos of one face from near and far."""
    coarse = np.random.default_rng(seed).integers(40, 210, (48, 48), dtype=np.uint8)
    return cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)


def eyes_in(size: int) -> np.ndarray:
    return np.array([[0.4 * size, 0.45 * size], [0.6 * size, 0.45 * size]], dtype=np.float32)


def test_blur_lowers_sharpness() -> None:
    sharp = eye_aligned_crop(textured(300), eyes_in(300))
    blurred = eye_aligned_crop(np.asarray(cv2.GaussianBlur(textured(300), (0, 0), 5), np.uint8), eyes_in(300))
    assert crop_quality(blurred).sharpness < 0.3 * crop_quality(sharp).sharpness


def test_the_same_face_from_near_and_far_is_about_as_sharp() -> None:
    near = crop_quality(eye_aligned_crop(textured(1600), eyes_in(1600))).sharpness
    far = crop_quality(eye_aligned_crop(textured(400), eyes_in(400))).sharpness
    assert near == pytest.approx(far, rel=0.35)


def test_luma_and_clipping_are_those_of_the_face() -> None:
    quality = crop_quality(np.full((CROP_PX, CROP_PX), 120, dtype=np.uint8))
    assert (quality.luma_mean, quality.clipped_fraction, quality.sharpness) == (120, 0, 0)


@pytest.mark.parametrize("luma", [0, 7, 248, 255])
def test_black_and_white_faces_are_clipped(luma: int) -> None:
    assert crop_quality(np.full((CROP_PX, CROP_PX), luma, dtype=np.uint8)).clipped_fraction == 1.0


def test_a_tilted_head_is_turned_upright() -> None:
    upright = textured(300)
    turn = cv2.getRotationMatrix2D((150, 150), -20, 1.0)
    tilted = np.asarray(cv2.warpAffine(upright, turn, (300, 300), borderMode=cv2.BORDER_REPLICATE), np.uint8)
    eyes = eyes_in(300)
    eyes_tilted = (eyes @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    difference = cv2.absdiff(eye_aligned_crop(upright, eyes), eye_aligned_crop(tilted, eyes_tilted))
    assert difference[20:70, 20:70].mean() < 12


@given(st.floats(-200, 500), st.floats(-200, 500), st.floats(-200, 500), st.floats(-200, 500))
def test_eyes_anywhere_give_a_crop(x1: float, y1: float, x2: float, y2: float) -> None:
    crop = eye_aligned_crop(textured(120), np.array([[x1, y1], [x2, y2]], dtype=np.float32))
    assert crop.shape == (CROP_PX, CROP_PX)
    assert np.isfinite(crop_quality(crop).sharpness)
