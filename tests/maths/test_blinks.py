"""Dips of the right length and depth are blinks; slow lids, noise and the edges of the series are none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.blinks import find_blinks


def series(
    blinks_s: list[float], lasts_s: float = 0.2, seconds: float = 20, fps: float = 15
) -> tuple[np.ndarray, np.ndarray]:
    times = np.arange(0, seconds, 1 / fps)
    openness = np.full(len(times), 0.3) + 0.01 * np.sin(times)
    for at_s in blinks_s:
        openness[(times >= at_s) & (times < at_s + lasts_s)] = 0.08
    return times, openness


def test_each_dip_is_found_once_at_its_time() -> None:
    found = find_blinks(*series([3.0, 7.0, 15.0]), closed=0.6, longest_s=0.6)

    assert [round(blink.at_s) for blink in found] == [3, 7, 15]
    assert all(blink.depth < 0.4 for blink in found)


def test_eyes_that_look_down_for_long_do_not_blink() -> None:
    assert find_blinks(*series([5.0], lasts_s=2.0), closed=0.6, longest_s=0.6) == []


def test_eyes_that_stay_open_do_not_blink() -> None:
    assert find_blinks(*series([]), closed=0.6, longest_s=0.6) == []


def test_a_dip_at_the_edge_of_the_series_is_not_counted() -> None:
    assert find_blinks(*series([0.0, 19.9]), closed=0.6, longest_s=0.6) == []


def test_unknown_openness_is_left_out() -> None:
    times, openness = series([5.0])
    openness[::7] = np.nan

    assert len(find_blinks(times, openness, closed=0.6, longest_s=0.6)) == 1


def test_nothing_has_no_blinks() -> None:
    assert find_blinks(np.zeros(0), np.zeros(0), closed=0.6, longest_s=0.6) == []


@given(st.floats(0.05, 5))
def test_the_shape_of_an_eye_does_not_matter(scale: float) -> None:
    times, openness = series([4.0, 9.0])

    assert len(find_blinks(times, openness * scale, closed=0.6, longest_s=0.6)) == 2
