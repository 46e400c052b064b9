"""Screen moire: told and never weighed; a small face is not judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.facts import BorderSide, ScreenFacts
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.screen_moire import ScreenMoire
from signals.builders import context, face, frame

SIDE = BorderSide(0.1, 0.0, 20.0)


def judged(*waves: float | None) -> Verdict:
    """One look every two seconds."""
    looks = [ScreenFacts((SIDE, SIDE, SIDE, SIDE), wave) for wave in waves]
    return ScreenMoire().observe(
        Window([frame(2.0 * i, replace(face(), screen=look)) for i, look in enumerate(looks)]), context()
    )


@pytest.mark.parametrize("wave", [0.2, 1.2, 4.5])
def test_a_wave_is_told_and_not_weighed(wave: float) -> None:
    verdict = judged(*[wave] * 5)

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr, verdict.score) == ("screen_raster", 0.0, pytest.approx(wave))
    assert verdict.details == {"looks": 5}


def test_the_median_look_counts() -> None:
    verdict = judged(1.1, 1.1, 6.0, 1.2, 6.0)

    assert isinstance(verdict, Observation)
    assert verdict.score == pytest.approx(1.2)


def test_a_face_without_room_for_a_tile_is_too_small() -> None:
    verdict = judged(None, None, None, 4.0)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "face_too_small"
