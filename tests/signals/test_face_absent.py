"""Face absent: gone, hidden, back again, or a camera that is off."""

from __future__ import annotations

from dataclasses import replace

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.face_absent import FaceAbsent
from signals.builders import context, face, frame, picture, window


def _verdict(seen: Window) -> Verdict:
    return FaceAbsent().observe(seen, context())


def _observed(seen: Window) -> Observation:
    verdict = _verdict(seen)
    assert isinstance(verdict, Observation)
    return verdict


def _reason(seen: Window) -> str:
    verdict = _verdict(seen)
    assert isinstance(verdict, Abstention)
    return verdict.reason


def test_a_face_in_view_is_present() -> None:
    assert _observed(window(5, lambda t: frame(t, face()))).code == "face_present"


def test_an_empty_chair_becomes_a_note_after_half_a_minute() -> None:
    short = _observed(window(12, lambda t: frame(t, face() if t < 2 else None)))
    long = _observed(window(40, lambda t: frame(t, face() if t < 2 else None)))

    assert (short.code, short.llr < 2.5) == ("face_gone", True)
    assert (long.code, long.llr > 2.5) == ("face_gone", True)


def test_a_covered_face_is_hidden() -> None:
    covered = window(40, lambda t: frame(t, face() if t < 2 else _without_mesh()))

    verdict = _observed(covered)

    assert (verdict.code, verdict.llr > 2.5) == ("face_hidden", True)


def test_a_return_is_told_for_some_seconds() -> None:
    back = window(8, lambda t: frame(t, None if 3 < t < 6.5 else face()))
    later = window(15, lambda t: frame(t, None if 3 < t < 6.5 else face()))

    assert _observed(back).code == "face_returned"
    assert _observed(later).code == "face_present"


def test_missing_frames_are_no_absence() -> None:
    seen = Window([frame(t / 10, face()) for t in range(100) if not 30 < t < 80])

    assert _observed(seen).code == "face_present"


def test_a_placeholder_means_that_the_camera_is_off() -> None:
    still = picture(digest=7)

    assert _reason(window(8, lambda t: frame(t, face() if t < 2 else None, shown=still if t >= 2 else None))) == (
        "camera_off"
    )


def test_a_black_picture_means_that_the_camera_is_off_although_it_is_noisy() -> None:
    black = window(8, lambda t: frame(t, None, shown=picture(8 + t % 1, digest=round(t * 100))))

    assert _reason(black) == "camera_off"


def test_abstains_when_nobody_was_ever_there() -> None:
    assert _reason(window(8, frame)) == "no_face"


def test_abstains_at_the_very_start() -> None:
    assert _reason(window(0.5, lambda t: frame(t, face()))) == "too_short"


def _without_mesh():
    return replace(face(), pose=None, quality=None)


def test_another_track_without_an_absence_is_new_for_a_second() -> None:
    just = window(8.5, lambda t: frame(t, face(1 if t < 8 else 2)))
    later = window(12, lambda t: frame(t, face(1 if t < 8 else 2)))

    assert _observed(just).code == "face_new"
    assert _observed(later).code == "face_present"
