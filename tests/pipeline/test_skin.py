"""Skin is read where cheeks and forehead are; detail is compared with ring, neck and outline."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from candor.maths.face_mesh import CHEEKS_AND_FOREHEAD, CHIN, EYE_CORNERS, FACE_OVAL
from candor.pipeline.skin import face_detail, skin_colour

RNG = np.random.default_rng(8)


def landmarks(shift: float = 0.0) -> np.ndarray:
    points = np.full((468, 2), (160.0, 110.0), dtype=np.float32)
    for i, index in enumerate(FACE_OVAL):
        angle = 2 * np.pi * i / len(FACE_OVAL)
        points[index] = (160 + 55 * np.sin(angle), 110 - 75 * np.cos(angle))
    for corners, x in zip(EYE_CORNERS, (133, 187), strict=True):
        points[list(corners)] = [(x - 12, 95), (x + 12, 95)]
    points[list(CHEEKS_AND_FOREHEAD)] = [(130, 130), (190, 130), (160, 70)]
    points[CHIN] = (160, 185)
    return points + np.float32(shift)


def test_the_colour_of_the_skin_is_that_of_its_patches() -> None:
    rgb = np.zeros((240, 320, 3), dtype=np.uint8)
    rgb[60:140, 120:200] = (180, 130, 110)

    assert skin_colour(rgb, landmarks()) == pytest.approx((180, 130, 110))
    assert skin_colour(rgb, landmarks(5000)) is None


def test_a_face_that_is_smoother_than_its_surroundings_has_less_detail() -> None:
    sharp = RNG.integers(90, 160, (240, 320, 3), dtype=np.uint8)
    smooth = sharp.copy()
    smooth[35:185, 105:215] = cv2.GaussianBlur(sharp, (0, 0), 4)[35:185, 105:215]

    even, less = face_detail(sharp, landmarks()), face_detail(smooth, landmarks())

    assert abs(even.luma_ring) < 0.7
    assert less.luma_ring < even.luma_ring - 1
    assert less.luma_neck < even.luma_neck - 1


def test_a_face_beyond_the_picture_says_nothing_and_breaks_nothing() -> None:
    grey = np.full((240, 320, 3), 128, dtype=np.uint8)

    assert face_detail(grey, landmarks(5000)).luma_ring == pytest.approx(0.0, abs=0.1)
    assert np.isfinite(face_detail(grey, np.zeros((468, 2), dtype=np.float32)).chroma_seam)
