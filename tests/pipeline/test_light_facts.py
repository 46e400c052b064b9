"""Mean colours of skin and background."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.facts import FaceFacts, FrameFacts, PictureFacts
from candor.domain.ids import TrackId
from candor.domain.light import LightId, LightShow
from candor.pipeline.light_facts import light_facts, with_light

WIDTH, HEIGHT = 640, 360
SKIN, WALL = (200, 150, 120), (90, 100, 110)


def mesh(centre=(320, 180), width_px: float = 120) -> np.ndarray:
    """A face of the mesh's points that matter, the others in its middle."""
    points = np.zeros((468, 2), dtype=np.float32)
    at = {151: (0, -0.4), 50: (-0.28, 0.1), 280: (0.28, 0.1), 5: (0, 0), 199: (0, 0.5), 10: (0, -0.6), 152: (0, 0.6)}
    at |= {234: (-0.5, 0), 454: (0.5, 0), 33: (-0.32, -0.15), 263: (0.32, -0.15)}
    for point, place in at.items():
        points[point] = np.array(place) * width_px
    return points + np.array(centre, dtype=np.float32)


def picture() -> np.ndarray:
    rgb = np.full((HEIGHT, WIDTH, 3), WALL, dtype=np.uint8)
    rgb[60:340, 220:420] = SKIN
    return rgb


def test_skin_and_wall_are_told_apart() -> None:
    found = light_facts(picture(), mesh())

    assert found.inner_rgb == pytest.approx(np.tile(SKIN, (5, 1)))
    assert found.outer_rgb == pytest.approx(np.tile(SKIN, (3, 1)))
    assert found.back_rgb == pytest.approx(np.tile(WALL, (2, 1)))


def test_a_patch_outside_the_picture_has_no_colour() -> None:
    found = light_facts(picture(), mesh(centre=(320, HEIGHT - 75)))

    assert np.isnan(found.outer_rgb[0]).all()
    assert np.isfinite(found.inner_rgb).all()


def test_where_the_person_is_there_is_no_background() -> None:
    left, right = light_facts(picture(), mesh(centre=(140, 180))).back_rgb

    assert np.isnan(left).all()
    assert np.isfinite(right).all()
    assert np.isnan(light_facts(picture(), mesh(width_px=400)).back_rgb).all()


def test_a_tiny_face_still_has_a_colour() -> None:
    assert np.isfinite(light_facts(picture(), mesh(width_px=6)).inner_rgb).all()


def _frame(at_s: float, landmarks: np.ndarray | None) -> FrameFacts:
    person = FaceFacts(TrackId(1), np.zeros(4, dtype=np.float32), 0.9, landmarks_xy=landmarks)
    shown = PictureFacts(0, 0, np.zeros((18, 32), dtype=np.uint8))
    return FrameFacts(0, at_s, at_s, (WIDTH, HEIGHT), shown, person)


def test_colours_are_read_only_while_a_code_is_shown() -> None:
    show = LightShow(LightId("a"), (1, 0) * 20, 10.0, 0.6, 3)

    lit = [with_light(_frame(at_s, mesh()), picture(), show).light is not None for at_s in (7.9, 8.1, 20, 37.9, 38.1)]

    assert lit == [False, True, True, True, False]
    assert with_light(_frame(20, mesh()), picture(), None).light is None


def test_without_a_mesh_there_is_nothing_to_read() -> None:
    show = LightShow(LightId("a"), (1, 0) * 20, 10.0, 0.6, 3)

    assert with_light(_frame(20, None), picture(), show).light is None
    assert with_light(replace(_frame(20, None), candidate=None), picture(), show).light is None
