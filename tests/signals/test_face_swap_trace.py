"""Face-swap trace: a blended face, a face of one piece, and everything that is too little to judge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.facts import FaceFacts
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.fusion.rules import load_rules
from candor.settings import load_settings
from candor.signals.face_swap_trace import FaceSwapTrace
from signals.builders import GOOD, context, face, frame


def watched(*scores: float, width_px: float = 160.0, luma: float = 120.0, clipped: float = 0.0) -> Window:
    """One look every two seconds, one frame a second."""
    quality = replace(GOOD, width_px=width_px, luma_mean=luma, clipped_fraction=clipped)

    def look(second: int) -> FaceFacts:
        seen = scores[second // 2] if second % 2 == 0 and scores else None
        return replace(face(quality=quality), swap_trace=seen)

    return Window([frame(float(t), look(t)) for t in range(2 * len(scores) or 10)])


def judged(window: Window) -> Verdict:
    return FaceSwapTrace().observe(window, context())


def test_a_face_that_looks_blended_is_told_and_never_warns_alone() -> None:
    verdict = judged(watched(*[9.0] * 14))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_looks_blended"
    assert verdict.details == {"looks": 14}
    assert 1.0 <= verdict.llr < load_rules(load_settings({}).models_dir).bounds.amber_llr


def test_a_face_of_one_piece_reassures_hardly_at_all() -> None:
    verdict = judged(watched(*[-9.0] * 14))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_looks_of_one_piece"
    assert -0.5 <= verdict.llr < 0


def test_a_few_odd_looks_do_not_decide() -> None:
    verdict = judged(watched(*[9.0] * 5, *[-2.0] * 6))

    assert isinstance(verdict, Observation)
    assert verdict.score == pytest.approx(-2.0)


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (watched(*[9.0] * 10, width_px=50.0), "face_too_small"),
        (watched(*[9.0] * 10, luma=20.0), "too_dark"),
        (watched(*[9.0] * 10, clipped=0.5), "too_bright"),
        (watched(*[9.0] * 4), "too_short"),
        (watched(), "too_short"),
        (Window([frame(0.0, None)]), "no_face"),
    ],
)
def test_too_little_to_judge_is_said(window: Window, reason: str) -> None:
    verdict = judged(window)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
