"""Answers laid on the colours of real recordings."""

from __future__ import annotations

import numpy as np
import pytest

from candor.evaluation.light_series import LATE_S, laid_on
from candor.maths.light_response import warmth
from signals.light_builders import CHIP_S, START_S, lit_window, show


def _warmths(facts, part: str) -> np.ndarray:
    return np.array([warmth(getattr(f.light, part), 1, 255).mean() for f in facts if f.light is not None])


def test_each_surface_follows_as_much_as_it_is_told() -> None:
    light = show()
    bare = lit_window(light, inner=0.0, outer=0.0, back=0.0, noise=0.0).frames

    lit = laid_on(bare, light, 0.02, 0.5, 0.1)

    for part, size in (("inner_rgb", 0.02), ("outer_rgb", 0.01), ("back_rgb", 0.002)):
        change = _warmths(lit, part) - _warmths(bare, part)
        assert np.abs(change).max() == pytest.approx(size, rel=1e-3)


def test_the_first_colour_comes_late_and_fades_in() -> None:
    light = show()
    bare = lit_window(light, inner=0.0, noise=0.0, fps=40.0).frames
    sign = 1 if light.code[0] else -1
    times = np.array([f.captured_at_s for f in bare if f.light is not None]) - START_S - LATE_S

    change = sign * (_warmths(laid_on(bare, light, 0.02, 1, 1), "inner_rgb") - _warmths(bare, "inner_rgb"))

    assert np.abs(change[times < -0.01]).max() < 1e-6
    assert 0 < change[np.argmin(np.abs(times - 0.075))] < 0.02
    assert change[np.argmin(np.abs(times - CHIP_S + 0.1))] == pytest.approx(0.02, rel=1e-3)


def test_frames_without_colours_stay_as_they_are() -> None:
    light = show()
    frames = [f for f in lit_window(light).frames if f.light is None]

    assert frames
    assert laid_on(frames, light, 0.02, 1, 1) == frames
