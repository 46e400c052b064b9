"""A wave of colour over the whole picture is found; stripes on a shirt, a blind and plain noise are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.evaluation.recipes.clip import Clip, Props
from candor.evaluation.recipes.screens import ScreenReplay
from candor.maths.moire import TILE_PX, moire, prominences
from screen_scenes import FACE_XYXY, before_a_blind, in_a_striped_shirt, room

NOTHING = 1.8
"""Above every honest picture measured: docs/signals/screen_moire.md."""


def wave(fx: float, fy: float, height: int = 480, width: int = 640) -> np.ndarray:
    y, x = np.mgrid[0:height, 0:width]
    return np.sin(2 * np.pi * (fx * x + fy * y))


def tinted(picture: np.ndarray, pattern: np.ndarray) -> np.ndarray:
    """Red up and blue down by the pattern."""
    changed = picture.astype(np.float64)
    changed[..., 0] += pattern
    changed[..., 2] -= pattern
    return np.clip(changed, 0, 255).astype(np.uint8)


def found(picture: np.ndarray) -> float:
    score = moire(picture, FACE_XYXY)
    assert score is not None
    return score


@pytest.mark.parametrize(("fx", "fy"), [(0.1, 0.07), (0.2, -0.15), (0.3, 0.2), (0.08, 0.3)])
def test_a_slanting_wave_of_colour_is_found(fx: float, fy: float) -> None:
    assert found(tinted(room(), 4 * wave(fx, fy))) > 2.4


def test_a_stronger_wave_stands_out_more() -> None:
    scores = [found(tinted(room(), amount * wave(0.2, 0.12))) for amount in (0, 1, 2, 4, 8)]

    assert scores == sorted(scores)
    assert scores[0] < NOTHING < scores[-1]


def test_what_is_periodic_in_places_or_without_colour_is_no_raster() -> None:
    slats = np.clip(room() + 40 * wave(0.0, 0.12)[..., None], 0, 255).astype(np.uint8)

    for picture in (room(), before_a_blind(), in_a_striped_shirt(), slats):
        assert found(picture) < NOTHING


def test_the_made_screen_with_a_sharp_lens_shows_it() -> None:
    sharp = ScreenReplay(fills=1.12, screen_px=1.25, blur_px=0.25)
    made = sharp.make(Clip([room()], 15.0), Props(), np.random.default_rng(0)).frames[0]

    assert found(made) > 2.4


def test_a_face_smaller_than_a_tile_is_not_judged() -> None:
    assert moire(room(), np.array([300, 200, 330, 240], dtype=np.float32)) is None
    assert moire(room()[:40], FACE_XYXY) is None


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999), amount=st.floats(0.0, 80.0))
def test_noise_never_looks_like_a_wave(seed: int, amount: float) -> None:
    tiles = np.random.default_rng(seed).normal(0, amount, (9, TILE_PX, TILE_PX)).astype(np.float32)

    assert np.median(prominences(tiles)) < NOTHING
