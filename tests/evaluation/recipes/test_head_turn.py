"""A turn of the head is found, the stretch around it is cut out, and who does not turn is left out."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import F32, RGB, Clip, NotPossibleError, Props
from candor.evaluation.recipes.head_turn import HeadTurn, yaw_deg
from candor.maths.head_pose import CANONICAL_XYZ, RIGID_POINTS

RATE = 15.0


def head(yaw: float) -> F32:
    """The canonical face, turned and seen from far away, 100 px wide; cheeks where they are before the ears."""
    points = np.zeros((468, 3))
    points[RIGID_POINTS] = CANONICAL_XYZ
    points[234], points[454] = (-7.66, -0.67, 2.44), (7.66, -0.67, 2.44)
    turned = np.deg2rad(yaw)
    x = points[:, 0] * np.cos(turned) - points[:, 2] * np.sin(turned)
    return (np.stack([x, points[:, 1]], axis=1) * 6 + 100).astype(np.float32)


def scene(yaws: list[float]) -> tuple[Clip, Props]:
    frames = [np.full((120, 160, 3), i % 250, np.uint8) for i in range(len(yaws))]
    known = {id(rgb): head(yaw) for rgb, yaw in zip(frames, yaws, strict=True)}

    def mesh_of(rgb: RGB) -> F32 | None:
        return known.get(id(rgb))

    return Clip(frames, RATE, np.arange(round(len(yaws) / RATE * 16000)).astype(np.int16)), Props(mesh_of=mesh_of)


def test_degrees_are_about_those_of_the_head() -> None:
    found = yaw_deg([head(yaw) for yaw in (-20, 0, 10, 20)])

    assert found[1] == pytest.approx(0, abs=1)
    assert np.all(np.abs(np.abs(found[[0, 2, 3]]) - [20, 10, 20]) < 6)
    assert np.all(np.diff(found) != 0)


def test_the_stretch_lies_around_the_turn_and_takes_its_sound_along() -> None:
    clip, props = scene([0.0] * 300 + [30.0] * 100)

    made = HeadTurn(seconds=4.0).make(clip, props, np.random.default_rng(0))

    start = next(i for i, rgb in enumerate(clip.frames) if rgb is made.frames[0])
    assert len(made.frames) == 60
    assert start < 300 < start + 60
    assert made.sound is not None
    assert len(made.sound) == 4 * 16000


def test_a_short_recording_is_taken_whole() -> None:
    clip, props = scene([0.0] * 30 + [30.0] * 30)

    assert len(HeadTurn().make(clip, props, np.random.default_rng(0)).frames) == 60


def test_who_does_not_turn_is_left_out() -> None:
    clip, props = scene([0.0, 4.0] * 40)

    with pytest.raises(NotPossibleError, match="nobody turns"):
        HeadTurn().make(clip, props, np.random.default_rng(0))
