"""The server's half of the protocol, without a socket and without a clock: messages go in, events come out.

    NEW ─(hello)─▶ GREETED ─(welcome)─▶ OPEN ─(ended, error)─▶ CLOSED

After every call the owner of the socket sends `take_output()`, and closes with `close_code` once that is set. Input
after the close is ignored. Nothing a peer sends raises: it becomes one `error` of a documented code, then a close.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum

from candor.domain.sound import SOUND_RATE_HZ, SoundCodec
from candor.errors import WireError
from candor.wire.codec import decode, encode
from candor.wire.framing import MAX_PAYLOAD_BYTES, MediaFrame, MediaKind, parse_frame
from candor.wire.messages import (
    CLOSE_UPS,
    Answer,
    CheckConfirm,
    CheckSkip,
    CheckStart,
    CloseUpWanted,
    Credit,
    End,
    Ended,
    Error,
    ErrorCode,
    Hello,
    ItemAnswer,
    NoteWrite,
    ServerMessage,
    StateMessage,
    Tile,
    Welcome,
)
from candor.wire.opus import seconds_of
from candor.wire.parts import Limits, VideoCodec

Event = Hello | Tile | Answer | NoteWrite | ItemAnswer | CheckStart | CheckSkip | CheckConfirm | End | MediaFrame

CLOSE_NORMAL, CLOSE_POLICY, CLOSE_INTERNAL = 1000, 1008, 1011
"""Source: RFC 6455, 7.4.1."""
_SOUND_BURST_S = 4.0
"""After a pause of the network this much sound may come at once, times the rate."""
_MOST_ASKED = 16
"""Close-ups that may still come; at one in two seconds a connection with more under way is long dead."""


class Phase(Enum):
    """How far a connection has come."""

    NEW = "new"
    GREETED = "greeted"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What one connection may do."""

    credit: int = 4
    """Frames under way at once: enough for a round trip of 300 ms at 10 frames a second."""
    max_frame_px: int = 1920 * 1080
    target_fps: float = 12.0
    """At 8 a second the syllables of some people fall between the pictures (docs/signals/lip_voice_synchrony.md)."""
    texts_per_s: float = 20.0
    frames_per_s: float = 60.0
    sound_hz: int = SOUND_RATE_HZ
    """The only rate that is taken, one channel; 0: no sound at all."""
    max_block_s: float = 1.0
    """Longest stretch of sound in one message."""
    sound_s_per_s: float = 1.25
    """Sound comes in real time; a little more allows for clocks that differ."""
    kbit_s: int = 400
    """What the client is asked to keep to, with pictures and sound; the rates here are what is enforced."""
    codec: VideoCodec = VideoCodec.VP8
    """Wanted of clients that can make it."""
    burst_s: float = 2.0
    """A rate may be exceeded by what it allows in this many seconds."""
    hello_within_s: float = 10.0
    max_waiting: int = 256
    """Messages waiting for a peer that does not read."""


@dataclass(slots=True)
class _Bucket:
    """A token bucket: `rate` per second, never more than `rate * burst_s` at once."""

    rate: float
    burst_s: float
    level: float = field(init=False)
    at_s: float | None = None

    def __post_init__(self) -> None:
        self.level = self.rate * self.burst_s

    def take(self, now_s: float, amount: float = 1.0) -> bool:
        elapsed_s = 0.0 if self.at_s is None else max(0.0, now_s - self.at_s)
        self.level = min(self.rate * self.burst_s, self.level + elapsed_s * self.rate) - amount
        self.at_s = now_s
        return self.level >= 0


