"""Binary messages: one picture (or one stretch of sound) behind a fixed header of 28 bytes, all little-endian.

    offset  type  field
     0      3 B   magic, ASCII "CND"
     3      u8    version, 1
     4      u8    kind: 1 picture (JPEG, PNG or WebP), 2 audio (PCM, signed 16 bit), 3 video (VP8), 4 audio (Opus),
                 5 close-up (as 1)
     5      u8    video: 1 for colours of BT.709 (0: BT.601), plus 2 for those of full range; else reserved, 0
     6      u16   picture: width in px, 1 to 16384; audio: samples per second, 8000 to 48000
     8      u16   picture: height in px, 1 to 16384; audio: channels, 1 or 2
    10      u16   video: pictures since the keyframe, 0 for the keyframe itself; else reserved, 0
    12      u32   seq, rises with every captured frame; gaps are frames dropped before sending;
                 close-up: the id of what was asked for
    16      f64   captured_at_s, seconds on the sender's clock, 0 to 1e10
    24      u32   payload length in bytes, at least 1; the message ends with the payload
    28      ...   payload

Parsing looks at nothing inside the payload: pictures are decoded by a worker, behind this room.
The same layout in TypeScript: extension/src/wire/framing.ts; both play tests/wire/vectors/framing.json.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from enum import IntEnum

from candor.domain.frames import Colour
from candor.errors import WireError
from candor.wire.messages import MAX_BINARY_BYTES, VERSION, ErrorCode

MAGIC = b"CND"
HEADER_BYTES = 28
MAX_PAYLOAD_BYTES = MAX_BINARY_BYTES - HEADER_BYTES
MAX_SIDE_PX = 16384
MAX_SEQ = 2**32 - 1
MAX_CAPTURED_AT_S = 1e10
MAX_OPUS_BYTES = 64 * 1024
"""A second of the most that Opus can be: 510 kbit/s."""
MAX_CLOSE_UP_BYTES = 128 * 1024
MAX_CLOSE_UP_PX = 640
"""On each side; what looks at faces needs about 400."""

_ALL_COLOURS = Colour.BT709 | Colour.FULL_RANGE
_HEADER = struct.Struct("<3sBBBHHHIdI")


class MediaKind(IntEnum):
    """What the payload is."""

    VIDEO = 1
    AUDIO = 2
    """PCM."""
    VP8 = 3
    OPUS = 4
    CLOSE_UP = 5
    """JPEG, PNG or WebP."""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture of the tile, which takes credit."""
        return self in (MediaKind.VIDEO, MediaKind.VP8)

    @property
    def is_sound(self) -> bool:
        """Whether it is to be heard."""
        return self in (MediaKind.AUDIO, MediaKind.OPUS)


@dataclass(frozen=True, slots=True)
class MediaFrame:
    """One binary message. For sound, `width` is samples per second and `height` the number of channels."""

    kind: MediaKind
    seq: int
    captured_at_s: float
    """Seconds on the sender's clock."""
    width: int
    height: int
    payload: bytes
    chain: int = 0
    """Of VP8: pictures since the keyframe, each of which is needed to read this one."""
    colour: Colour = Colour.BT601
    """Of VP8."""


def parse_frame(data: bytes) -> MediaFrame:
    """Read one binary message.

    Raises:
        WireError: `too_large`, `bad_version` or `bad_frame`; nothing of the payload has been looked at.
    """
    if len(data) > MAX_BINARY_BYTES:
        raise WireError(ErrorCode.TOO_LARGE, f"A binary message may have at most {MAX_BINARY_BYTES} bytes.")
    if len(data) < HEADER_BYTES:
        raise _bad(f"it has {len(data)} bytes, the header alone has {HEADER_BYTES}")
    magic, version, kind, colour, width, height, chain, seq, captured_at_s, length = _HEADER.unpack_from(data)
    if magic != MAGIC:
        raise _bad("it does not begin with CND")
    if version != VERSION:
        raise WireError(ErrorCode.BAD_VERSION, f"This server reads binary messages of version {VERSION}.")
    if colour > _ALL_COLOURS or ((colour or chain) and kind != MediaKind.VP8):
        raise _bad("reserved bytes must be 0")
    if length == 0 or len(data) != HEADER_BYTES + length:
        raise _bad(f"the header promises {length} bytes of payload, {len(data) - HEADER_BYTES} are there")
    if not (math.isfinite(captured_at_s) and 0 <= captured_at_s <= MAX_CAPTURED_AT_S):
        raise _bad("captured_at_s must be a number from 0 to 1e10")
    _check_format(kind, width, height, length)
    return MediaFrame(
        MediaKind(kind), seq, captured_at_s, width, height, bytes(data[HEADER_BYTES:]), chain, Colour(colour)
    )


def encode_frame(frame: MediaFrame) -> bytes:
    """Write one binary message; the inverse of `parse_frame`. Values out of range are the caller's mistake."""
    head = (
        MAGIC,
        VERSION,
        frame.kind,
        frame.colour,
        frame.width,
        frame.height,
        frame.chain,
        frame.seq,
        frame.captured_at_s,
    )
    return _HEADER.pack(*head, len(frame.payload)) + frame.payload


def _check_format(kind: int, width: int, height: int, length: int) -> None:
    if kind in (MediaKind.VIDEO, MediaKind.VP8):
        if not (1 <= width <= MAX_SIDE_PX and 1 <= height <= MAX_SIDE_PX):
            raise _bad(f"width and height must be 1 to {MAX_SIDE_PX} px, not {width} x {height}")
    elif kind in (MediaKind.AUDIO, MediaKind.OPUS):
        if not (8000 <= width <= 48000 and height in (1, 2)):
            raise _bad("sound has 8000 to 48000 samples per second and 1 or 2 channels")
        if kind == MediaKind.AUDIO and length % (2 * height):
            raise _bad("sound must end with a whole sample")
        if kind == MediaKind.OPUS and length > MAX_OPUS_BYTES:
            raise WireError(ErrorCode.TOO_LARGE, f"Opus may have {MAX_OPUS_BYTES} bytes in a message at most.")
    elif kind == MediaKind.CLOSE_UP:
        if not (1 <= width <= MAX_CLOSE_UP_PX and 1 <= height <= MAX_CLOSE_UP_PX):
            raise _bad(f"a close-up has 1 to {MAX_CLOSE_UP_PX} px on each side, not {width} x {height}")
        if length > MAX_CLOSE_UP_BYTES:
            raise WireError(ErrorCode.TOO_LARGE, f"A close-up may have {MAX_CLOSE_UP_BYTES} bytes at most.")
    else:
        raise _bad(f"kind {kind} is unknown")


def _bad(why: str) -> WireError:
    return WireError(ErrorCode.BAD_FRAME, f"The binary message cannot be read: {why}.")
