"""What does a call's network leave of a clip? One point of the codec grid: encoder, bit rate, size, frame rate, loss.

Everything that is compared passes the same point: bona fide, benign and attack. Encoders run as in a call (no
look-ahead, speed over quality). A picture is scaled down to the point's height and never up, and its bit rate with its
number of pixels, so that a small recording is as coarse as a large one. Lost packets are asked for again, as WebRTC
does (RFC 4585): the picture comes late, and when that fails nothing is decoded until a new key frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal, cast

import cv2
import numpy as np
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame

from candor.evaluation.recipes.clip import RGB, Clip

_WIDE: Final = 16 / 9
"""Named sizes are of this shape: 480p is 854 x 480."""
_PACKET_BYTES: Final = 1200
_ROUND_TRIP_S: Final = 0.1
_LOWEST_KBPS: Final = 40
_NO_KEY_FRAMES: Final = 100_000
"""A call sends key frames when they are asked for."""


@dataclass(frozen=True, slots=True)
class GridPoint:
    """How a call sends its pictures."""

    name: str
    codec: Literal["vp8", "h264"]
    kbps: int
    """For a whole picture of 16:9 at `height_px`."""
    height_px: int
    fps: float
    loss: float = 0.0
    """Share of packets that are lost."""


def _points(*points: GridPoint) -> Mapping[str, GridPoint]:
    return {point.name: point for point in points}


GRID: Mapping[str, GridPoint] = _points(
    GridPoint("mid", "vp8", 600, 480, 15),
    GridPoint("mid_h264", "h264", 600, 480, 15),
    GridPoint("mid_loss_2", "vp8", 600, 480, 15, 0.02),
    GridPoint("mid_loss_5", "h264", 600, 480, 15, 0.05),
    GridPoint("mid_slow", "vp8", 600, 480, 7),
    GridPoint("mid_fast", "vp8", 600, 480, 30),
    GridPoint("worst", "vp8", 150, 360, 10),
    GridPoint("low", "vp8", 300, 360, 15),
    GridPoint("low_h264", "h264", 300, 360, 15),
    GridPoint("good", "h264", 1200, 720, 30),
    GridPoint("good_vp8", "vp8", 1200, 720, 30),
    GridPoint("best", "vp8", 2500, 720, 30),
)
"""Every point by name; "mid" is the tier that targets are given for."""

_ENCODERS: Final = {
    "vp8": ("libvpx", {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "error-resilient": "1"}),
    "h264": ("libx264", {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline", "forced-idr": "1"}),
}


def sent(clip: Clip, point: GridPoint, rng: np.random.Generator) -> Clip:
    """Return what arrives at the other end: as long, at the point's frame rate; the sound is passed through.

    Args:
        clip: of one size, even sides.
        point: of the grid.
        rng: of the lost packets.
    """
    frames = [_scaled(rgb, point.height_px) for rgb in _at_rate(clip, point.fps)]
    arrived = list(_transmitted(frames, point, rng))
    return replace(clip, frames=arrived, rate_fps=point.fps)


def bit_rate(point: GridPoint, width: int, height: int) -> int:
    """Return bits a second for a picture of this size: as many a pixel as the named size gets."""
    share = width * height / (point.height_px * point.height_px * _WIDE)
    return max(round(point.kbps * min(share, 1.0)), _LOWEST_KBPS) * 1000


def _at_rate(clip: Clip, fps: float) -> Sequence[RGB]:
    """Return the newest frame at each tick of another rate."""
    count = max(round(len(clip.frames) / clip.rate_fps * fps), 1)
    last = len(clip.frames) - 1
    return [clip.frames[min(int(i / fps * clip.rate_fps + 1e-6), last)] for i in range(count)]


def _scaled(rgb: RGB, height_px: int) -> RGB:
    height, width = rgb.shape[:2]
    share = min(height_px / height, 1.0)
    size = (max(round(width * share) // 2 * 2, 2), max(round(height * share) // 2 * 2, 2))
    return rgb if size == (width, height) else np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _transmitted(frames: Sequence[RGB], point: GridPoint, rng: np.random.Generator) -> Iterator[RGB]:
    """Yield what is on the screen at each tick: the newest picture that has come and can be decoded."""
    height, width = frames[0].shape[:2]
    encoder, decoder = _encoder(point, width, height), _decoder(point)
    waiting: list[tuple[float, RGB]] = []
    shown, is_broken, key_at_s = frames[0] * 0, False, math.inf
    for i, rgb in enumerate(frames):
        at_s = i / point.fps
        picture = VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuv420p")
        picture.pts = i
        is_key = i == 0 or at_s >= key_at_s
        picture.pict_type = PictureType.I if is_key else PictureType.NONE
        packets = [bytes(packet) for packet in encoder.encode(picture)]  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportUnknownArgumentType]  # PyAV's packets are generic without arguments
        is_lost, delay_s = _fate(packets, point.loss, rng) if i else (False, 0.0)
        if is_key:
            is_broken, key_at_s = is_lost, math.inf
        is_broken = is_broken or is_lost
        if is_broken:
            key_at_s = min(key_at_s, at_s + _ROUND_TRIP_S)
        else:
            waiting += [(at_s + delay_s, seen) for packet in packets for seen in _decoded(decoder, packet)]
        while waiting and waiting[0][0] <= at_s + 1e-9:
            shown = waiting.pop(0)[1]
        yield shown


def _fate(packets: Sequence[bytes], loss: float, rng: np.random.Generator) -> tuple[bool, float]:
    """Return whether a picture is lost for good, and by how much it is late."""
    parts = sum(math.ceil(len(packet) / _PACKET_BYTES) for packet in packets)
    missing = int(rng.binomial(parts, loss)) if loss else 0
    if not missing:
        return False, 0.0
    return int(rng.binomial(missing, loss)) > 0, _ROUND_TRIP_S


def _encoder(point: GridPoint, width: int, height: int) -> VideoCodecContext:
    name, options = _ENCODERS[point.codec]
    encoder = cast("VideoCodecContext", CodecContext.create(name, "w"))
    rate = Fraction(point.fps).limit_denominator(1000)
    bits = bit_rate(point, width, height)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.framerate, encoder.time_base, encoder.bit_rate = rate, 1 / rate, bits
    encoder.gop_size, encoder.thread_count = _NO_KEY_FRAMES, 1
    encoder.options = options | {"maxrate": str(bits), "bufsize": str(bits)}
    return encoder


def _decoder(point: GridPoint) -> VideoCodecContext:
    decoder = CodecContext.create(point.codec, "r")
    decoder.thread_count = 1
    return decoder


def _decoded(decoder: VideoCodecContext, packet: bytes) -> list[RGB]:
    return [np.asarray(seen.to_ndarray(format="rgb24"), dtype=np.uint8) for seen in decoder.decode(Packet(packet))]  # pyright: ignore[reportUnknownMemberType]  # likewise
