"""Frames get times that only rise, whatever the sender's clock does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from candor.pipeline.timeline import SMALLEST_STEP_S, Timeline, advance_timeline


def times(*frames: tuple[float, float]) -> list[float]:
    timeline, out = Timeline(), []
    for captured_at_s, received_at_s in frames:
        timeline = advance_timeline(timeline, captured_at_s, received_at_s)
        out.append(round(timeline.at_s, 6))
    return out


def test_a_clock_that_behaves_is_kept() -> None:
    assert times((5.0, 100.0), (5.1, 100.2), (5.25, 100.2)) == [5.0, 5.1, 5.25]


def test_a_pause_that_both_clocks_show_is_kept() -> None:
    assert times((1.0, 10.0), (61.0, 70.5)) == [1.0, 61.0]


def test_a_repeated_time_moves_on_by_the_smallest_step() -> None:
    assert times((1.0, 10.0), (1.0, 10.0), (1.0, 10.0)) == [1.0, 1.0 + SMALLEST_STEP_S, 1.0 + 2 * SMALLEST_STEP_S]


def test_a_clock_that_starts_anew_goes_on_by_our_own_clock() -> None:
    assert times((500.0, 10.0), (0.0, 14.0), (0.1, 14.1), (0.2, 14.2)) == [500.0, 504.0, 504.1, 504.2]


def test_a_leap_that_only_the_sender_shows_is_taken_for_a_new_clock() -> None:
    assert times((1.0, 10.0), (9001.0, 10.1), (9001.1, 10.2)) == [1.0, 1.1, 1.2]


def test_a_restarted_server_believes_the_sender() -> None:
    assert times((100.0, 5000.0), (107.0, 3.0), (107.1, 3.1)) == [100.0, 107.0, 107.1]


def test_a_recording_has_one_clock() -> None:
    assert times((0.0, 0.0), (0.04, 0.04), (3600.0, 3600.0)) == [0.0, 0.04, 3600.0]


clocks = st.floats(0, 1e7, allow_nan=False)


@given(st.lists(st.tuples(clocks, clocks), min_size=2, max_size=30))
def test_time_always_rises(frames: list) -> None:
    timeline = Timeline()
    before_s = -1.0
    for captured_at_s, received_at_s in frames:
        timeline = advance_timeline(timeline, captured_at_s, received_at_s)
        assert timeline.at_s > before_s
        before_s = timeline.at_s
