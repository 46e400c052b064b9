"""Detail inside and around the face is measured and never says anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.facts import BackgroundFacts, FaceDetail
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.inner_outer_sharpness import InnerOuterSharpness
from signals.builders import context, face, frame


def seen(seconds: int = 15, chroma: float = 0.4, *, has_looks: bool = True, background: float = 0.0) -> Window:
    detail = FaceDetail(0.1, 0.2, 0.3, 0.1, 0.2, chroma) if has_looks else None
    behind = BackgroundFacts(0.4, background)
    return Window([replace(frame(float(t), replace(face(), detail=detail)), background=behind) for t in range(seconds)])


def judged(window: Window) -> Verdict:
    return InnerOuterSharpness().observe(window, context())


def test_the_score_is_the_median_and_says_nothing() -> None:
    verdict = judged(seen())

    assert isinstance(verdict, Observation)
    assert verdict.score == pytest.approx(0.4)
    assert verdict.llr == 0.0
    assert verdict.details["looks"] == 15


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (seen(3), "too_short"),
        (seen(has_looks=False), "face_too_small"),
        (seen(background=-6.0), "virtual_background"),
        (Window([frame(0.0, None)]), "no_face"),
    ],
)
def test_too_little_to_judge_is_said(window: Window, reason: str) -> None:
    verdict = judged(window)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
