"""Did face and skin answer alike?"""

from __future__ import annotations

import pytest

from candor.domain.observations import Abstention, Observation
from candor.signals.coded_light_consistency import CodedLightConsistency
from signals.light_builders import lit_context, lit_window, show

SIGNAL = CodedLightConsistency()


def observed(window) -> Observation:
    verdict = SIGNAL.observe(window, lit_context(show()))
    assert isinstance(verdict, Observation), verdict
    return verdict


@pytest.mark.parametrize(("inner", "outer"), [(0.02, 0.012), (0.02, 0.02), (0.02, 0.025)])
def test_a_live_face_answers_as_the_skin_around_it(inner: float, outer: float) -> None:
    found = observed(lit_window(show(), inner=inner, outer=outer))

    assert found.code == "light_alike_on_skin"
    assert found.llr < 0
    assert found.score == pytest.approx(inner / outer, rel=0.25)


def test_a_face_that_keeps_its_own_light_differs() -> None:
    found = observed(lit_window(show(), inner=0.0, outer=0.02))

    assert found.code == "light_differs_on_face"
    assert 1 <= found.llr < 2.5  # it has no measured error rate: it supports, and never warns alone
    assert abs(float(found.details["inner_percent"])) < 15


def test_skin_that_does_not_answer_cannot_be_compared_with() -> None:
    verdict = SIGNAL.observe(lit_window(show(), outer=0.0), lit_context(show()))

    assert verdict == Abstention(SIGNAL.name, SIGNAL.question, verdict.at_s, "light_not_on_skin")


def test_skin_out_of_view_cannot_be_compared_with() -> None:
    verdict = SIGNAL.observe(lit_window(show(), outer=None), lit_context(show()))

    assert isinstance(verdict, Abstention)


def test_nothing_is_said_without_a_check() -> None:
    verdict = SIGNAL.observe(lit_window(show()), lit_context(None))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_light"
