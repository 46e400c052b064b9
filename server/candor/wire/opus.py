"""What is in the payload of a block of Opus, and how long is it? Packets are measured here, and decoded by a worker.

    offset  type  field
     0      u16   length of the first packet in bytes, little-endian, at least 1
     2      ...   packet (RFC 6716)
     ...          the next length and packet, to the end of the payload

The same in TypeScript: extension/src/wire/opus.ts; both play tests/wire/vectors/opus.json.
"""

from __future__ import annotations

from typing import Final

from candor.errors import WireError
from candor.wire.messages import ErrorCode

LONGEST_PACKET_S: Final = 0.12
_SILK_S: Final = (0.01, 0.02, 0.04, 0.06)
_HYBRID_S: Final = (0.01, 0.02)
_CELT_S: Final = (0.0025, 0.005, 0.01, 0.02)
_FRAME_S: Final = _SILK_S * 3 + _HYBRID_S * 2 + _CELT_S * 4
"""Of one frame, by the configuration in the upper five bits. Source: RFC 6716, table 2."""


def packets_of(payload: bytes) -> tuple[bytes, ...]:
    """Return the packets of a payload.

    Raises:
        WireError: `bad_frame`: there is none, an empty one, or the last one is cut off.
    """
    found: list[bytes] = []
    at = 0
    while at < len(payload):
        end = at + 2 + int.from_bytes(payload[at : at + 2], "little")
        if not at + 2 < end <= len(payload):
            raise _bad("packets of Opus stand behind their lengths, and none is empty")
        found.append(payload[at + 2 : end])
        at = end
    if not found:
        raise _bad("a block of Opus has at least one packet")
    return tuple(found)


def packet_s(packet: bytes) -> float:
    """Return how many seconds a packet lasts, 0.0025 to 0.12, by its first two bytes.

    Args:
        packet: at least one byte.

    Raises:
        WireError: `bad_frame`: it says that it holds no frame, or more than 120 ms.

    Source: RFC 6716, 3.1 and 3.2.
    """
    code = packet[0] & 3
    frames = min(code + 1, 2) if code < 3 else packet[1] & 63 if len(packet) > 1 else 0
    seconds = frames * _FRAME_S[packet[0] >> 3]
    if not 0 < seconds < LONGEST_PACKET_S + 1e-6:
        raise _bad("a packet of Opus has at least one frame and lasts 120 ms at most")
    return seconds


def seconds_of(payload: bytes) -> float:
    """Return how long a payload lasts.

    Raises:
        WireError: `bad_frame`.
    """
    return sum(map(packet_s, packets_of(payload)))


def _bad(why: str) -> WireError:
    return WireError(ErrorCode.BAD_FRAME, f"The binary message cannot be read: {why}.")
