"""A photo is looked at whole, with a border, in parts, turned and up close, and never at full size."""

from __future__ import annotations

from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from candor.pipeline.photo_looks import WORKING_SIDE_PX, face_filling, looks, working_copy


def blank(width: int, height: int) -> np.ndarray:
    return np.zeros((height, width, 3), dtype=np.uint8)


def test_large_photos_are_reduced_in_proportion() -> None:
    assert working_copy(blank(3000, 4000)).shape == (WORKING_SIDE_PX, WORKING_SIDE_PX * 3 // 4, 3)


def test_small_photos_are_kept() -> None:
    assert working_copy(blank(168, 193)).shape == (193, 168, 3)


def test_a_photo_is_looked_at_whole_with_borders_in_parts_and_turned() -> None:
    assert [len(pictures) for pictures in looks(blank(1200, 800))] == [1, 1, 1, 9, 1, 1, 1]


def test_a_tight_crop_is_not_cut_further() -> None:
    assert list(looks(blank(112, 112)))[3] == []


def test_borders_are_grey_and_the_photo_stays_in_the_middle() -> None:
    bordered = list(looks(np.full((100, 80, 3), 255, dtype=np.uint8)))[1][0]
    assert bordered.shape == (200, 180, 3)
    assert bordered[0, 0].tolist() == [128, 128, 128]
    assert bordered[50:150, 50:130].min() == 255


def test_parts_cover_the_whole_photo() -> None:
    numbered = np.arange(800 * 1000).reshape(800, 1000)[:, :, None].repeat(3, axis=2)
    parts = list(looks(cast("NDArray[np.uint8]", numbered)))[3]
    assert len({int(v) for part in parts for v in part[:, :, 0].ravel()}) == 800 * 1000


@given(st.integers(16, 900), st.integers(16, 900))
def test_a_face_that_fills_the_picture_lies_inside_it(width: int, height: int) -> None:
    start = face_filling(blank(width, height))
    assert start.box_xyxy.min() >= 0
    assert start.box_xyxy[2] <= width
    assert start.box_xyxy[3] <= height
    assert start.keypoints_xy[0, 0] < start.keypoints_xy[1, 0]
