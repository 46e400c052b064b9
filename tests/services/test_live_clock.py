"""Numbers and times of frames that go on over reconnects and restarts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from candor.domain.sound import OpusBlock, SoundBlock
from candor.services.live_clock import InterviewClock
from candor.wire.framing import MediaFrame, MediaKind


def frame(seq: int, captured_at_s: float) -> MediaFrame:
    return MediaFrame(MediaKind.VIDEO, seq, captured_at_s, 640, 360, b"x")


def test_time_begins_at_the_first_frame_whatever_clock_the_client_has() -> None:
    clock = InterviewClock(0.0, None)
    first, second = clock.timed(frame(0, 7000.0), 50.0), clock.timed(frame(3, 7001.5), 51.6)
    assert (first.seq, first.captured_at_s, first.received_at_s) == (0, 0.0, 0.0)
    assert (second.seq, second.captured_at_s) == (3, 1.5)


def test_a_reconnect_goes_on_with_numbers_and_time() -> None:
    clock = InterviewClock(0.0, None)
    clock.timed(frame(4, 10.0), 50.0)
    clock.reconnected()
    again = clock.timed(frame(0, 0.25), 80.0)
    assert (again.seq, again.captured_at_s) == (5, 30.0)
    assert clock.seq_base == 5


def test_another_server_goes_on_where_the_interview_is_now() -> None:
    assert InterviewClock(20.0, 100.0).timed(frame(0, 3.0), 150.0).captured_at_s == 50.0


def test_sound_is_timed_as_pictures_are_and_opus_stays_encoded() -> None:
    clock = InterviewClock(0.0, None)
    pcm = MediaFrame(MediaKind.AUDIO, 4, 10.5, 16000, 1, bytes(640))
    opus = MediaFrame(MediaKind.OPUS, 5, 10.75, 16000, 1, b"\x02\x00\x58x\x01\x00\x58")
    assert clock.heard(pcm, 50.5) is None
    clock.timed(frame(0, 10.0), 50.0)

    assert clock.heard(pcm, 50.5) == SoundBlock(4, 0.5, 0.5, bytes(640))
    assert clock.heard(opus, 51.0) == OpusBlock(5, 0.75, 1.0, (b"\x58x", b"\x58"), 0.12)


def test_there_is_no_moment_before_the_first_frame_of_a_connection() -> None:
    clock = InterviewClock(0.0, None)
    assert clock.moment(1.0, 1.0) is None
    clock.timed(frame(0, 10.0), 50.0)
    assert clock.moment(10.5, 50.75) == (0.5, 0.75)
    clock.reconnected()
    assert clock.moment(10.5, 50.75) is None


@given(captured=st.lists(st.floats(0, 1e6), min_size=2, max_size=20))
def test_within_a_connection_differences_are_those_of_the_capture_clock(captured: list[float]) -> None:
    clock = InterviewClock(0.0, None)
    times = [clock.timed(frame(n, at_s), float(n)).captured_at_s for n, at_s in enumerate(sorted(captured))]
    span = max(captured) - min(captured)
    assert abs((times[-1] - times[0]) - span) < 1e-6


def test_a_moment_of_the_server_is_told_in_interview_time() -> None:
    clock = InterviewClock(0.0, None)
    assert clock.at_server_time(55.0) is None
    clock.timed(frame(0, 7000.0), 50.0)
    clock.reconnected()
    assert clock.at_server_time(55.0) == 5.0
