"""A screen's light on a recorded scene, rendered."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.light import LightId, LightPlan, LightShow
from candor.evaluation.light_response import (
    Answer,
    Camera,
    Scene,
    answered,
    colour_at,
    light_share,
    rendered,
    screen_lux,
)
from candor.maths.light_code import linear_rgb

PLAN = LightPlan("test", 4, 0.6, 3, 0.15, 2.0, (255, 214, 176), (176, 229, 255))
CODE = (1, 0, 0, 1)
RATE = 15.0
SHAPE = (120, 160)


def head(count: int = 468) -> np.ndarray:
    """Points on the front half of a ball in the middle of the picture."""
    rng = np.random.default_rng(1)
    direction = rng.normal(size=(count, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    direction[:, 2] = -np.abs(direction[:, 2])
    return (np.array([80, 55, 0]) + 30 * direction).astype(np.float32)


def test_a_screen_that_fills_the_view_lights_as_a_sky_does() -> None:
    assert screen_lux((1000, 1000), 100, 0.5) == pytest.approx(np.pi * 100, rel=1e-3)


def test_far_away_the_inverse_square_law_holds() -> None:
    near, far = screen_lux((0.3, 0.2), 200, 10.0), screen_lux((0.3, 0.2), 200, 20.0)

    assert near == pytest.approx(200 * 0.06 / 100, rel=0.01)
    assert near / far == pytest.approx(4, rel=0.01)


def test_the_face_gets_most_of_the_light_its_edge_less_and_the_wall_least() -> None:
    share = light_share(head(), SHAPE, wall=0.1)

    assert share[55, 80] > 0.8
    assert share[55, 80] > share[55, 56] > share[5, 5]
    assert share[5, 5] == pytest.approx(0.1, abs=0.01)
    assert share[115, 80] == pytest.approx(0.5, abs=0.05)


def test_the_page_shows_the_code_with_fades_between_two_rests() -> None:
    light = colour_at(np.array([-1.0, 0.3, 0.6, 0.675, 1.0, 2.3, 9.0]), PLAN, CODE, 0.0)

    warm, cool = linear_rgb(np.array(PLAN.warm_rgb, float)), linear_rgb(np.array(PLAN.cool_rgb, float))
    assert light[1] == pytest.approx(warm)
    assert light[2] == pytest.approx(warm)  # the fade begins here
    assert warm[2] < light[3][2] < cool[2]
    assert light[4] == pytest.approx(cool)
    assert light[5] == pytest.approx(warm)
    assert light[0] == pytest.approx(light[6])


def _grey(seconds: float) -> list[np.ndarray]:
    return [np.full((*SHAPE, 3), 120, dtype=np.uint8)] * int(seconds * RATE)


def test_warm_light_warms_the_face_more_than_the_wall() -> None:
    frames, share = _grey(2), light_share(head(), SHAPE, wall=0.1)
    light = np.tile(linear_rgb(np.array(PLAN.warm_rgb, float)), (len(frames), 1))

    sent = rendered(frames, [share] * len(frames), light, Scene(150), Camera(), RATE)[-1].astype(float)

    face, wall = np.log(sent[55, 80, 0] / sent[55, 80, 2]), np.log(sent[5, 5, 0] / sent[5, 5, 2])
    assert face > wall + 0.02


def test_the_camera_keeps_the_brightness() -> None:
    frames, share = _grey(6), np.ones(SHAPE, dtype=np.float32)
    light = np.ones((len(frames), 3))
    light[: len(frames) // 3] = 0

    sent = rendered(frames, [share] * len(frames), light, Scene(50), Camera(), RATE)

    assert sent[len(frames) // 3].mean() > 130
    assert sent[-1].mean() == pytest.approx(120, abs=2)


@pytest.mark.parametrize("answer", list(Answer))
def test_every_answer_can_be_made(answer: Answer) -> None:
    frames = _grey(8)
    show = LightShow(LightId("x"), CODE, 0.5, PLAN.chip_s, PLAN.max_run)
    share = light_share(head(), SHAPE, wall=0.1)

    sent = answered(frames, [share] * len(frames), answer, PLAN, show, (0, 1, 1, 0), Scene(150), RATE)

    assert [frame.shape for frame in sent] == [frame.shape for frame in frames]
    face = np.array([np.log(f[55, 80, 0] / f[55, 80, 2]) for f in sent])
    wall = np.array([np.log(f[5, 5, 0] / f[5, 5, 2]) for f in sent])
    moves = np.ptp(face) > 0.02
    assert moves == (answer not in {Answer.NOBODY, Answer.SWAP})
    if answer is Answer.TINT:
        assert np.abs(face - wall).max() < 0.02
