"""A cut is another scene: not more light, not a moving head, not a repeated picture."""

from __future__ import annotations

import numpy as np

from candor.maths.image_hash import average_down, thumbnail
from candor.pipeline.cuts import change_between, is_cut
from candor.pipeline.facts import luma_of
from candor.pipeline.rules import CutRules
from painted_faces import RED, Painted, paint

RULES = CutRules(max_correlation=0.7, min_difference=25.0)


def small(rgb: np.ndarray) -> np.ndarray:
    return thumbnail(average_down(luma_of(rgb)))


def test_another_room_is_a_cut() -> None:
    assert is_cut(small(paint(room=1)), small(paint(room=2)), RULES)


def test_the_same_picture_is_no_cut() -> None:
    assert not is_cut(small(paint(room=1)), small(paint(room=1)), RULES)


def test_a_face_that_moves_is_no_cut() -> None:
    before, after = paint(Painted(RED, 200, 180)), paint(Painted(RED, 260, 180))
    assert not is_cut(small(before), small(after), RULES)


def test_a_lamp_is_no_cut() -> None:
    room = paint(room=1)
    assert not is_cut(small(room), small(np.clip(room.astype(int) + 60, 0, 255).astype(np.uint8)), RULES)


def test_flat_pictures_are_compared_by_difference_alone() -> None:
    black, white = np.zeros((18, 32), np.uint8), np.full((18, 32), 255, np.uint8)
    assert change_between(black, black).correlation == 1.0
    assert change_between(black, white).difference == 255.0
    assert not is_cut(black, black, RULES)
