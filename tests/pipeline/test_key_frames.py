"""Few frames are worth a second opinion: the first good one, one now and then, and one at each warning."""

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import FaceFacts
from candor.domain.ids import TrackId
from candor.pipeline.key_frames import LIVE, OF_RECORDINGS, KeyFrames, Pace

RGB = np.zeros((48, 64, 3), np.uint8)
BOX = np.array([10, 10, 30, 30], np.float32)
GOOD = FaceFacts(TrackId(1), BOX, 0.9, embedding=np.ones(4, np.float32))
POOR = FaceFacts(TrackId(1), BOX, 0.9)


def picked(faces: Sequence[FaceFacts | None], warned_at: tuple[int, ...] = (), pace: Pace = OF_RECORDINGS) -> dict:
    """Second -> occasion, for one frame a second."""
    frames, found = KeyFrames(), {}
    for second, face in enumerate(faces):
        frames, frame = frames.look(RGB, face, float(second), pace, has_new_warning=second in warned_at)
        if frame is not None:
            found[int(frame.at_s)] = frame.occasion
    return found


def test_of_a_recording_the_first_good_frame_then_one_a_minute() -> None:
    assert picked([POOR, None] * 3 + [GOOD] * 125) == {6: "first", 66: "regular", 126: "regular"}


def test_of_a_call_one_in_five_minutes() -> None:
    assert picked([GOOD] * 700, pace=LIVE) == {0: "first", 300: "regular", 600: "regular"}


def test_a_call_of_many_warnings_is_asked_about_a_few_times_only() -> None:
    assert len(picked([GOOD] * 600, warned_at=tuple(range(600)), pace=LIVE)) == LIVE.most


def test_a_warning_asks_at_the_next_good_frame() -> None:
    assert picked([GOOD] * 10 + [POOR] * 5 + [GOOD] * 10, warned_at=(11,)) == {0: "first", 15: "warning"}


def test_warnings_in_a_row_do_not_ask_for_every_frame() -> None:
    assert picked([GOOD] * 10, warned_at=(4, 5)) == {0: "first", 4: "warning", 6: "warning"}


def test_nothing_good_nothing_asked() -> None:
    assert picked([POOR] * 100, warned_at=(3,)) == {}


def test_a_key_frame_has_its_picture_and_where_the_face_is() -> None:
    _, frame = KeyFrames().look(RGB, GOOD, 3.0, OF_RECORDINGS, has_new_warning=False)

    assert frame is not None
    assert frame.rgb is RGB
    assert frame.box_xyxy is BOX
