"""A picture that stands still during a check is told to people; one that comes slowly is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.challenges.compliance.judge import judge
from candor.challenges.compliance.stall import longest_stall_s, stall_details
from candor.challenges.compliance.stretch import Stretch, stretch_of
from candor.domain.checks import CheckKind, Side
from candor.domain.window import Window
from challenges.builders import ASKED_AT_S, RULES, meshed, running
from challenges.compliance.test_judge import turn_to
from signals.builders import frame


def filmed(times: list[float], same_from_s: float = 99.0) -> Window:
    """A head that turns; from `same_from_s` after the request on all pictures are one and the same for 2 s."""
    frames = [frame(t, turn_to(45)(t - ASKED_AT_S)) for t in times]
    stands = [same_from_s <= t - ASKED_AT_S <= same_from_s + 2 for t in times]
    return Window(
        [
            replace(f, picture=replace(f.picture, digest=1 if is_same else 10 + i))
            for i, (f, is_same) in enumerate(zip(frames, stands, strict=True))
        ]
    )


def stretch(window: Window) -> Stretch:
    return stretch_of(running(CheckKind.TURN_HEAD, Side.RIGHT), window, RULES.baseline_s)


TENTHS = [i / 10 for i in range(81)]


def test_pictures_that_keep_coming_are_no_stall() -> None:
    assert longest_stall_s(stretch(filmed(TENTHS))) == pytest.approx(0.1)
    assert stall_details(stretch(filmed(TENTHS)), RULES.stall_s) == {}


def test_the_same_picture_again_and_again_is_one() -> None:
    assert longest_stall_s(stretch(filmed(TENTHS, same_from_s=1.0))) == pytest.approx(2.1)


def test_no_picture_at_all_is_one() -> None:
    gap = [t for t in TENTHS if not 5 < t < 6.5]

    assert longest_stall_s(stretch(filmed(gap))) == pytest.approx(1.5)


def test_it_is_told_with_the_result_of_the_check() -> None:
    gap = [t for t in TENTHS if not 4.2 < t < 5.3]
    status = judge(running(CheckKind.TURN_HEAD, Side.RIGHT), filmed(gap), RULES)

    assert status.is_over
    assert status.details["stall_s"] == 1.1


def test_before_the_first_picture_nothing_stands_still() -> None:
    assert longest_stall_s(stretch(Window([frame(ASKED_AT_S - 1, meshed())]))) == 0
