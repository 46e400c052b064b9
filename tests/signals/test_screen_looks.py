"""Which looks for a screen count, and what is said when too few do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.facts import BorderSide, FaceFacts, ScreenFacts
from candor.domain.ids import SignalName
from candor.domain.window import Window
from candor.signals.screen_looks import usable_looks
from signals.builders import CALIBRATIONS, GOOD, face, frame

SIDE = BorderSide(0.1, 0.0, 20.0)
LOOK = ScreenFacts((SIDE, SIDE, SIDE, SIDE), 1.5)


def watched(looks: int, *, width_px: float = 160.0, luma: float = 120.0, seconds: int = 20) -> Window:
    """One look every two seconds, the first of them at once."""

    def at(second: int) -> FaceFacts:
        seen = LOOK if second % 2 == 0 and second / 2 < looks else None
        return replace(face(width_px=width_px, quality=replace(GOOD, luma_mean=luma)), screen=seen)

    return Window([frame(float(t), at(t)) for t in range(seconds)])


@pytest.mark.parametrize("name", ["screen_border", "screen_moire"])
def test_enough_good_looks_are_returned(name: str) -> None:
    assert usable_looks(watched(8), CALIBRATIONS[SignalName(name)]) == [LOOK] * 8


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (watched(8, width_px=50.0), "face_too_small"),
        (watched(0, width_px=50.0), "face_too_small"),
        (watched(8, luma=20.0), "too_dark"),
        (watched(3), "too_short"),
        (watched(0), "too_short"),
        (Window([frame(0.0, None)]), "no_face"),
    ],
)
def test_too_few_are_told_with_their_reason(window: Window, reason: str) -> None:
    assert usable_looks(window, CALIBRATIONS[SignalName("screen_border")]) == reason
