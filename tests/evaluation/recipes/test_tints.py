"""Coloured light: on a live face, on all of a relayed picture, on everything but a pasted face, and on nothing."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import Clip, NotPossibleError, Props
from candor.evaluation.recipes.tints import LiveAnswer, NoAnswer, SwapAnswer, UniformTint, face_share, lit
from made_scenes import Scene, scene_with_donor

RED = (1.0, 0.0, 0.0)


def gained(recipe: LiveAnswer | SwapAnswer | UniformTint) -> tuple[float, float]:
    """Mean rise of red in the middle of the face and in a corner of the wall."""
    scene, props = scene_with_donor(0.3)
    made = recipe.make(scene.clip, props, np.random.default_rng(0))
    rise = made.frames[0][..., 0].astype(float) - scene.clip.frames[0][..., 0]
    return float(rise[50:70, 70:95].mean()), float(rise[:10, :10].mean())


def test_a_live_face_answers_more_than_the_wall() -> None:
    face, wall = gained(LiveAnswer("live", lambda _: RED, 0.3))

    assert face > 5
    assert face > 4 * wall


def test_a_pasted_face_answers_less_than_what_is_around_it() -> None:
    face, _ = gained(SwapAnswer("swap", lambda _: RED, 0.3))

    assert face < 1


def test_a_relay_tints_everything() -> None:
    face, wall = gained(UniformTint("tint", lambda _: RED, 0.3))

    assert wall > 3
    assert face > 3


def test_the_answer_comes_after_its_lag() -> None:
    asked: list[float] = []
    scene = Scene(0.2)
    UniformTint("tint", lambda at_s: (asked.append(at_s), RED)[1], 0.1, 0.2).make(
        scene.clip, Props(), np.random.default_rng(0)
    )

    assert asked == pytest.approx([-0.2, -0.2 + 1 / 15, -0.2 + 2 / 15])


def test_light_is_added_in_linear_light_and_never_wraps() -> None:
    grey = np.full((2, 2, 3), 100, np.uint8)

    seen = lit(grey, (1.0, 0.0, 0.5), 0.5)

    assert int(seen[0, 0, 0]) == pytest.approx(100 * 1.5 ** (1 / 2.2), abs=1)
    assert int(seen[0, 0, 1]) == 100
    assert int(lit(np.full((2, 2, 3), 254, np.uint8), RED, 1.0).max()) == 255


def test_the_wall_gets_a_tenth_of_the_light() -> None:
    share = face_share(Scene(0.1).meshes[0], (120, 160, 3))

    assert float(share.max()) == 1
    assert float(share.min()) == pytest.approx(0.1)


def test_no_answer_is_no_change() -> None:
    clip = Scene(0.2).clip

    assert NoAnswer().make(clip, Props(), np.random.default_rng(0)) is clip
    with pytest.raises(NotPossibleError):
        NoAnswer().make(Clip([], 15.0), Props(), np.random.default_rng(0))
