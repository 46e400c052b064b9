"""The server's half beyond the dialogues: order, credit, rates, sizes, slow readers."""

from __future__ import annotations

import json

import pytest

from candor.wire.connection import Connection, ConnectionLimits, Phase
from candor.wire.framing import MediaFrame, MediaKind, encode_frame
from candor.wire.messages import CloseUpWanted, Credit, End, Ended, ErrorCode, Hello, Notice, NoticeCode, StateMessage
from candor.wire.parts import VideoCodec

HELLO = '{"type":"hello","version":1,"client":"test/1","last_event":0}'


def frame(seq: int, captured_s: float | None = None, **sizes: int) -> bytes:
    size = {"width": 640, "height": 360} | sizes
    at_s = seq / 8 if captured_s is None else captured_s
    return encode_frame(MediaFrame(MediaKind.VIDEO, seq, at_s, size["width"], size["height"], b"jpeg"))


def opened(limits: ConnectionLimits | None = None) -> Connection:
    connection = Connection(0.0, limits or ConnectionLimits())
    connection.receive_text(HELLO, 0.0)
    connection.welcome("i-1", "Ada", resumed=False)
    connection.take_output()
    return connection


def output(connection: Connection) -> list[dict]:
    return [json.loads(text) for text in connection.take_output()]


def code(connection: Connection) -> str | None:
    errors = [message["code"] for message in output(connection) if message["type"] == "error"]
    assert len(errors) <= 1
    return errors[0] if errors else None


def state(at_s: float) -> StateMessage:
    return StateMessage(event=0, at_s=at_s, questions=[], faces=0, fps=0.0, dropped=0)


@pytest.mark.parametrize("text", ['{"type":"end"}', '{"type":"tile","width":1,"height":1,"platform":"x"}'])
def test_anything_before_hello_or_welcome_is_out_of_order(text: str) -> None:
    for greeting in ([], [HELLO]):
        connection = Connection(0.0)
        for message in greeting:
            connection.receive_text(message, 0.0)
        assert connection.receive_text(text, 0.0) is None
        assert code(connection) == "out_of_order"


def test_a_frame_before_hello_is_out_of_order_and_before_welcome_out_of_credit() -> None:
    new, greeted = Connection(0.0), Connection(0.0)
    greeted.receive_text(HELLO, 0.0)
    new.receive_binary(frame(0), 0.0)
    greeted.receive_binary(frame(0), 0.0)
    assert (code(new), code(greeted)) == ("out_of_order", "out_of_credit")


def test_hello_is_said_once() -> None:
    connection = opened()
    assert connection.receive_text(HELLO, 0.0) is None
    assert code(connection) == "out_of_order"


def test_returns_what_was_said() -> None:
    connection = Connection(0.0)
    assert connection.receive_text(HELLO, 0.0) == Hello(version=1, client="test/1", last_event=0)
    connection.welcome("i", "Ada", resumed=False)
    assert connection.receive_text('{"type":"end"}', 0.0) == End()


def test_credit_runs_out_and_comes_back_as_frames_are_settled() -> None:
    connection = opened(ConnectionLimits(credit=2))
    connection.receive_binary(frame(0), 0.0)
    connection.receive_binary(frame(5), 0.0)
    connection.settle(4)
    assert output(connection) == [{"type": "credit", "frames": 1}]
    connection.receive_binary(frame(6), 0.1)
    connection.settle_all()
    connection.settle_all()
    assert output(connection) == [{"type": "credit", "frames": 2}]
    for seq in (7, 8, 9):
        connection.receive_binary(frame(seq), 0.2)
    assert code(connection) == "out_of_credit"


@pytest.mark.parametrize(
    ("first", "second"), [((5, 1.0), (5, 1.1)), ((5, 1.0), (4, 1.1)), ((5, 1.0), (6, 0.9)), ((0, 0.0), (0, 0.0))]
)
def test_numbers_must_rise_and_times_must_not_fall(first: tuple[int, float], second: tuple[int, float]) -> None:
    connection = opened()
    assert connection.receive_binary(frame(*first), 0.0) is not None
    assert connection.receive_binary(frame(*second), 0.0) is None
    assert code(connection) == "out_of_order"


