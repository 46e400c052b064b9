"""A blurred background is context, never a risk."""

from __future__ import annotations

from dataclasses import replace

from candor.domain.facts import BackgroundFacts
from candor.domain.observations import Abstention, Observation
from candor.domain.window import Window
from candor.signals.virtual_background import VIRTUAL_BACKGROUND, VirtualBackground, is_background_blurred
from signals.builders import CALIBRATIONS, context, face, frame


def seen(detail: float | None, seconds: int = 12) -> Window:
    behind = BackgroundFacts(0.4, detail) if detail is not None else None
    return Window([replace(frame(float(t), face()), background=behind) for t in range(seconds)])


def test_blurred_and_sharp_are_told_apart_and_both_say_nothing() -> None:
    for detail, code in ((-6.0, "background_blurred"), (0.0, "background_sharp")):
        verdict = VirtualBackground().observe(seen(detail), context())

        assert isinstance(verdict, Observation)
        assert (verdict.code, verdict.llr) == (code, 0.0)


def test_without_a_background_it_abstains() -> None:
    late, early = (VirtualBackground().observe(seen(None, n), context()) for n in (12, 2))

    assert isinstance(late, Abstention)
    assert isinstance(early, Abstention)
    assert (late.reason, early.reason) == ("no_background", "too_short")
    assert not is_background_blurred(seen(None).frames, CALIBRATIONS[VIRTUAL_BACKGROUND])
