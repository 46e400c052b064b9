"""Nonrigid motion: a photo that is moved, a face that lives, and everything that is too little to judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.facts import FaceChange, FaceFacts
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.nonrigid_motion import NonrigidMotion
from signals.builders import GOOD, context, face, frame

RNG = np.random.default_rng(5)


def seen(
    seconds: float = 10.0, *, mouth: float = 0.008, moved: float = 0.2, width_px: float = 160.0, has_change: bool = True
) -> Window:
    def look(at_s: float) -> FaceFacts:
        noise = RNG.uniform(0.8, 1.2, 3)
        change = FaceChange(0.0, 0.008 * noise[0], mouth * noise[1], 0.008 * noise[2], moved, 50)
        plain = face(quality=replace(GOOD, width_px=width_px))
        return replace(plain, change=change if has_change and round(at_s * 10) % 2 else None)

    return Window([frame(t / 10, look(t / 10)) for t in range(round(seconds * 10) + 1)])


def judged(window: Window) -> Verdict:
    return NonrigidMotion().observe(window, context())


def test_a_photo_that_is_moved_keeps_its_shape() -> None:
    verdict = judged(seen())

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_keeps_its_shape"
    assert verdict.llr >= 2.5
    assert verdict.details == {"seconds": 10, "looks": 50}


def test_a_face_that_speaks_moves_within() -> None:
    verdict = judged(seen(mouth=0.06))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_moves_within"
    assert -1.0 <= verdict.llr < 0, "little: a recorded or swapped face moves within, too"


@pytest.mark.parametrize("fps", [5, 12])
def test_seconds_are_those_of_the_clock_whatever_the_rate_of_looks(fps: int) -> None:
    """Twelve pictures a second allow four looks a second."""
    every = max(1, round(0.2 * fps + 0.49))
    dense = [frame(i / fps, seen(0.0).frames[0].candidate) for i in range(round(3.3 * fps) + 1)]
    life = replace(face(quality=GOOD), change=FaceChange(0.0, 0.06, 0.06, 0.01, 0.2, 50))
    looked = [frame(f.captured_at_s, life if i % every == 0 else f.candidate) for i, f in enumerate(dense)]

    assert isinstance(judged(Window(looked)), Observation)
    assert isinstance(judged(Window(looked[: round(2.5 * fps)])), Abstention)


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (seen(moved=0.01), "no_motion"),
        (seen(2.0), "too_short"),
        (seen(width_px=50.0), "face_too_small"),
        (seen(has_change=False), "few_corners"),
        (Window([frame(0.0, None)]), "no_face"),
    ],
)
def test_too_little_to_judge_is_said(window: Window, reason: str) -> None:
    verdict = judged(window)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
