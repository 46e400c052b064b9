"""How does a repeated or frozen video look to Candor? Makes loops, ping-pong loops and freezes from bona fide frames.

First stage of the scenarios (scenarios.py): frames in, frames out, then through a real encoder, because an attacker's
virtual camera is encoded by the call like any other. Everything made here is labelled as made.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from candor.pipeline.recording import Crop, open_recording

RGB = NDArray[np.uint8]


class Repeat(StrEnum):
    """How a stretch of video is played again."""

    FORWARD = "forward"
    PING_PONG = "ping_pong"
    FREEZE = "freeze"


def places(lead: int, stretch: int, total: int, how: Repeat) -> list[tuple[int, int]]:
    """Return for each of `total` frames (its place in the bona fide frames, how often that place was shown before).

    One loop of FORWARD is `stretch` frames, of PING_PONG twice that less two (there and back, ends once), of FREEZE
    one frame.

    Args:
        lead: frames before the attack starts; the stretch follows them without a seam.
        stretch: frames of the recorded piece, at least 2.
        total: frames to return.
        how: the kind of repetition.
    """
    if stretch < 2:
        raise ValueError(f"a stretch of {stretch} frames cannot be repeated")
    piece = list(range(lead, lead + stretch))
    if how is Repeat.PING_PONG:
        piece = piece + piece[-2:0:-1]
    elif how is Repeat.FREEZE:
        piece = piece[:1]
    attack = [piece[i % len(piece)] for i in range(max(total - lead, 0))]
    shown: Counter[int] = Counter()
    found: list[tuple[int, int]] = []
    for place in [*range(min(lead, total)), *attack]:
        found.append((place, shown[place]))
        shown[place] += 1
    return found


def repeated(frames: Sequence[RGB], lead: int, stretch: int, total: int, how: Repeat) -> list[RGB]:
    """Return `total` frames: `lead` live ones, then `stretch` frames over and over; see `places`.

    Raises:
        ValueError: not enough frames.
    """
    if len(frames) < lead + stretch:
        raise ValueError(f"{lead} + {stretch} frames wanted of {len(frames)}")
    return [frames[place] for place, _ in places(lead, stretch, total, how)]


def decoded(path: Path, rate_fps: float, longest_px: int = 640, crop: Crop | None = None) -> list[RGB]:
    """Return the frames of a recording on a regular time grid, cropped, scaled down to `longest_px` and even sides.

    Each place of the grid gets the newest frame that was there by then.

    Raises:
        DecodeError: the recording cannot be read.
    """
    frames: list[RGB] = []
    newest: RGB | None = None
    for frame in open_recording(path, crop):
        while newest is not None and len(frames) / rate_fps < frame.captured_at_s - 1e-6:
            frames.append(newest)
        newest = _scaled(frame.rgb, longest_px)
    return frames if newest is None else [*frames, newest]


def _scaled(rgb: RGB, longest_px: int) -> RGB:
    height, width = rgb.shape[:2]
    share = min(1.0, longest_px / max(width, height))
    size = (max(2, int(width * share) // 2 * 2), max(2, int(height * share) // 2 * 2))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


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
        rate = Fraction(rate_fps).limit_denominator(1000)
        options = _REAL_TIME[codec] | {"maxrate": f"{kbps}k", "bufsize": f"{kbps}k"}
        # PyAV leaves the keyword arguments of add_stream open.
        opened = container.add_stream(codec, rate=rate, options=options)  # pyright: ignore[reportUnknownMemberType]  # PyAV's stub
        stream = cast("VideoStream", opened)
        stream.width, stream.height, stream.pix_fmt = frames[0].shape[1], frames[0].shape[0], "yuv420p"
        stream.bit_rate = kbps * 1000
        pictures = [VideoFrame.from_ndarray(rgb, format="rgb24") for rgb in frames]
        for picture in (*pictures, None):
            # PyAV leaves the type argument of its packets open.
            container.mux(stream.encode(picture))  # pyright: ignore[reportUnknownMemberType]  # likewise
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
