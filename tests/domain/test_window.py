"""The window cuts by captured time and survives being empty."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.facts import FrameFacts, PictureFacts
from candor.domain.window import Window

PICTURE = PictureFacts(digest=0, dhash=0, thumbnail=np.zeros((18, 32), np.uint8))


def facts(at_s: float) -> FrameFacts:
    return FrameFacts(seq=0, captured_at_s=at_s, received_at_s=at_s, size_px=(640, 360), picture=PICTURE)


def test_an_empty_window_has_no_span_and_no_frames() -> None:
    window = Window(())

    assert (window.now_s, window.span_s, list(window.last(10))) == (0.0, 0.0, [])


@given(st.lists(st.floats(0, 100), min_size=1).map(sorted), st.floats(0, 120))
def test_last_gives_exactly_the_frames_within_the_given_seconds(times: list[float], seconds: float) -> None:
    window = Window([facts(t) for t in times])

    kept = [frame.captured_at_s for frame in window.last(seconds)]

    assert kept == [t for t in times if t >= times[-1] - seconds]
