"""A hand lies where it was put: over the face, beside it, on one cheek, over one eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from candor.maths.hand_on_face import hand_on_face
from challenges.builders import CENTRE, hand_at, meshed, pointing_at

FACE = np.asarray(meshed().landmarks_xy, dtype=np.float32)


def test_a_hand_over_the_middle_covers_much_and_a_hand_beside_nothing() -> None:
    over = hand_on_face(FACE, hand_at(*CENTRE).landmarks_xy, 1.2)
    beside = hand_on_face(FACE, hand_at(CENTRE[0] + 300, CENTRE[1]).landmarks_xy, 1.2)

    assert over.cover > 0.4
    assert 0 < over.height < 1
    assert beside.cover == 0
    assert beside.covers_eye == (False, False)


def test_a_fingertip_on_the_left_cheek_is_far_from_the_right_one() -> None:
    finger = hand_on_face(FACE, pointing_at(*FACE[[205, 50]].mean(axis=0)).landmarks_xy, 1.2)

    assert finger.cheek_distance[0] == pytest.approx(0, abs=1e-3)
    assert finger.cheek_distance[1] > 0.5


def test_lower_hands_have_greater_height() -> None:
    heights = [hand_on_face(FACE, hand_at(CENTRE[0], y).landmarks_xy, 1.2).height for y in (80, 180, 280)]

    assert heights == sorted(heights)


@settings(max_examples=30, deadline=None)
@given(arrays(np.float32, (21, 2), elements=st.floats(-1000, 2000, width=32)))
def test_any_points_give_shares_between_0_and_1(points: np.ndarray) -> None:
    assert 0 <= hand_on_face(FACE, points, 1.2).cover <= 1


def test_a_face_that_is_one_point_gives_numbers() -> None:
    assert hand_on_face(np.zeros((468, 2), np.float32), hand_at(*CENTRE).landmarks_xy, 1.2).cover == 0
