"""Screen border: three sides speak, one or two do not, and a frame that software drew is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.facts import BorderSide, ScreenFacts
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.screen_border import ScreenBorder
from signals.builders import context, face, frame


def judged(*looks: tuple[float, float, float, float], tilt: float = 0.02, spread: float = 6.0) -> Verdict:
    """One look every two seconds with these coverages."""

    def seen(coverages: tuple[float, float, float, float]) -> ScreenFacts:
        left, right, top, bottom = (BorderSide(c, tilt, spread) for c in coverages)
        return ScreenFacts((left, right, top, bottom), None)

    window = Window([frame(2.0 * i, replace(face(), screen=seen(one))) for i, one in enumerate(looks)])
    return ScreenBorder().observe(window, context())


def test_three_sides_are_a_border() -> None:
    verdict = judged(*[(1.0, 0.97, 0.95, 0.2)] * 5)

    assert isinstance(verdict, Observation)
    assert verdict.code == "border_around_face"
    assert verdict.score == pytest.approx(0.95)
    assert 2.5 <= verdict.llr <= 2.8, "amber, and by what so few honest people allow"
    assert verdict.details == {"looks": 5, "sides": 3}


def test_one_or_two_straight_edges_say_nothing() -> None:
    for sides in ((1.0, 0.3, 0.2, 0.1), (1.0, 1.0, 0.5, 0.4)):
        verdict = judged(*[sides] * 5)

        assert isinstance(verdict, Observation)
        assert (verdict.code, verdict.llr) == ("no_border", 0.0)


def test_a_few_odd_looks_do_not_decide() -> None:
    verdict = judged(*[(1.0, 1.0, 1.0, 1.0)] * 3, *[(0.3, 0.2, 0.2, 0.1)] * 5)

    assert isinstance(verdict, Observation)
    assert verdict.llr == 0.0


def test_a_frame_that_software_drew_is_no_screen() -> None:
    verdict = judged(*[(1.0, 1.0, 1.0, 1.0)] * 5, tilt=0.0, spread=0.1)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "frame_drawn"


def test_three_looks_are_too_few() -> None:
    verdict = judged(*[(1.0, 1.0, 1.0, 1.0)] * 3)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "too_short"
