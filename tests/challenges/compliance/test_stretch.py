"""A check is judged by the rest before it and by all since, and by nothing older."""

from __future__ import annotations

from candor.challenges.compliance.stretch import stretch_of
from candor.domain.checks import CheckKind
from challenges.builders import ASKED_AT_S, RULES, heard, running, seen
from signals.builders import face


def test_the_rest_is_the_seconds_before_and_the_rest_is_since() -> None:
    window = heard(seen(lambda _: face(), 10.0), lambda _: 1.0)

    stretch = stretch_of(running(CheckKind.LOOK_UP), window, RULES.baseline_s)

    assert stretch.has_rest
    assert {f.captured_at_s < ASKED_AT_S for f in stretch.before} == {True}
    assert stretch.before[0].captured_at_s >= ASKED_AT_S - RULES.baseline_s - 0.11
    assert {f.captured_at_s >= ASKED_AT_S for f in stretch.during} == {True}
    assert stretch.sounds[0].captured_at_s >= ASKED_AT_S
    assert stretch.seen_share == 1.0


def test_a_rest_that_shows_no_face_is_none() -> None:
    stretch = stretch_of(running(CheckKind.LOOK_UP), seen(lambda t: face() if t >= 0 else None, 10.0), RULES.baseline_s)

    assert not stretch.has_rest


def test_an_empty_stretch_shows_nothing() -> None:
    assert stretch_of(running(CheckKind.LOOK_UP), seen(lambda _: face(), 2.0), RULES.baseline_s).seen_share == 0.0
