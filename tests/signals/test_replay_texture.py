"""Replay texture: a screen, a room, and everything that is too little to judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.facts import FaceFacts, TextureFacts
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.replay_texture import ReplayTexture
from signals.builders import GOOD, context, face, frame


def watched(
    *scores: float, sees: float = 2.7, width_px: float = 160.0, luma: float = 120.0, clipped: float = 0.0
) -> Window:
    """One look a second, one frame in two without a look."""
    quality = replace(GOOD, width_px=width_px, luma_mean=luma, clipped_fraction=clipped)

    def look(half_s: int) -> FaceFacts:
        seen = TextureFacts(scores[half_s // 2], sees) if half_s % 2 == 0 and scores else None
        return replace(face(quality=quality), texture=seen)

    return Window([frame(t / 2, look(t)) for t in range(max(2 * len(scores), 20))])


def judged(window: Window) -> Verdict:
    return ReplayTexture().observe(window, context())


def test_surroundings_that_look_like_a_screen_are_told() -> None:
    verdict = judged(watched(*[0.03] * 20))

    assert isinstance(verdict, Observation)
    assert verdict.code == "looks_like_a_screen"
    assert verdict.llr >= 2.5
    assert verdict.details == {"looks": 20, "percent": 100}


def test_a_few_odd_looks_do_not_decide() -> None:
    verdict = judged(watched(*[0.03] * 8, *[0.97] * 12))

    assert isinstance(verdict, Observation)
    assert verdict.code == "looks_like_a_room"
    assert -0.5 <= verdict.llr <= 0, "injected video looks like a room, too"


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (watched(*[0.03] * 20, sees=1.4), "too_little_context"),
        (watched(*[0.03] * 20, width_px=60.0), "face_too_small"),
        (watched(*[0.03] * 20, luma=20.0), "too_dark"),
        (watched(*[0.03] * 20, clipped=0.5), "too_bright"),
        (watched(), "no_texture_model"),
        (Window(watched(*[0.03] * 20).frames[:5]), "too_short"),
        (Window(watched().frames[:4]), "too_short"),
        (Window([frame(0.0, None)]), "no_face"),
    ],
)
def test_too_little_to_judge_is_said(window: Window, reason: str) -> None:
    verdict = judged(window)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason


def test_the_score_is_the_median_look() -> None:
    verdict = judged(watched(*np.linspace(0.1, 0.5, 20)))

    assert isinstance(verdict, Observation)
    assert verdict.score == pytest.approx(0.3, abs=0.01)