def test_two_frames_may_have_the_same_time() -> None:
    connection = opened()
    assert connection.receive_binary(frame(0, 1.0), 0.0) is not None
    assert connection.receive_binary(frame(1, 1.0), 0.0) is not None


def test_a_picture_with_too_many_pixels_is_refused_unread() -> None:
    connection = opened()
    connection.receive_binary(frame(0, width=1921, height=1080), 0.0)
    assert code(connection) == "too_large"


def test_texts_that_come_too_fast_are_refused_and_at_the_allowed_pace_are_not() -> None:
    tile = '{"type":"tile","width":1,"height":1,"platform":"x"}'
    patient, hasty = opened(), opened()
    for number in range(400):
        assert patient.receive_text(tile, number / 20) is not None
    for _ in range(100):
        hasty.receive_text(tile, 0.0)
    assert code(hasty) == "too_fast"


def test_frames_that_come_too_fast_are_refused_whatever_credit_they_have() -> None:
    connection = opened(ConnectionLimits(credit=10_000))
    for seq in range(200):
        connection.receive_binary(frame(seq, 0.0), 0.0)
    assert code(connection) == "too_fast"


def test_a_clock_that_jumps_back_does_not_open_the_rate() -> None:
    connection = opened()
    for number in range(100):
        connection.receive_text('{"type":"tile","width":1,"height":1,"platform":"x"}', -float(number))
    assert code(connection) == "too_fast"


def sound(seq: int, captured_s: float, seconds: float = 0.2, hz: int = 16000, channels: int = 1) -> bytes:
    pcm = b"\0" * (2 * channels * round(seconds * hz))
    return encode_frame(MediaFrame(MediaKind.AUDIO, seq, captured_s, hz, channels, pcm))


def test_sound_in_real_time_is_taken_without_credit_for_as_long_as_it_lasts() -> None:
    connection = opened(ConnectionLimits(credit=0))
    for seq in range(500):
        assert connection.receive_binary(sound(seq, seq / 5), seq / 5) is not None


def test_sound_is_numbered_and_timed_apart_from_pictures() -> None:
    connection = opened()
    connection.receive_binary(frame(7, 3.0), 0.0)
    assert connection.receive_binary(sound(0, 1.0), 0.0) is not None
    assert connection.receive_binary(frame(8, 3.1), 0.1) is not None


def opus(seq: int, captured_s: float, packets: int = 3, hz: int = 16000) -> bytes:
    packet = b"\x58xyz"  # says that it lasts 60 ms
    payload = (len(packet).to_bytes(2, "little") + packet) * packets
    return encode_frame(MediaFrame(MediaKind.OPUS, seq, captured_s, hz, 1, payload))


def test_opus_is_taken_like_pcm_by_how_long_its_packets_say_they_last() -> None:
    patient, hasty = opened(ConnectionLimits(credit=0)), opened()
    for seq in range(300):
        assert patient.receive_binary(opus(seq, seq * 0.18), seq * 0.18) is not None
    taken = [hasty.receive_binary(opus(seq, seq * 0.18), 0.0) is not None for seq in range(40)]
    assert sum(taken) == 27  # 1.25 s a second for 4 s
    assert code(hasty) == "too_fast"


