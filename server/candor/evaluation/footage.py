"""What is in the first seconds of this recording? Pictures on a regular grid of time, and sound, as a Clip."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from candor.domain.sound import SOUND_RATE_HZ
from candor.errors import DecodeError
from candor.evaluation.recipes.clip import PCM, RGB, Clip, sensor_noise
from candor.pipeline.recording import Crop, open_recording


def read_clip(
    path: Path, rate_fps: float, longest_s: float, crop: tuple[int, int, int, int] | None = None, longest_px: int = 1280
) -> Clip:
    """Return the beginning of a recording.

    Args:
        path: a video, or a photo (one frame).
        rate_fps: of the grid; each tick gets the newest frame that was there by then.
        longest_s: at most so much.
        crop: (x, y, width, height) px.
        longest_px: a larger picture is scaled down.

    Raises:
        DecodeError: it cannot be read.
    """
    frames: list[RGB] = []
    newest: RGB | None = None
    most = round(longest_s * rate_fps)
    for frame in open_recording(path, Crop(*crop) if crop else None):
        while newest is not None and len(frames) < most and len(frames) / rate_fps < frame.captured_at_s - 1e-6:
            frames.append(newest)
        if len(frames) >= most:
            break
        newest = _even(frame.rgb, longest_px)
    if newest is not None and len(frames) < most:
        frames.append(newest)
    return Clip(frames, rate_fps, read_sound(path, longest_s))


def still(clip: Clip, seconds: float, rng: np.random.Generator) -> Clip:
    """Return one picture of a clip, held for so long, with new sensor noise in every frame."""
    photo = clip.frames[len(clip.frames) // 3]
    frames = [sensor_noise(photo, 0.03, 0.8, rng) for _ in range(max(round(seconds * clip.rate_fps), 1))]
    return Clip(frames, clip.rate_fps)


def read_sound(path: Path, longest_s: float) -> PCM | None:
    """Return the beginning of the sound of a recording, mono, 16 bit, SOUND_RATE_HZ; None when there is none."""
    pieces: list[PCM] = []
    wanted = round(longest_s * SOUND_RATE_HZ)
    try:
        with av.open(str(path), options={"protocol_whitelist": "file"}) as container:
            if not container.streams.audio:
                return None
            resampler = AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
            for frame in container.decode(container.streams.audio[0]):
                pieces += [_samples(part) for part in resampler.resample(frame)]
                if sum(map(len, pieces)) >= wanted:
                    break
    except (FFmpegError, OSError, ValueError):
        return None
    return np.concatenate(pieces)[:wanted] if pieces else None


def _samples(frame: AudioFrame) -> PCM:
    return np.asarray(frame.to_ndarray(), dtype=np.int16).reshape(-1)


def _even(rgb: RGB, longest_px: int) -> RGB:
    height, width = rgb.shape[:2]
    share = min(1.0, longest_px / max(width, height))
    size = (max(2, int(width * share) // 2 * 2), max(2, int(height * share) // 2 * 2))
    if min(height, width) < 2:
        raise DecodeError("too_small", "A picture of one pixel shows nothing.")
    if share == 1.0:
        return np.ascontiguousarray(rgb[: size[1], : size[0]])
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