class Connection:
    """One connection as the server sees it. Not thread-safe; all times are seconds on one monotonic clock."""

    def __init__(self, now_s: float, limits: ConnectionLimits = ConnectionLimits()) -> None:
        self.phase = Phase.NEW
        self.close_code: int | None = None
        self._limits = limits
        self._codec = VideoCodec.JPEG
        self._can_close_up = False
        self._asked: deque[int] = deque(maxlen=_MOST_ASKED)
        self._opened_s = now_s
        self._texts = _Bucket(limits.texts_per_s, limits.burst_s)
        self._frames = _Bucket(limits.frames_per_s, limits.burst_s)
        self._sound = _Bucket(limits.sound_s_per_s, _SOUND_BURST_S)
        self._credit = 0
        self._under_way: deque[int] = deque()
        self._last_seq = -1
        self._last_captured_s = 0.0
        self._last_sound_seq = -1
        self._last_sound_s = 0.0
        self._output: deque[ServerMessage] = deque()

    # --- input ----------------------------------------------------------------------------------------------------

    def receive_text(self, text: str | bytes, now_s: float) -> Event | None:
        """Take one text message; return what it says, or None when it broke the protocol."""
        if self.phase is Phase.CLOSED:
            return None
        try:
            return self._text(text, now_s)
        except WireError as error:
            return self.fail(ErrorCode(error.code), error.sentence)

    def receive_binary(self, data: bytes, now_s: float) -> MediaFrame | None:
        """Take one binary message; return the frame, or None when it broke the protocol."""
        if self.phase is Phase.CLOSED:
            return None
        try:
            return self._binary(data, now_s)
        except WireError as error:
            return self.fail(ErrorCode(error.code), error.sentence)

    def tick(self, now_s: float) -> None:
        """Close a connection that never said hello."""
        if self.phase is Phase.NEW and now_s - self._opened_s > self._limits.hello_within_s:
            self.fail(ErrorCode.INTERNAL, "No hello came in time. Connect again.")

    # --- output ---------------------------------------------------------------------------------------------------

    def welcome(self, interview: str, candidate: str, *, resumed: bool) -> None:
        """Answer the hello: media may flow."""
        assert self.phase is Phase.GREETED, "welcome answers a hello"
        self.phase = Phase.OPEN
        self._credit = self._limits.credit
        limits = Limits(
            max_frame_bytes=MAX_PAYLOAD_BYTES,
            max_frame_px=self._limits.max_frame_px,
            target_fps=self._limits.target_fps,
            sound_hz=self._limits.sound_hz,
            sound_codecs=list(SoundCodec) if self._limits.sound_hz else [],
            kbit_s=self._limits.kbit_s,
            codec=self._codec,
        )
        self.send(
            Welcome(interview=interview, candidate=candidate, credit=self._credit, limits=limits, resumed=resumed)
        )

    def settle(self, seq: int) -> None:
        """Frames up to `seq` are analysed or dropped: give their credit back."""
        settled = 0
        while self._under_way and self._under_way[0] <= seq:
            self._under_way.popleft()
            settled += 1
        if settled and self.phase is Phase.OPEN:
            self._credit += settled
            self.send(Credit(frames=settled))

    def settle_all(self) -> None:
        """No frame is under way any more: the worker that had them is gone."""
        if self._under_way:
            self.settle(self._under_way[-1])

    def send(self, message: ServerMessage) -> None:
        """Queue a message. A state that still waits is replaced by a newer one, waiting credit is added up."""
        if self.phase is Phase.CLOSED:
            return
        if isinstance(message, CloseUpWanted):
            if not self._can_close_up:
                return
            self._asked.append(message.id)
        waiting = self._output[-1] if self._output else None
        if isinstance(message, StateMessage) and isinstance(waiting, StateMessage):
            self._output.pop()
        if isinstance(message, Credit) and isinstance(waiting, Credit):
            self._output.pop()
            message = Credit(frames=waiting.frames + message.frames)
        self._output.append(message)
        if isinstance(message, Ended):
            self._close(CLOSE_NORMAL)
        elif len(self._output) > self._limits.max_waiting:
            self._output.clear()
            self.fail(ErrorCode.INTERNAL, "The connection reads too slowly. Connect again.")

    def fail(self, code: ErrorCode, sentence: str) -> None:
        """Tell the peer one code and close."""
        if self.phase is Phase.CLOSED:
            return
        self._output.append(Error(code=code, text=sentence[:2000]))
        closes = {ErrorCode.INTERNAL: CLOSE_INTERNAL, ErrorCode.ENDED: CLOSE_NORMAL}
        self._close(closes.get(code, CLOSE_POLICY))

    def take_output(self) -> list[str]:
        """Return what must be sent now, oldest first."""
        texts = [encode(message) for message in self._output]
        self._output.clear()
        return texts

    def _close(self, code: int) -> None:
        self.phase, self.close_code = Phase.CLOSED, code
        self._under_way.clear()

    # --- rules ----------------------------------------------------------------------------------------------------

    def _text(self, text: str | bytes, now_s: float) -> Event:
        if not self._texts.take(now_s):
            raise WireError(ErrorCode.TOO_FAST, "Too many messages. Connect again and send fewer.")
        message = decode(text)
        if isinstance(message, Hello):
            if self.phase is not Phase.NEW:
                raise WireError(ErrorCode.OUT_OF_ORDER, "hello is said once.")
            self.phase = Phase.GREETED
            self._codec = self._limits.codec if self._limits.codec in message.codecs else VideoCodec.JPEG
            self._can_close_up = CLOSE_UPS in message.codecs
        elif self.phase is not Phase.OPEN:
            raise WireError(ErrorCode.OUT_OF_ORDER, "Say hello and wait for welcome before anything else.")
        return message

    def _binary(self, data: bytes, now_s: float) -> MediaFrame:
        if self.phase is Phase.NEW:
            raise WireError(ErrorCode.OUT_OF_ORDER, "Say hello and wait for welcome before anything else.")
        if not self._frames.take(now_s):
            raise WireError(ErrorCode.TOO_FAST, "Too many frames. Connect again and send fewer.")
        frame = parse_frame(data)
        if frame.kind is MediaKind.CLOSE_UP:
            return self._seen_closer(frame)
        return self._heard(frame, now_s) if frame.kind.is_sound else self._seen(frame)

    def _heard(self, frame: MediaFrame, now_s: float) -> MediaFrame:
        """Sound needs no credit: it comes in real time, and what a busy worker cannot take is dropped behind this."""
        limits = self._limits
        if self.phase is not Phase.OPEN:
            raise WireError(ErrorCode.OUT_OF_ORDER, "Say hello and wait for welcome before anything else.")
        if limits.sound_hz == 0:
            raise WireError(ErrorCode.NOT_ALLOWED, "This server takes no sound. Send pictures only.")
        if (frame.width, frame.height) != (limits.sound_hz, 1):
            raise WireError(ErrorCode.NOT_ALLOWED, f"Sound must have {limits.sound_hz} samples a second, one channel.")
        is_opus = frame.kind is MediaKind.OPUS
        seconds = seconds_of(frame.payload) if is_opus else len(frame.payload) / (2 * limits.sound_hz)
        if seconds > limits.max_block_s:
            raise WireError(ErrorCode.TOO_LARGE, f"A stretch of sound may last {limits.max_block_s:g} s at most.")
        if not self._sound.take(now_s, seconds):
            raise WireError(ErrorCode.TOO_FAST, "More sound than time. Connect again and send what is new.")
        if frame.seq <= self._last_sound_seq or frame.captured_at_s < self._last_sound_s:
            raise WireError(ErrorCode.OUT_OF_ORDER, "seq of sound must rise, its captured_at_s must not fall.")
        self._last_sound_seq, self._last_sound_s = frame.seq, frame.captured_at_s
        return frame

    def _seen_closer(self, frame: MediaFrame) -> MediaFrame:
        """A close-up needs no credit: it answers, once."""
        if frame.seq not in self._asked:
            raise WireError(ErrorCode.OUT_OF_ORDER, "Nobody asked for this close-up.")
        self._asked.remove(frame.seq)
        return frame

    def _seen(self, frame: MediaFrame) -> MediaFrame:
        if frame.kind is MediaKind.VP8 and self._codec is not VideoCodec.VP8:
            raise WireError(ErrorCode.NOT_ALLOWED, "This connection takes no VP8. Send JPEG.")
        if frame.width * frame.height > self._limits.max_frame_px:
            raise WireError(ErrorCode.TOO_LARGE, f"A picture may have {self._limits.max_frame_px} pixels at most.")
        if self._credit <= 0:
            raise WireError(
                ErrorCode.OUT_OF_CREDIT, "A frame came without credit. Wait for credit, drop what is older."
            )
        if frame.seq <= self._last_seq or frame.captured_at_s < self._last_captured_s:
            raise WireError(ErrorCode.OUT_OF_ORDER, "seq must rise, captured_at_s must not fall.")
        self._last_seq, self._last_captured_s = frame.seq, frame.captured_at_s
        self._credit -= 1
        self._under_way.append(frame.seq)
        return frame
