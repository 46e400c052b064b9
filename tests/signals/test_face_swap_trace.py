"""Face-swap trace: a blended face, a face of one piece, and everything that is too little to judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.facts import FaceFacts
from candor.domain.ids import TrackId
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


def embedded(grain: float, *, length: float, trace: float = 0.5) -> Window:
    """A face that drifts alike for both embedders, each of which adds grain of its own; one look a second."""
    rng = np.random.default_rng(0)
    movement = rng.normal(0, 0.05, (28, 2))

    def seen(dimensions: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        face_itself = np.zeros(dimensions)
        face_itself[0] = 1.0
        drifted = face_itself + movement @ rng.normal(0, 0.2, (2, dimensions))
        grainy = drifted + grain * rng.normal(0, 0.1, drifted.shape)
        return grainy / np.linalg.norm(grainy, axis=1, keepdims=True)

    first, second = seen(128), length * seen(256)
    faces = [
        replace(face(embedding=a.astype(np.float32)), second_embedding=b.astype(np.float32), swap_trace=trace)
        for a, b in zip(first, second, strict=True)
    ]
    return Window([frame(float(t), seen_face) for t, seen_face in enumerate(faces)])


def score_of(window: Window) -> float:
    verdict = judged(window)
    assert isinstance(verdict, Observation)
    return verdict.score


def test_a_face_that_looks_blended_is_told_and_never_warns_alone() -> None:
    verdict = judged(watched(*[9.0] * 14))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_looks_blended"
    assert verdict.details == {"looks": 14, "embedded": 0}
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


def test_a_steady_drawn_face_raises_the_score_and_a_living_one_lowers_it() -> None:
    drawn, living, alone = (
        score_of(w) for w in (embedded(0.0, length=60.0), embedded(1.0, length=75.0), watched(*[0.5] * 14))
    )

    assert drawn > alone > living


def test_even_a_drawn_face_never_warns_alone() -> None:
    verdict = judged(embedded(0.0, length=40.0, trace=9.0))

    assert isinstance(verdict, Observation)
    assert verdict.details["embedded"] == 28
    assert 1.0 <= verdict.llr < load_rules(load_settings({}).models_dir).bounds.amber_llr


def test_embeddings_count_with_consent_only_and_of_the_newest_track_only() -> None:
    window = embedded(0.0, length=60.0)
    withheld = FaceSwapTrace().observe(window, context(consented=False))
    *before, last = window.frames
    stranger = replace(last, candidate=replace(last.candidate or face(), track=TrackId(2), embedding=None))

    assert isinstance(withheld, Observation)
    assert withheld.details["embedded"] == 0
    assert withheld.score == score_of(Window([*before, stranger])) == pytest.approx(0.5)


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
