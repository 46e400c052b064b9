"""Which pixels does the next picture of a live interview have? Pictures by themselves, or of a VP8 stream.

First step of the loop in pipeline/session.py. A picture of a video is read only if all since its keyframe were: after a
gap, or a picture that is damaged, nothing is read until the sender begins anew. Sizes are checked before anything is
allocated, by the keyframe's own header (RFC 6386, 9.1).
"""

from __future__ import annotations

from typing import Final

import av
import numpy as np
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace

from candor.domain.frames import NEEDS_KEYFRAME, Colour, EncodedFrame, Frame
from candor.errors import DecodeError
from candor.pipeline.decode import FRAME_LIMITS, RGB, DecodeLimits, check_limits, decode_frame
from candor.pipeline.image_header import unreadable

_START_CODE: Final = b"\x9d\x01\x2a"
_SIDE_BITS: Final = 0x3FFF
"""The two bits above it ask for scaling when shown."""


class FrameDecoder:
    """Reads the pictures of one interview, in order. Keeps what a video's next picture needs, and no more."""

    def __init__(self, limits: DecodeLimits = FRAME_LIMITS) -> None:
        self._limits = limits
        self._video: VideoCodecContext | None = None
        self._next = 0
        """Place in the chain of the picture that can be read next, besides a keyframe."""

    def decode(self, encoded: EncodedFrame) -> Frame:
        """Return the pixels of a frame.

        Raises:
            DecodeError: as `decode_frame`; of a video "needs_keyframe" (a picture before this one is missing),
                "unreadable", "too_many_bytes", "too_many_pixels", "too_small".
        """
        if encoded.chain is None:
            return decode_frame(encoded, self._limits)
        for older in encoded.lead:
            self._read(older)
        shown = self._read(encoded)
        if shown is None:
            raise unreadable("the picture of a video is not for showing")
        return Frame(encoded.seq, encoded.captured_at_s, encoded.received_at_s, _pixels(shown, encoded.colour))

    def _read(self, encoded: EncodedFrame) -> VideoFrame | None:
        """Read a picture of the video; None if it is not for showing."""
        chain = encoded.chain
        if chain is None:
            return None  # for itself, and nobody looks at it
        if chain != 0 and (self._video is None or chain != self._next):
            self._video = None
            raise DecodeError(NEEDS_KEYFRAME, "A picture of the video was lost. A new beginning is asked for.")
        video, self._video = self._video, None  # given up unless all goes well
        if chain == 0:
            video = self._begin(encoded.data)
        elif is_keyframe(encoded.data):
            raise unreadable("a keyframe where none was announced")
        assert video is not None
        shown = _shown(video, encoded.data)
        self._video, self._next = video, chain + 1
        return shown

    def _begin(self, data: bytes) -> VideoCodecContext:
        """Return a decoder for a stream that begins with this keyframe, if it is within the limits."""
        width, height = keyframe_size(data)
        check_limits(len(data), width, height, self._limits)
        context = av.CodecContext.create("vp8", "r")
        assert isinstance(context, VideoCodecContext)
        context.thread_count = 1
        return context


def is_keyframe(data: bytes) -> bool:
    """Return whether a VP8 picture says that it stands for itself."""
    return len(data) > 0 and data[0] & 1 == 0


def keyframe_size(data: bytes) -> tuple[int, int]:
    """Return width and height in px that a VP8 keyframe announces.

    Raises:
        DecodeError: "unreadable": it is none.
    """
    if len(data) < 10 or not is_keyframe(data) or data[3:6] != _START_CODE:
        raise unreadable("not a VP8 keyframe")
    return int.from_bytes(data[6:8], "little") & _SIDE_BITS, int.from_bytes(data[8:10], "little") & _SIDE_BITS


def _pixels(shown: VideoFrame, colour: Colour) -> RGB:
    rgb = shown.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709 if colour & Colour.BT709 else Colorspace.ITU601,
        src_color_range=ColorRange.JPEG if colour & Colour.FULL_RANGE else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
    )
    return np.asarray(rgb.to_ndarray(), dtype=np.uint8)


def _shown(video: VideoCodecContext, data: bytes) -> VideoFrame | None:
    try:
        frames: list[VideoFrame] = video.decode(av.Packet(data))  # pyright: ignore[reportUnknownMemberType]  # PyAV's stub
    except (FFmpegError, ValueError, MemoryError) as error:
        raise unreadable(str(error)) from error
    return frames[-1] if frames else None
