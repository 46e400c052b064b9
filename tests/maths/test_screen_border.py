"""A held screen closes around the face; a television, a door or a blind behind a person does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.maths.screen_border import screen_border
from candor.pipeline.facts import luma_of
from screen_scenes import (
    FACE_XYXY,
    before_a_blind,
    before_a_screen,
    held_face,
    held_screen,
    in_a_doorway,
    in_a_striped_shirt,
    room,
    with_bars,
)

LEFT, RIGHT, TOP, BOTTOM = range(4)


def covered(picture: np.ndarray, box_xyxy: np.ndarray) -> list[float]:
    return [side.coverage for side in screen_border(luma_of(picture), box_xyxy)]


@pytest.mark.parametrize("turn_deg", [-7.0, -3.0, 0.0, 2.0, 6.0])
def test_a_screen_in_the_hand_closes_around_the_face(turn_deg: float) -> None:
    sides = covered(held_screen(turn_deg), held_face(turn_deg))

    assert min(sides[LEFT], sides[RIGHT], sides[TOP]) > 0.9


def test_the_tilt_of_the_screen_is_found() -> None:
    picture, box = held_screen(5.0), held_face(5.0)
    left = screen_border(luma_of(picture), box)[LEFT]

    assert abs(left.tilt) == pytest.approx(np.tan(np.deg2rad(5.0)), abs=0.03)


def test_a_side_out_of_sight_is_not_made_up() -> None:
    sides = covered(held_screen(0.0, shift_px=140), held_face(0.0, shift_px=140))

    assert sides[LEFT] > 0.9
    assert sides[RIGHT] < 0.5


@pytest.mark.parametrize("scene", [room, before_a_screen, before_a_blind, in_a_striped_shirt], ids=lambda s: s.__name__)
def test_straight_edges_behind_a_person_do_not_close(scene: Callable[[], np.ndarray]) -> None:
    assert sorted(covered(scene(), FACE_XYXY))[1] < 0.8


def test_a_dark_door_frame_that_the_arms_do_not_hide_is_not_told_apart() -> None:
    """Known and written on the page of the signal: the warning names it as a harmless reason."""
    assert sorted(covered(in_a_doorway(), FACE_XYXY))[1] > 0.9


@pytest.mark.parametrize("shade", [0.15, 0.4])
def test_a_dark_picture_on_the_screen_shows_by_the_outer_edge_of_the_border(shade: float) -> None:
    picture, box = held_screen(2.0, shade=shade), held_face(2.0)

    assert sorted(covered(picture, box))[1] > 0.85


def test_a_drawn_frame_is_straight_and_even() -> None:
    box = FACE_XYXY * 0.8 + np.array([64, 48, 64, 48], dtype=np.float32)
    sides = screen_border(luma_of(with_bars()), box)

    assert all(side.tilt == 0.0 and side.spread < 0.1 for side in sides if side.coverage > 0.9)
    assert sum(side.coverage > 0.9 for side in sides) >= 3


def test_bars_thinner_than_the_strip_that_is_compared_are_known_as_drawn() -> None:
    """A broadcast: black at both ends of every line, and a dark desk in front."""
    picture = room()
    picture[:, :10] = picture[:, -10:] = 1
    sides = screen_border(luma_of(picture), FACE_XYXY)

    assert [sides[LEFT].spread, sides[RIGHT].spread] == [0.0, 0.0]
    assert sides[TOP].spread > 0.0


def test_a_mirrored_picture_has_left_and_right_changed() -> None:
    picture, box = held_screen(0.0, shift_px=140), held_face(0.0, shift_px=140)
    mirrored_box = np.array([640 - box[2], box[1], 640 - box[0], box[3]], dtype=np.float32)

    sides, mirrored = covered(picture, box), covered(np.ascontiguousarray(picture[:, ::-1]), mirrored_box)

    assert sides[LEFT] == pytest.approx(mirrored[RIGHT], abs=0.05)
    assert sides[RIGHT] == pytest.approx(mirrored[LEFT], abs=0.05)


@settings(max_examples=40, deadline=None)
@given(
    size=st.tuples(st.integers(1, 120), st.integers(1, 120)),
    box=st.tuples(*[st.floats(-200, 400)] * 4),
    seed=st.integers(0, 99),
)
def test_any_picture_and_any_box_give_four_shares(
    size: tuple[int, int], box: tuple[float, float, float, float], seed: int
) -> None:
    luma = np.random.default_rng(seed).integers(0, 256, size, dtype=np.uint8)

    for side in screen_border(luma, np.array(box, dtype=np.float32)):
        assert 0.0 <= side.coverage <= 1.0
        assert np.isfinite([side.tilt, side.spread]).all()
