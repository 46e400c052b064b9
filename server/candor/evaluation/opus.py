"""What does a call make of a voice? Opus there and back, as WebRTC sends it; PCM in, PCM out."""

from __future__ import annotations

import io
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.recipes.clip import PCM

_BLOCK: Final = 320
"""Samples that are handed over at once: 20 ms, as browsers do."""


def through_opus(sound: PCM, kbps: int) -> PCM:
    """Return the sound as long as before, as it comes out at the other end; silence where the codec gave less.

    Args:
        sound: (N,) int16 at SOUND_RATE_HZ.
        kbps: bit rate, kbit/s.
    """
    if not len(sound):
        return sound
    data = io.BytesIO()
    with av.open(data, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=SOUND_RATE_HZ, layout="mono")  # pyright: ignore[reportUnknownMemberType]  # PyAV's stub
        stream.bit_rate = kbps * 1000
        for start in range(0, len(sound), _BLOCK):
            frame = AudioFrame.from_ndarray(sound[None, start : start + _BLOCK], format="s16", layout="mono")
            frame.sample_rate, frame.pts = SOUND_RATE_HZ, start
            # PyAV leaves the type argument of its packets open.
            container.mux(stream.encode(frame))  # pyright: ignore[reportUnknownMemberType]  # likewise
        container.mux(stream.encode(None))  # pyright: ignore[reportUnknownMemberType]  # likewise
    data.seek(0)
    pieces = list[PCM]()
    with av.open(data, "r") as container:
        resampler = AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
        for frame in (*container.decode(container.streams.audio[0]), None):
            pieces += [np.asarray(one.to_ndarray(), np.int16).reshape(-1) for one in resampler.resample(frame)]
    heard = np.concatenate(pieces)[: len(sound)] if pieces else np.zeros(0, np.int16)
    return np.pad(heard, (0, len(sound) - len(heard)))
