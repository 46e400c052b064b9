"""A loop shows the same frames again; a faded seam has no jump."""

import numpy as np
import pytest

from candor.evaluation.loops import Repeat
from candor.evaluation.recipes.clip import NotPossibleError, Props
from candor.evaluation.recipes.repeats import Loop, faded
from made_scenes import Scene


def test_a_loop_comes_again_after_its_length() -> None:
    made = Loop(loop_s=2.0, showings=2.5).make(Scene(4.0).clip, Props(), np.random.default_rng(0))

    assert len(made.frames) == 75
    assert made.attack_from_s == 2.0
    assert all(made.frames[i] is made.frames[i + 30] for i in range(45))


def test_to_and_fro_the_second_half_runs_backwards() -> None:
    made = Loop(how=Repeat.PING_PONG, loop_s=4.0, showings=1.0).make(Scene(4.0).clip, Props(), np.random.default_rng(0))

    assert made.frames[28] is made.frames[30]
    assert made.attack_from_s == 2.0


def test_a_faded_seam_ends_where_it_begins() -> None:
    piece = [np.full((4, 4, 3), 10 * i, np.uint8) for i in range(12)]

    soft = faded(piece, 4)

    assert len(soft) == 8
    assert [int(rgb[0, 0, 0]) for rgb in soft[4:]] == [40, 50, 60, 70]
    assert int(soft[0][0, 0, 0]) == pytest.approx(0.2 * 0 + 0.8 * 80, abs=1)


def test_what_is_too_short_is_refused() -> None:
    with pytest.raises(NotPossibleError):
        Loop().make(Scene(1.0).clip, Props(), np.random.default_rng(0))
    with pytest.raises(NotPossibleError):
        faded([np.zeros((4, 4, 3), np.uint8)] * 5, 4)
