"""Small recordings made here: each frame is a flat grey whose level tells its number."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

LEVEL_STEP = 8


def flat(level: int, width: int = 64, height: int = 48) -> np.ndarray:
    return np.full((height, width, 3), level, np.uint8)


def halves(width: int = 64, height: int = 48) -> np.ndarray:
    """Red above, blue below: shows how a picture is turned."""
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[: height // 2] = (220, 20, 20)
    rgb[height // 2 :] = (20, 20, 220)
    return rgb


def video(
    path: Path,
    pictures: list[np.ndarray],
    *,
    times_ms: list[int] | None = None,
    codec: str = "libx264",
    fps: int = 25,
) -> Path:
    """Write pictures as a video; `times_ms` makes the rate variable."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=fps)
        assert isinstance(stream, av.VideoStream), f"{codec} is no video codec"
        stream.width, stream.height, stream.pix_fmt = pictures[0].shape[1], pictures[0].shape[0], "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000 if times_ms else fps)
        stream.codec_context.thread_count = 1  # with more, x264 writes another file on a busy machine
        for index, rgb in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            frame.pts = times_ms[index] if times_ms else index
            frame.time_base = Fraction(1, 1000 if times_ms else fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def sound(path: Path) -> Path:
    """One second of silence and nothing else."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac" if path.suffix == ".m4a" else "pcm_s16le", rate=16000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 16000), np.int16), format="s16", layout="mono")
        frame.rate, frame.pts = 16000, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def animation(path: Path, kind: str, levels: list[int], durations_ms: list[int] | int) -> Path:
    images = [Image.fromarray(flat(level)) for level in levels]
    images[0].save(path, kind, save_all=True, append_images=images[1:], duration=durations_ms, loop=0)
    return path
