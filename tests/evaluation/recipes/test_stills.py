"""A frozen frame is one frame; an injected still is never twice the same and yet one photo."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import Clip, NotPossibleError, Props
from candor.evaluation.recipes.stills import FrozenFrame, InjectedStill
from made_scenes import Scene


def test_a_frozen_frame_is_live_first_and_then_stands() -> None:
    made = FrozenFrame(lead_s=1.0, seconds=3.0).make(Scene(2.0).clip, Props(), np.random.default_rng(0))

    assert len(made.frames) == 45
    assert made.attack_from_s == 1.0
    assert all(rgb is made.frames[15] for rgb in made.frames[15:])
    assert (made.frames[3] != made.frames[10]).any()


def test_a_clip_of_two_frames_cannot_be_frozen() -> None:
    scene = Scene(2.0)
    with pytest.raises(NotPossibleError):
        FrozenFrame().make(Clip(scene.clip.frames[:2], 15.0), Props(), np.random.default_rng(0))


def test_an_injected_still_moves_a_little_and_is_never_twice_the_same() -> None:
    made = InjectedStill(seconds=2.0).make(Scene(2.0).clip, Props(), np.random.default_rng(0))

    assert len(made.frames) == 30
    assert len({rgb.tobytes() for rgb in made.frames}) == 30
    assert made.attack_from_s == 0.0


def test_the_same_seed_makes_the_same_still() -> None:
    one, other = (InjectedStill(seconds=0.4).make(Scene(1.0).clip, Props(), np.random.default_rng(5)) for _ in "ab")

    assert all((a == b).all() for a, b in zip(one.frames, other.frames, strict=True))
