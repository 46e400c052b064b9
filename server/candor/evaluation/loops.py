"""How does a repeated or frozen video look to Candor? Makes loops, ping-pong loops and freezes from bona fide frames.

First stage of the scenarios (scenarios.py): frames in, frames out, then through a real encoder, because an attacker's
virtual camera is encoded by the call like any other. Everything made here is labelled as made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

RGB = NDArray[np.uint8]


class Repeat(StrEnum):
    """How a stretch of video is played again."""

    FORWARD = "forward"
    PING_PONG = "ping_pong"
    FREEZE = "freeze"


def repeated(frames: Sequence[RGB], lead: int, stretch: int, total: int, how: Repeat) -> list[RGB]:
    """Return `total` frames: `lead` live ones, then `stretch` frames over and over.

    One loop of FORWARD is `stretch` frames, of PING_PONG twice that less two (there and back, ends once), of FREEZE
    one frame.

    Args:
        frames: bona fide frames, at least lead + stretch.
        lead: frames before the attack starts; the stretch follows them without a seam.
        stretch: frames of the recorded piece, at least 2.
        total: frames to return.
        how: the kind of repetition.

    Raises:
        ValueError: not enough frames.
    """
    if len(frames) < lead + stretch or stretch < 2:
        raise ValueError(f"{lead} + {stretch} frames wanted of {len(frames)}")
    piece = list(frames[lead : lead + stretch])
    if how is Repeat.PING_PONG:
        piece = piece + piece[-2:0:-1]
    elif how is Repeat.FREEZE:
        piece = piece[:1]
    attack = [piece[i % len(piece)] for i in range(max(total - lead, 0))]
    return [*frames[:lead], *attack][:total]


def decoded(path: str, rate_fps: float, longest_px: int = 640) -> list[RGB]:
    """Return the frames of a video file on a regular time grid, upright, scaled down to `longest_px` and even sizes.

    Args:
        path: any container PyAV reads.
        rate_fps: frames per second of the grid; each place gets the newest frame that was there by then.
        longest_px: longest side of the frames returned.
    """
    frames: list[RGB] = []
    with av.open(path) as container:
        stream = container.streams.video[0]
        start_s: float | None = None
        for frame in container.decode(stream):
            at_s = float(frame.time if frame.time is not None else len(frames) / rate_fps)
            start_s = at_s if start_s is None else start_s
            if at_s - start_s + 1e-6 >= len(frames) / rate_fps:
                frames.append(_scaled(frame, longest_px))
    return frames


def _scaled(frame: VideoFrame, longest_px: int) -> RGB:
    share = min(1.0, longest_px / max(frame.width, frame.height))
    width, height = (max(2, int(side * share) // 2 * 2) for side in (frame.width, frame.height))
    return np.asarray(frame.reformat(width=width, height=height, format="rgb24").to_ndarray(), dtype=np.uint8)


def re_encoded(frames: Sequence[RGB], rate_fps: float, codec: str, kbps: int) -> list[RGB]:
    """Return the frames after a real-time encoder and its decoder.

    Args:
        frames: of one size, even sides.
        rate_fps: frames per second.
        codec: "libvpx" (VP8) or "libx264" (H.264, baseline, no look-ahead).
        kbps: target bit rate, kbit/s.
    """
    data = io.BytesIO()
    with av.open(data, "w", format="matroska") as container:
        stream = container.add_stream(codec, rate=Fraction(rate_fps).limit_denominator(1000))
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = frames[0].shape[1], frames[0].shape[0], "yuv420p"
        stream.bit_rate = kbps * 1000
        stream.options = _REAL_TIME[codec] | {"maxrate": f"{kbps}k", "bufsize": f"{kbps}k"}
        pictures = [VideoFrame.from_ndarray(rgb, format="rgb24") for rgb in frames]
        for picture in (*pictures, None):
            for packet in stream.encode(picture):
                container.mux(packet)
    data.seek(0)
    return list(_frames_of(data))


_REAL_TIME = {
    "libvpx": {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "error-resilient": "1"},
    "libx264": {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline"},
}
"""What a call's encoder does: no look-ahead, speed over quality."""


def _frames_of(data: io.BytesIO) -> Iterator[RGB]:
    with av.open(data, "r") as container:
        for frame in container.decode(container.streams.video[0]):
            yield np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
