"""When was a picture taken, on the clock of the interview? Numbers and times go on over reconnects and restarts.

capture clock of one connection ─ offset ─▶ interview time: seconds since the first frame of the interview
"""

from __future__ import annotations

from candor.domain.frames import EncodedFrame
from candor.domain.sound import OpusBlock, SoundBlock
from candor.services.live_state import SavedCall
from candor.services.live_values import Times
from candor.wire.framing import MediaFrame, MediaKind
from candor.wire.opus import packets_of, seconds_of


class InterviewClock:
    """Numbers and times the frames of one interview."""

    def __init__(self, at_s: float, zero_s: float | None) -> None:
        """Begin, or go on.

        Args:
            at_s: interview time of the newest result so far.
            zero_s: when the first frame came, on this server's clock; None before it.
        """
        self.at_s = at_s
        """Interview time of the newest result."""
        self.seq_base = 0
        """The number that the first frame of this connection has within the interview."""
        self.next_seq = 0
        self._zero_s = zero_s
        self._offset_s: float | None = None
        """Interview time minus the capture clock of this connection; None before its first frame."""

    def reconnected(self) -> None:
        """Another connection: its numbers begin anew, and its clock may be any."""
        self.seq_base, self._offset_s = self.next_seq, None

    def timed(self, frame: MediaFrame, received_s: float) -> EncodedFrame:
        """Return a frame with its number and times within the interview; received_s on this server's clock."""
        if self._zero_s is None:
            self._zero_s = received_s
        if self._offset_s is None:
            self._offset_s = max(received_s - self._zero_s, self.at_s) - frame.captured_at_s
        seq = self.seq_base + frame.seq
        self.next_seq = seq + 1
        at_s, received_at_s = self.moment(frame.captured_at_s, received_s) or (0.0, 0.0)
        chain = frame.chain if frame.kind is MediaKind.VP8 else None
        return EncodedFrame(seq, at_s, received_at_s, frame.payload, chain, frame.colour)

    def moment(self, captured_at_s: float, received_s: float) -> tuple[float, float] | None:
        """Return interview time and time of receipt, seconds of the interview; None before this connection's first
        frame, which sets the clock.
        """
        if self._zero_s is None or self._offset_s is None:
            return None
        return captured_at_s + self._offset_s, received_s - self._zero_s

    def heard(self, sound: MediaFrame, received_s: float) -> SoundBlock | OpusBlock | None:
        """Return a block of sound with its times within the interview; None as for `moment`."""
        moment = self.moment(sound.captured_at_s, received_s)
        if moment is None:
            return None
        if sound.kind is MediaKind.OPUS:
            return OpusBlock(sound.seq, *moment, packets_of(sound.payload), seconds_of(sound.payload))
        return SoundBlock(sound.seq, *moment, sound.payload)

    def at_server_time(self, clock_s: float) -> float | None:
        """Return the interview time of a moment on this server's clock; None before the first frame."""
        return None if self._zero_s is None else clock_s - self._zero_s


def clock_of(saved: SavedCall | None, times: Times) -> InterviewClock:
    """Return the clock of an interview that begins, or went on without anybody looking."""
    if saved is None:
        return InterviewClock(0.0, None)
    away_s = max(0.0, times.now().timestamp() - saved.saved_unix_s)
    return InterviewClock(saved.at_s, times.clock() - saved.at_s - away_s)