def test_a_block_of_opus_that_breaks_its_layout_is_refused_before_anybody_decodes_it() -> None:
    connection = opened()
    data = encode_frame(MediaFrame(MediaKind.OPUS, 0, 0.0, 16000, 1, b"\x09\x00xyz"))
    assert connection.receive_binary(data, 0.0) is None
    assert code(connection) == "bad_frame"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (opus(0, 1.2), "out_of_order"),
        (opus(1, 1.2, hz=48000), "not_allowed"),
        (opus(1, 1.2, packets=17), "too_large"),
        (sound(0, 1.2), "out_of_order"),
        (sound(1, 0.9), "out_of_order"),
        (sound(1, 1.2, hz=48000), "not_allowed"),
        (sound(1, 1.2, channels=2), "not_allowed"),
        (sound(1, 1.2, seconds=1.01), "too_large"),
    ],
)
def test_sound_that_breaks_the_rules_is_refused(second: bytes, expected: str) -> None:
    connection = opened()
    assert connection.receive_binary(sound(0, 1.0), 0.0) is not None
    assert connection.receive_binary(second, 0.2) is None
    assert code(connection) == expected


def test_more_sound_than_time_is_refused() -> None:
    connection = opened()
    taken = [connection.receive_binary(sound(seq, seq / 5), 0.0) is not None for seq in range(40)]
    assert 24 <= sum(taken) <= 25  # 1.25 s a second for 4 s
    assert code(connection) == "too_fast"


def test_sound_before_welcome_is_out_of_order_and_to_a_deaf_server_not_allowed() -> None:
    greeted, deaf = Connection(0.0), opened(ConnectionLimits(sound_hz=0))
    greeted.receive_text(HELLO, 0.0)
    greeted.receive_binary(sound(0, 0.0), 0.0)
    deaf.receive_binary(sound(0, 0.0), 0.0)
    assert (code(greeted), code(deaf)) == ("out_of_order", "not_allowed")


def test_after_the_close_nothing_is_heard_and_nothing_is_said() -> None:
    connection = opened()
    connection.fail(ErrorCode.REPLACED, "Another connection took over.")
    assert (code(connection), connection.close_code) == ("replaced", 1008)
    assert connection.receive_text('{"type":"end"}', 0.0) is None
    assert connection.receive_binary(b"x", 0.0) is None
    connection.send(Credit(frames=1))
    connection.settle_all()
    connection.fail(ErrorCode.INTERNAL, "again")
    assert connection.take_output() == []
    assert connection.close_code == 1008


def test_ended_closes_in_order() -> None:
    connection = opened()
    connection.send(Ended(report_url="/r"))
    assert (connection.phase, connection.close_code) == (Phase.CLOSED, 1000)
    assert output(connection) == [{"type": "ended", "report_url": "/r", "summary": None}]


def test_waiting_states_and_credit_are_merged_and_their_order_kept() -> None:
    connection = opened()
    for number in range(1000):
        connection.send(state(float(number)))
    notice = Notice(event=0, code=NoticeCode.NO_REFERENCE, text="x")
    connection.send(notice)
    connection.send(Credit(frames=1))
    connection.send(Credit(frames=2))
    assert [(m["type"], m.get("at_s"), m.get("frames")) for m in output(connection)] == [
        ("state", 999.0, None),
        ("notice", None, None),
        ("credit", None, 3),
    ]


def test_a_client_that_does_not_read_is_closed_before_it_fills_the_memory() -> None:
    connection = opened(ConnectionLimits(max_waiting=10))
    for _ in range(1000):
        connection.send(Notice(event=0, code=NoticeCode.NO_REFERENCE, text="x"))
    assert [message["type"] for message in output(connection)] == ["error"]
    assert connection.close_code == 1011


def test_a_connection_without_hello_is_closed_in_time() -> None:
    silent, polite = Connection(100.0), Connection(100.0)
    polite.receive_text(HELLO, 101.0)
    for connection in (silent, polite):
        connection.tick(109.9)
        assert connection.close_code is None
        connection.tick(110.1)
    assert (silent.close_code, polite.close_code) == (1011, None)


