"""Which pictures are in this video file, and when was each shown? The PyAV half of pipeline/recording.py.

Presentation times come from the file; where they are missing or run backwards they are made from the frame rate. A
damaged stretch is skipped and counted, a damaged end ends the reading: what was read stays valid.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Protocol, cast

import av
import numpy as np
from av.container import InputContainer
from av.error import EOFError as EndOfFile
from av.error import FFmpegError
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from candor.domain.sound import SoundBlock
from candor.errors import DecodeError
from candor.pipeline.sound_track import sound_blocks

RGB = NDArray[np.uint8]

CONTAINERS: Final = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,mpegvideo,ogg,flv,asf,ivf,h264,hevc,m4v,mjpeg,yuv4mpegpipe,"
    "mxf,dv,nut,gif,apng,wav,mp3,flac,aac,obu,wtv,rm,swf,nsv,vob"
)
"""Formats that hold their own pictures. Playlists and concatenations, which name other files, are not among them."""
FALLBACK_FPS: Final = 25.0
"""Where a file tells neither times nor a rate."""
PERIOD_RANGE_S: Final = (1 / 240, 2.0)
"""A frame rate outside these is a slip of the container, not a rate."""
ENDED_EARLY_SHARE: Final = 0.9
"""Less than this share of the promised duration, and a second less: the file was cut off."""


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """How large a recording may be. Safety limits of memory and time, not thresholds of a judgement."""

    max_pixels: int = 4096 * 2304
    max_side_px: int = 8192
    min_side_px: int = 16
    max_duration_s: float = 6 * 3600.0


class _Rotated(Protocol):
    rotation: int


@dataclass(slots=True)
class VideoFile:
    """One open recording; `pictures` reads it once, from begin to end."""

    path: Path
    limits: VideoLimits
    duration_s: float | None
    """As the container promises; None when it does not."""
    notices: list[str] = field(default_factory=list[str])
    """Codes of what was not in order, known after reading: "damaged_parts", "ended_early"."""
    zero_s: float = 0.0
    """Presentation time of the first picture, known once that was read."""

    def pictures(self) -> Generator[tuple[float, Callable[[], RGB]]]:
        """Yield (seconds since the first picture, what turns it into RGB), times strictly rising.

        Raises:
            DecodeError: nothing could be read, or a limit is passed.
        """
        with _opened(self.path) as container:
            stream = _video_stream(container, self.path)
            check_size(self.limits, stream.width, stream.height)
            stream.thread_type = "AUTO"
            clock = _Timeline(_period_s(stream))
            at_s = -1.0
            for frame in self._frames(container, stream):
                check_size(self.limits, frame.width, frame.height)
                at_s = clock.at_s(frame.time)
                self.zero_s = clock.zero_s
                if at_s > self.limits.max_duration_s:
                    raise DecodeError("too_long", _too_long(self.limits))
                yield at_s, partial(upright_rgb, frame)
        if at_s < 0:
            raise DecodeError("no_pictures", f"{self.path.name} holds a video track, but no picture can be read in it.")
        promised = self.duration_s or 0.0
        if at_s < ENDED_EARLY_SHARE * promised and promised - at_s > 1.0:
            self._note("ended_early")

    def sounds(self) -> Generator[SoundBlock]:
        """Yield the sound, on the clock of the pictures: ask once the first picture was read."""
        with _opened(self.path) as container:
            yield from sound_blocks(container, self.zero_s)

    def _frames(self, container: InputContainer, stream: VideoStream) -> Generator[VideoFrame]:
        """Decode all that can be decoded; a packet that cannot is skipped, an unreadable end ends the reading."""
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except FFmpegError:
                return self._note("damaged_parts")
            if packet is None:
                return None
            try:
                frames = packet.decode()
            except EndOfFile:
                return None
            except FFmpegError:
                self._note("damaged_parts")
                continue
            if packet.is_corrupt or any(frame.is_corrupt for frame in frames):
                self._note("damaged_parts")
            yield from frames

    def _note(self, code: str) -> None:
        if code not in self.notices:
            self.notices.append(code)


def open_video(path: Path, limits: VideoLimits) -> VideoFile:
    """Look at the header of a video file.

    Raises:
        DecodeError: "unreadable", "no_video" (sound only), "too_many_pixels", "too_small", "too_long".
    """
    with _opened(path) as container:
        stream = _video_stream(container, path)
        check_size(limits, stream.width, stream.height)
        duration_s = container.duration / av.time_base if container.duration else None
    if duration_s is not None and duration_s > limits.max_duration_s:
        raise DecodeError("too_long", _too_long(limits))
    return VideoFile(path, limits, duration_s)


def upright_rgb(frame: VideoFrame) -> RGB:
    """Return a decoded picture as (H, W, 3) uint8 RGB, turned as its display matrix says."""
    rgb = cast("RGB", frame.to_ndarray(format="rgb24"))
    quarter_turns = round(cast("_Rotated", frame).rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(rgb, quarter_turns)) if quarter_turns else rgb


def check_size(limits: VideoLimits, width: int, height: int) -> None:
    """Refuse a picture that is too large or too small, before it is allocated.

    Raises:
        DecodeError: "too_many_pixels" or "too_small".
    """
    if width * height > limits.max_pixels or max(width, height) > limits.max_side_px:
        raise DecodeError(
            "too_many_pixels",
            f"The recording has {width} x {height} pixels; at most {limits.max_pixels / 1e6:.1f} megapixels and "
            f"{limits.max_side_px} on a side are taken. Please scale it down, 1280 x 720 is plenty.",
        )
    if min(width, height) < limits.min_side_px:
        raise DecodeError("too_small", f"The recording has only {width} x {height} pixels. Please give a larger one.")


class _Timeline:
    """Presentation times of a file, from zero, always rising."""

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._first_s: float | None = None
        self._last_s = 0.0

    @property
    def zero_s(self) -> float:
        return self._first_s or 0.0

    def at_s(self, presented_s: float | None) -> float:
        if self._first_s is None:
            self._first_s = presented_s or 0.0
            return 0.0
        at_s = -1.0 if presented_s is None else presented_s - self._first_s
        if at_s <= self._last_s:
            at_s = self._last_s + self._period_s
        self._last_s = at_s
        return at_s


def _opened(path: Path) -> InputContainer:
    options = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    try:
        return av.open(f"file:{path}", container_options=options, metadata_errors="replace")
    except (FFmpegError, ValueError) as error:
        sentence = f"{path.name} is no recording that can be read. Please give a video such as MP4 or WebM, or a photo."
        raise DecodeError("unreadable", sentence, cause=str(error)) from error


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the video track; the cover picture of a song is none."""
    cover = Disposition.attached_pic
    tracks = [stream for stream in container.streams.video if not stream.disposition & cover]
    if not tracks:
        has_sound = bool(container.streams.audio)
        sentence = f"{path.name} holds {'only sound' if has_sound else 'no video'}. Please give a recording with video."
        raise DecodeError("no_video", sentence)
    best = container.streams.best("video")
    stream = next((track for track in tracks if best is not None and track.index == best.index), tracks[0])
    # An unknown codec has no context, although the stubs promise one.
    if cast("object", stream.codec_context) is None:
        raise DecodeError("unreadable", f"The video in {path.name} has an unknown codec. Please convert it to MP4.")
    return stream


def _period_s(stream: VideoStream) -> float:
    rate = float(stream.average_rate or stream.base_rate or 0.0)
    period_s = 1.0 / rate if rate > 0 and math.isfinite(rate) else 1.0 / FALLBACK_FPS
    low, high = PERIOD_RANGE_S
    return period_s if low <= period_s <= high else 1.0 / FALLBACK_FPS


def _too_long(limits: VideoLimits) -> str:
    hours = limits.max_duration_s / 3600
    return f"The recording is longer than {hours:.0f} hours. Please cut out the part to be analysed."
