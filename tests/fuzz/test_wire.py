"""Whatever a peer sends, in whatever order: only documented errors come out, and memory stays bounded."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import TypeVar, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from candor.domain.frames import Colour
from candor.errors import WireError
from candor.wire.codec import decode
from candor.wire.connection import Connection, ConnectionLimits, Phase
from candor.wire.framing import HEADER_BYTES, MediaFrame, MediaKind, encode_frame, parse_frame
from candor.wire.messages import ClientMessage, CloseUpWanted, ErrorCode, Notice, NoticeCode, StateMessage
from candor.wire.opus import packets_of, seconds_of

CODES = {code.value for code in ErrorCode}
LIMITS = ConnectionLimits(credit=4, max_waiting=32)

videos = st.builds(
    MediaFrame,
    st.just(MediaKind.VIDEO),
    st.integers(0, 2**32 - 1),
    st.floats(0, 1e10),
    st.integers(1, 16384),
    st.integers(1, 16384),
    st.binary(min_size=1, max_size=64),
) | st.builds(
    MediaFrame,
    st.just(MediaKind.VP8),
    st.integers(0, 2**32 - 1),
    st.floats(0, 1e10),
    st.integers(1, 16384),
    st.integers(1, 16384),
    st.binary(min_size=1, max_size=64),
    st.integers(0, 65535),
    st.sampled_from(Colour),
)
sounds = st.builds(
    lambda seq, at_s, hz, channels, pcm: MediaFrame(MediaKind.AUDIO, seq, at_s, hz, channels, pcm * (2 * channels)),
    st.integers(0, 2**32 - 1),
    st.floats(0, 1e10),
    st.sampled_from([8000, 16000, 48000]),
    st.integers(1, 2),
    st.binary(min_size=1, max_size=64),
)
opus_payloads = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=4).map(
    lambda packets: b"".join(len(packet).to_bytes(2, "little") + packet for packet in packets)
) | st.binary(min_size=1, max_size=64)
opus = st.builds(
    MediaFrame,
    st.just(MediaKind.OPUS),
    st.integers(0, 2**32 - 1),
    st.floats(0, 1e10),
    st.just(16000),
    st.just(1),
    opus_payloads,
)
close_ups = st.builds(
    MediaFrame,
    st.just(MediaKind.CLOSE_UP),
    st.integers(0, 2**32 - 1),
    st.floats(0, 1e10),
    st.integers(1, 640),
    st.integers(1, 640),
    st.binary(min_size=1, max_size=64),
)
headers = st.builds(
    lambda *values: struct.pack("<3sBBBHHHIdI", *values),
    st.sampled_from([b"CND", b"CNX"]),
    st.integers(0, 3),
    st.integers(0, 6),
    st.integers(0, 1),
    st.integers(0, 65535),
    st.integers(0, 65535),
    st.integers(0, 1),
    st.integers(0, 2**32 - 1),
    st.floats(),
    st.integers(0, 100),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
FIELDS = [
    "type",
    "version",
    "client",
    "last_event",
    "language",
    "width",
    "height",
    "platform",
    "name",
    "warning",
    "kind",
    "cannot",
    "id",
    "seen",
    "at_s",
    "text",
    "change",
    "item",
    "mark",
    "rating",
    "reason",
    "age_s",
    "codecs",
]
near_messages = st.dictionaries(st.sampled_from(FIELDS), json_values | st.sampled_from(["hello", "end", 1, 0, "x"]))
GOOD = [
    {"type": "hello", "version": 1, "client": "x", "last_event": 0, "codecs": ["vp8", "close_up"]},
    {"type": "tile", "width": 1, "height": 1, "platform": "x"},
    {"type": "answer", "warning": "w", "kind": "note"},
    {"type": "note_write", "id": "n-1", "at_s": 1.5, "text": "x"},
    {"type": "check_start", "kind": "look_up", "cannot": ["turn_head"]},
    {"type": "check_skip", "id": "check-1"},
    {"type": "check_confirm", "id": "check-1", "seen": True},
    {"type": "item_answer", "change": "c", "item": "place", "mark": "asked", "text": "x", "rating": 1, "age_s": 0.5},
    {"type": "item_answer", "change": "c", "item": "place", "mark": "skipped", "reason": "no_time"},
    {"type": "end"},
]
texts = st.one_of(
    st.text(max_size=200),
    st.binary(max_size=200),
    json_values.map(json.dumps),
    near_messages.map(json.dumps),
    st.sampled_from(GOOD).map(json.dumps),
    st.text(min_size=1, max_size=3).map(lambda t: t * 10_000),
)
binaries = st.one_of(
    st.binary(max_size=100),
    st.tuples(headers, st.binary(max_size=100)).map(b"".join),
    (videos | sounds | opus | close_ups).map(encode_frame),
)


T = TypeVar("T")


def read_or_code(read: Callable[[], T]) -> T | str:
    """What was read, or the code of the refusal."""
    try:
        return read()
    except WireError as error:
        return error.code


@given(data=binaries)
def test_framing_reads_or_refuses_by_a_documented_code(data: bytes) -> None:
    read = read_or_code(lambda: parse_frame(data))
    assert read in CODES if isinstance(read, str) else encode_frame(read) == data


@given(frame=videos | sounds | opus | close_ups)
def test_framing_is_lossless(frame: MediaFrame) -> None:
    assert parse_frame(encode_frame(frame)) == frame


@given(frame=videos, cut=st.integers(1, HEADER_BYTES + 64))
def test_a_frame_of_the_wrong_length_is_never_read(frame: MediaFrame, cut: int) -> None:
    data = encode_frame(frame)
    for broken in (data[:-cut], data + b"x" * cut):
        assert read_or_code(lambda broken=broken: parse_frame(broken)) == "bad_frame"


@given(frame=videos, flip=st.integers(0, 8 * HEADER_BYTES - 1))
def test_a_flipped_bit_never_changes_the_length(frame: MediaFrame, flip: int) -> None:
    data = bytearray(encode_frame(frame))
    data[flip // 8] ^= 1 << flip % 8
    read = read_or_code(lambda: parse_frame(bytes(data)))
    assert read in CODES if isinstance(read, str) else read.payload == frame.payload


@given(payload=opus_payloads)
def test_opus_is_measured_or_refused_and_never_longer_than_its_packets_can_be(payload: bytes) -> None:
    read = read_or_code(lambda: seconds_of(payload))
    assert read == "bad_frame" if isinstance(read, str) else 0 < read <= 0.12 * len(packets_of(payload)) + 1e-9


@given(text=texts)
def test_texts_are_read_or_refused_by_a_documented_code(text: str | bytes) -> None:
    read = read_or_code(lambda: decode(text))
    assert read in CODES if isinstance(read, str) else isinstance(read, get_args(ClientMessage))


class AnyPeer(RuleBasedStateMachine):
    """A peer that says anything, and a server that does what servers do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0
        self.connection = Connection(0.0, LIMITS)
        self.told: list[dict] = []
        self.granted = 0
        self.taken = 0
        self.seqs: list[int] = []
        self.sound_seq = -1
        self.heard_s = 0.0
        self.asked = self.answered = 0

    @rule(text=texts)
    def text(self, text: str | bytes) -> None:
        self.connection.receive_text(text, self.now_s)

    @rule(message=st.sampled_from(GOOD))
    def good_text(self, message: dict) -> None:
        self.connection.receive_text(json.dumps(message), self.now_s)

    @rule(data=binaries)
    def binary(self, data: bytes) -> None:
        self._frame(data)

    @rule(step=st.integers(1, 3), size=st.integers(1, 1000))
    def good_frame(self, step: int, size: int) -> None:
        seq = (self.seqs[-1] if self.seqs else -1) + step
        if seq < 2**32:
            self._frame(encode_frame(MediaFrame(MediaKind.VIDEO, seq, seq / 8, size, size, b"jpeg")))

    @rule(step=st.integers(1, 3), samples=st.integers(1, 16000))
    def good_sound(self, step: int, samples: int) -> None:
        self.sound_seq += step
        pcm = b"\0\1" * samples
        at_s = self.sound_seq / 5
        heard = self.connection.receive_binary(
            encode_frame(MediaFrame(MediaKind.AUDIO, self.sound_seq, at_s, 16000, 1, pcm)), self.now_s
        )
        self.heard_s += samples / 16000 if heard else 0

    @rule(step=st.integers(1, 3), payload=opus_payloads)
    def good_opus(self, step: int, payload: bytes) -> None:
        frame = MediaFrame(MediaKind.OPUS, self.sound_seq + step, (self.sound_seq + step) / 5, 16000, 1, payload)
        self._frame(encode_frame(frame))

    @rule(number=st.integers(0, 3))
    def want_close_up(self, number: int) -> None:
        if self.connection.phase is Phase.OPEN:
            self.asked += 1
            self.connection.send(CloseUpWanted(id=number, x=0.1, y=0.1, width=0.5, height=0.5))

    @rule(number=st.integers(0, 3), size=st.integers(1, 640))
    def close_up(self, number: int, size: int) -> None:
        self._frame(encode_frame(MediaFrame(MediaKind.CLOSE_UP, number, 1.0, size, size, b"webp")))

    @precondition(lambda self: self.connection.phase is Phase.GREETED)
    @rule()
    def welcome(self) -> None:
        self.connection.welcome("i", "Ada", resumed=False)

    @rule(back=st.integers(0, 5))
    def settle(self, back: int) -> None:
        if self.seqs:
            self.connection.settle(self.seqs[-1] - back)

    @rule()
    def lose_worker(self) -> None:
        self.connection.settle_all()

    @rule(at_s=st.floats(0, 1e6))
    def tell(self, at_s: float) -> None:
        if self.connection.phase is Phase.OPEN:
            self.connection.send(StateMessage(event=0, at_s=at_s, questions=[], faces=0, fps=1.0, dropped=0))
            self.connection.send(Notice(event=0, code=NoticeCode.NO_REFERENCE, text="x"))

    @rule(seconds=st.floats(0, 20))
    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        self.connection.tick(self.now_s)

    @rule()
    def read(self) -> None:
        self.told += [json.loads(text) for text in self.connection.take_output()]

    @invariant()
    def no_close_up_comes_unasked(self) -> None:
        assert self.answered <= self.asked

    @invariant()
    def memory_is_bounded(self) -> None:
        assert len(self.connection._output) <= LIMITS.max_waiting + 1
        assert len(self.connection._under_way) <= LIMITS.credit
        assert 0 <= self.connection._credit <= LIMITS.credit

    @invariant()
    def there_is_not_much_more_sound_than_time(self) -> None:
        assert self.heard_s <= LIMITS.sound_s_per_s * (4.0 + self.now_s) + 1e-6

    def teardown(self) -> None:
        self.read()
        errors = [message["code"] for message in self.told if message["type"] == "error"]
        assert set(errors) <= CODES
        assert len(errors) <= 1
        assert (self.connection.phase is Phase.CLOSED) == (self.connection.close_code is not None)
        if errors:
            assert self.told[-1]["type"] == "error", "an error is the last word"
        given_ = sum(m["credit"] if m["type"] == "welcome" else m.get("frames", 0) for m in self.told)
        assert self.taken <= given_ or self.connection.phase is Phase.CLOSED

    def _frame(self, data: bytes) -> None:
        frame = self.connection.receive_binary(data, self.now_s)
        if frame is not None and frame.kind.is_sound:
            self.sound_seq = max(self.sound_seq, frame.seq)
            is_opus = frame.kind is MediaKind.OPUS
            self.heard_s += seconds_of(frame.payload) if is_opus else len(frame.payload) / 32000
        elif frame is not None and frame.kind is MediaKind.CLOSE_UP:
            self.answered += 1
        elif frame is not None:
            self.taken += 1
            self.seqs.append(frame.seq)


TestAnyPeer = AnyPeer.TestCase
TestAnyPeer.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_credit_is_never_invented() -> None:
    connection = Connection(0.0, LIMITS)
    connection.receive_text(json.dumps(GOOD[0]), 0.0)
    connection.welcome("i", "Ada", resumed=False)
    connection.take_output()
    for _ in range(10):
        connection.settle(1000)
        connection.settle_all()
    assert not [text for text in connection.take_output() if json.loads(text).get("type") == "credit"]
