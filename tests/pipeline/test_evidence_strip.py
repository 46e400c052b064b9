"""A strip shows four moments of one place, stays small, and needs a face to know the place."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.pipeline.evidence_strip import Strip, strip_jpeg, with_picture
from challenges.builders import meshed
from signals.builders import frame


def grey(level: int, size: tuple[int, int] = (640, 360)) -> np.ndarray:
    return np.full((size[1], size[0], 3), level, np.uint8)


def filmed(levels: list[int], step_s: float = 0.5) -> Strip:
    """One picture each `step_s`, of one grey level each."""
    strip = Strip()
    for i, level in enumerate(levels):
        strip = with_picture(strip, grey(level), frame(i * step_s, meshed()))
    return strip


def shown(jpeg: bytes | None) -> list[float]:
    assert jpeg is not None
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert picture.shape == (120, 480)
    return [round(float(picture[60, 60 + 120 * i]), -1) for i in range(4)]


def test_rest_way_farthest_and_back_stand_side_by_side() -> None:
    strip = filmed([40, 80, 120, 160, 200])

    assert shown(strip_jpeg(strip, farthest_at_s=1.0)) == [40, 80, 120, 200]


def test_without_a_face_there_is_no_place_and_no_strip() -> None:
    strip = with_picture(Strip(), grey(40), frame(0.0))

    assert strip_jpeg(strip, 0.0) is None


def test_a_face_that_is_lost_later_leaves_the_place_in_view() -> None:
    strip = with_picture(filmed([40]), grey(200), frame(1.0))

    assert shown(strip_jpeg(strip, 1.0))[-1] == 200


def test_a_face_near_the_edge_leaves_no_black_bar() -> None:
    at_the_edge = replace(meshed(), box_xyxy=np.array([560.0, 240.0, 650.0, 365.0], np.float32))
    strip = with_picture(Strip(), grey(200), frame(0.0, at_the_edge))
    picture = cv2.imdecode(np.frombuffer(strip_jpeg(strip, 0.0) or b"", np.uint8), cv2.IMREAD_GRAYSCALE)

    assert picture is not None
    assert picture.min() > 150


def test_a_long_check_keeps_its_beginning_and_no_more_than_it_may() -> None:
    strip = filmed([40 + i % 200 for i in range(700)], step_s=0.3)

    assert len(strip.pictures) <= 96
    assert strip.pictures[0][0] == 0.0
    assert len(strip_jpeg(strip, 100.0) or b"") < 40_000


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 400), st.integers(2, 400))
def test_pictures_of_any_size_give_a_strip(width: int, height: int) -> None:
    strip = with_picture(Strip(), grey(40, (width, height)), frame(0.0, meshed()))

    assert strip_jpeg(strip, 0.0)