def test_video_is_taken_of_a_client_that_offered_it_if_the_server_wants_it() -> None:
    picture = encode_frame(MediaFrame(MediaKind.VP8, 0, 0.0, 640, 360, b"vp8"))
    jpeg_only = ConnectionLimits(codec=VideoCodec.JPEG)
    for offered, limits, is_taken in [
        (["av1", "vp8"], ConnectionLimits(), True),
        (["av1"], ConnectionLimits(), False),
        (["vp8"], jpeg_only, False),
    ]:
        connection = Connection(0.0, limits)
        connection.receive_text(json.dumps(json.loads(HELLO) | {"codecs": offered}), 0.0)
        connection.welcome("i-1", "Ada", resumed=False)
        [welcome] = output(connection)
        assert welcome["limits"]["codec"] == ("vp8" if is_taken else "jpeg")
        assert (connection.receive_binary(picture, 0.0) is not None) is is_taken
        assert code(connection) == (None if is_taken else "not_allowed")


def test_video_costs_credit_and_a_picture_by_itself_may_come_between() -> None:
    connection = Connection(0.0, ConnectionLimits(credit=2))
    connection.receive_text(json.dumps(json.loads(HELLO) | {"codecs": ["vp8"]}), 0.0)
    connection.welcome("i-1", "Ada", resumed=False)
    assert connection.receive_binary(encode_frame(MediaFrame(MediaKind.VP8, 0, 0.0, 640, 360, b"vp8")), 0.0)
    assert connection.receive_binary(frame(1), 0.0)
    assert connection.receive_binary(encode_frame(MediaFrame(MediaKind.VP8, 2, 1.0, 640, 360, b"vp8", 1)), 0.0) is None
    assert code(connection) == "out_of_credit"


def who_can_close_up(*, can: bool = True) -> Connection:
    connection = Connection(0.0)
    codecs = '["vp8", "close_up"]' if can else "[]"
    connection.receive_text(HELLO[:-1] + f',"codecs":{codecs}}}', 0.0)
    connection.welcome("i-1", "Ada", resumed=False)
    connection.take_output()
    return connection


def wanted(number: int) -> CloseUpWanted:
    return CloseUpWanted(id=number, x=0.25, y=0.25, width=0.5, height=0.5)


def close_up(number: int) -> bytes:
    return encode_frame(MediaFrame(MediaKind.CLOSE_UP, number, 1.0, 380, 380, b"webp"))


def test_a_close_up_that_was_asked_for_comes_once_and_takes_no_credit() -> None:
    connection = who_can_close_up()
    connection.send(wanted(1))
    connection.send(wanted(2))
    assert [message["id"] for message in output(connection)] == [1, 2]
    for number in (1, 2):
        assert connection.receive_binary(close_up(number), 0.0) is not None
    for seq in range(4):
        assert connection.receive_binary(frame(seq), 0.0) is not None
    assert connection.receive_binary(close_up(2), 0.0) is None
    assert code(connection) == "out_of_order"


def test_a_close_up_that_nobody_asked_for_is_out_of_order() -> None:
    connection = who_can_close_up()
    assert connection.receive_binary(close_up(0), 0.0) is None
    assert code(connection) == "out_of_order"


def test_what_was_asked_for_long_ago_is_forgotten() -> None:
    connection = who_can_close_up()
    for number in range(100):
        connection.send(wanted(number))
    output(connection)
    assert connection.receive_binary(close_up(99), 0.0) is not None
    assert connection.receive_binary(close_up(0), 0.0) is None


def test_a_client_that_cannot_make_close_ups_does_not_hear_of_them() -> None:
    connection = who_can_close_up(can=False)
    connection.send(wanted(1))
    assert output(connection) == []
    assert connection.receive_binary(close_up(1), 0.0) is None
    assert code(connection) == "out_of_order"


def test_close_ups_count_among_the_binary_messages_of_a_second() -> None:
    connection = Connection(0.0, ConnectionLimits(frames_per_s=2, burst_s=1))
    connection.receive_text(HELLO[:-1] + ',"codecs":["close_up"]}', 0.0)
    connection.welcome("i-1", "Ada", resumed=False)
    for number in range(3):
        connection.send(wanted(number))
        connection.receive_binary(close_up(number), 0.0)
    assert code(connection) == "too_fast"
