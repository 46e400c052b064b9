"""Extra face: large, lasting and moving."""

from __future__ import annotations

from candor.domain.observations import Abstention, Observation
from candor.domain.window import Window
from candor.signals.extra_face import ExtraFace
from signals.builders import context, face, frame, window


def _other(at_s: float, width_px: float = 100.0, moves: bool = True):
    return face(7, centre=(100 + (8 * ((at_s * 3) % 1) if moves else 0), 100), width_px=width_px)


def _code(seen: Window) -> str:
    verdict = ExtraFace().observe(seen, context())
    assert isinstance(verdict, Observation)
    return verdict.code


def test_a_second_person_who_stays_is_found_within_three_seconds() -> None:
    seen = window(5, lambda t: frame(t, face(), [_other(t)] if t >= 2.5 else []))

    verdict = ExtraFace().observe(seen, context())

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.details["faces"], verdict.llr > 2.5) == ("extra_face", 2, True)


def test_somebody_alone_is_reassurance() -> None:
    assert _code(window(5, lambda t: frame(t, face()))) == "one_face"


def test_somebody_walking_by_for_a_second_is_no_second_person() -> None:
    assert _code(window(5, lambda t: frame(t, face(), [_other(t)] if t >= 4.0 else []))) == "one_face"


def test_somebody_who_has_left_is_no_second_person_any_more() -> None:
    assert _code(window(6, lambda t: frame(t, face(), [_other(t)] if t < 4.0 else []))) == "one_face"


def test_a_small_face_far_behind_does_not_count() -> None:
    assert _code(window(5, lambda t: frame(t, face(), [_other(t, width_px=40.0)]))) == "one_face"


def test_a_picture_on_the_wall_does_not_count() -> None:
    assert _code(window(5, lambda t: frame(t, face(), [_other(t, moves=False)]))) == "one_face"


def test_a_short_gap_of_the_detector_is_bridged() -> None:
    seen = window(5, lambda t: frame(t, face(), [] if 3.9 < t < 4.4 else [_other(t)]))

    assert _code(seen) == "extra_face"


def test_abstains_without_a_candidate_and_at_the_very_start() -> None:
    for seen, reason in ((window(5, frame), "no_face"), (window(0.5, lambda t: frame(t, face())), "too_short")):
        verdict = ExtraFace().observe(seen, context())
        assert isinstance(verdict, Abstention)
        assert verdict.reason == reason
