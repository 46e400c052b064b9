"""A frame on its way in: encoded as it came, then decoded; and a close-up beside it. Two clocks, never mixed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntFlag
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAX_LEAD: Final = 8
"""Pictures of a video that may wait unread; the stream allows fewer under way."""
NEEDS_KEYFRAME: Final = "needs_keyframe"
"""Code of the DecodeError of a picture of a video whose predecessor was lost: ask for a new beginning."""


class Colour(IntFlag):
    """How the numbers of a video's picture are meant; none of them set: BT.601, 16 to 235, as VP8 has it."""

    BT601 = 0
    BT709 = 1
    FULL_RANGE = 2


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """One picture of the candidate's tile as the peer sent it."""

    seq: int
    """Rises by one per captured frame; gaps are frames dropped before sending."""
    captured_at_s: float
    """Seconds on the sender's clock, from its own arbitrary zero."""
    received_at_s: float
    """Seconds on the server's monotonic clock."""
    data: bytes
    """JPEG, PNG or WebP; a picture of a VP8 stream where `chain` is set."""
    chain: int | None = None
    """Of a video: pictures since its keyframe (0: this is one), each needed to read this one."""
    colour: Colour = Colour.BT601
    """Of a video."""
    lead: tuple[EncodedFrame, ...] = ()
    """Of a video: older pictures, oldest first, that nobody looks at but that are read before this one."""


def overtaking(older: EncodedFrame, newer: EncodedFrame) -> EncodedFrame:
    """Return the newer frame as what is left to do when it comes before the older one was looked at."""
    if not newer.chain:
        return newer
    return replace(newer, lead=(*older.lead, replace(older, lead=()))[-MAX_LEAD:])


@dataclass(frozen=True, slots=True)
class Frame:
    """One decoded picture."""

    seq: int
    captured_at_s: float
    received_at_s: float
    rgb: NDArray[np.uint8]
    """(height, width, 3) uint8, RGB, upright."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the tile, in shares of its width and height: 0 to 1, from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A still of the candidate's face as it came, cut from the tile as the call page has it: sharper than the stream
    carries. Nothing is judged by it until the stream shows the same face there.
    """

    region: Region
    """That was asked for."""
    captured_at_s: float
    """On the clock of the frames; of the same moment as one of them."""
    data: bytes
    """JPEG, PNG or WebP."""
