"""A VP8 stream as the extension sends it: one picture a packet, the first a keyframe."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext


def moving_picture(place: int, width: int = 160, height: int = 96) -> np.ndarray:
    """A coarse pattern that moves to the right."""
    coarse = np.random.default_rng(5).integers(0, 256, (height // 8, width // 8, 3), dtype=np.uint8)
    return np.roll(coarse.repeat(8, 0).repeat(8, 1), 3 * place, axis=1)


def vp8(pictures: Sequence[np.ndarray]) -> list[bytes]:
    """Packets of (H, W, 3) uint8 RGB pictures, ten a second."""
    return vp8_of([av.VideoFrame.from_ndarray(rgb, format="rgb24") for rgb in pictures])


def vp8_of(frames: Sequence[av.VideoFrame]) -> list[bytes]:
    """Packets of frames as they are."""
    encoder = av.CodecContext.create("libvpx", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
    encoder.time_base, encoder.bit_rate = Fraction(1, 10), 400_000
    encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
    packets = []
    for at, frame in enumerate(frames):
        frame.pts = at
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    assert len(packets) == len(frames)
    return packets
