"""What is left to do of a frame that is overtaken."""

from candor.domain.frames import EncodedFrame, overtaking


def test_what_was_overtaken_before_comes_along_oldest_first() -> None:
    key, second, third = (EncodedFrame(at, at / 10, at / 10, b"x", at) for at in range(3))
    waiting = overtaking(overtaking(key, second), third)
    assert waiting.seq == 2
    assert waiting.lead == (key, second)
    assert all(older.lead == () for older in waiting.lead)
