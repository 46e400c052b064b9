"""The search for an earlier showing of the newest stretch."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.ids import SignalName
from candor.domain.window import Window
from candor.signals.repetition import best_match, footage, longest_gap_s, motion_of
from signals.builders import CALIBRATIONS, frame, lively, noisy, picture, window

CALIBRATION = CALIBRATIONS[SignalName("frozen_or_looping")]


def _looped(loop_s: float, seconds: float) -> Window:
    rng = np.random.default_rng(1)
    return window(seconds, lambda t: noisy(lively(t % loop_s), rng, t))


@pytest.mark.parametrize("loop_s", [4.37, 9.81])
def test_the_lag_is_found_to_a_frame_although_it_is_no_multiple_of_the_sampling(loop_s: float) -> None:
    match = best_match(footage(_looped(loop_s, loop_s + 6).frames), CALIBRATION)

    assert match is not None
    assert (match.is_backward, match.residual < 0.05) == (False, True)
    assert abs(match.lag_s - loop_s) <= 0.06
    assert match.hamming <= 8


def test_the_match_reaches_back_as_far_as_the_repetition_lasts() -> None:
    match = best_match(footage(_looped(10.0, 18.0).frames), CALIBRATION)

    assert match is not None
    assert 7.0 <= match.matched_s <= 8.0


def test_a_stretch_with_a_hole_is_no_earlier_showing() -> None:
    seen = _looped(10.0, 14.5)
    holed = Window([f for f in seen.frames if not 1.5 < f.captured_at_s < 3.5])

    match = best_match(footage(holed.frames), CALIBRATION)

    assert match is None or match.residual > 0.2


def test_too_short_a_window_holds_no_earlier_stretch() -> None:
    assert best_match(footage(window(6, lively).frames), CALIBRATION) is None


def test_motion_is_the_spread_of_the_picture() -> None:
    seen = footage(window(4, lambda t: frame(t, shown=picture(100 if t < 2 else 110))).frames)

    assert motion_of(seen, 2.0) == 0.0
    assert motion_of(seen, 4.0) == pytest.approx(25.0, rel=0.01)


def test_the_longest_gap_counts_both_ends() -> None:
    seen = footage([frame(0.0), frame(1.0), frame(1.5)])

    assert longest_gap_s(seen, 0.0, 1.5) == 1.0
    assert longest_gap_s(seen, 1.2, 4.0) == pytest.approx(2.5)
