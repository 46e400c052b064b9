"""Few frames are worth a second opinion: the first good one, one a minute, and one at each warning."""

from candor.second_opinion.key_frames import KeyFrames


def _picked(goods: list[bool], warned_at: tuple[int, ...] = ()) -> dict[int, str]:
    """Second -> occasion, for one frame a second."""
    frames, found = KeyFrames(), {}
    for second, is_good in enumerate(goods):
        if second in warned_at:
            frames = frames.warned()
        occasion = frames.occasion(second, is_good=is_good)
        if occasion:
            found[second], frames = occasion, frames.picked(second)
    return found


def test_the_first_good_frame_then_one_a_minute() -> None:
    assert _picked([False] * 5 + [True] * 125) == {5: "first", 65: "regular", 125: "regular"}


def test_a_warning_asks_at_the_next_good_frame() -> None:
    assert _picked([True] * 10 + [False] * 5 + [True] * 10, warned_at=(11,)) == {0: "first", 15: "warning"}


def test_warnings_in_a_row_do_not_ask_for_every_frame() -> None:
    assert _picked([True] * 10, warned_at=(4, 5)) == {0: "first", 4: "warning", 6: "warning"}


def test_nothing_good_nothing_asked() -> None:
    assert _picked([False] * 100, warned_at=(3,)) == {}
