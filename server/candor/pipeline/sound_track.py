"""What can be heard in this video file, and when? The sound of pipeline/recording.py, in blocks as a live call sends.

A file without sound gives none; a damaged stretch is skipped, a damaged end ends the reading. Never a reason to refuse
a recording: its pictures are what is asked about first.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Final, cast

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from numpy.typing import NDArray

from candor.domain.sound import SOUND_RATE_HZ, SoundBlock

I16 = NDArray[np.int16]

BLOCK_S: Final = 0.2
"""As the extension sends it."""
BLOCK: Final = round(BLOCK_S * SOUND_RATE_HZ)
JOIN_S: Final = 0.04
"""Presentation times are rounded; a gap below this is none."""


def sound_blocks(container: InputContainer, zero_s: float) -> Generator[SoundBlock]:
    """Yield the sound of an open container.

    Args:
        container: at its beginning, of its own: reading moves it.
        zero_s: presentation time of the first picture, which is where the recording's clock begins.
    """
    stream = _sound_stream(container)
    if stream is None:
        return
    seq, began_s, waiting = 0, 0.0, np.zeros(0, np.int16)
    for at_s, pcm in _pieces(container, stream):
        expected_s = began_s + len(waiting) / SOUND_RATE_HZ
        if not len(waiting) or abs(at_s - expected_s) > JOIN_S:
            began_s, waiting = at_s, np.zeros(0, np.int16)
        waiting = np.concatenate([waiting, pcm])
        while len(waiting) >= BLOCK:
            captured_at_s = began_s - zero_s
            yield SoundBlock(seq, captured_at_s, captured_at_s, waiting[:BLOCK].tobytes())
            seq, began_s, waiting = seq + 1, began_s + BLOCK_S, waiting[BLOCK:]


class DueSound:
    """Hands out blocks as time goes on: a block is due once its last sample has been heard."""

    def __init__(self, blocks: Iterable[SoundBlock]) -> None:
        self._blocks: Iterator[SoundBlock] = iter(blocks)
        self._next: SoundBlock | None = None

    def until(self, at_s: float) -> Iterator[SoundBlock]:
        """Yield what has ended by `at_s` and was not handed out yet."""
        while True:
            self._next = next(self._blocks, None) if self._next is None else self._next
            if self._next is None or self._next.captured_at_s + len(self._next.pcm) / (2 * SOUND_RATE_HZ) > at_s:
                return
            yield self._next
            self._next = None


def _sound_stream(container: InputContainer) -> AudioStream | None:
    stream = container.streams.best("audio")
    # An unknown codec has no context, although the stubs promise one.
    if not isinstance(stream, AudioStream) or cast("object", stream.codec_context) is None:
        return None
    return stream


def _pieces(container: InputContainer, stream: AudioStream) -> Generator[tuple[float, I16]]:
    """Yield (presentation time, samples) as 16 kHz mono; ends where nothing more can be read."""
    resampler = AudioResampler("s16", "mono", SOUND_RATE_HZ)
    next_s = 0.0
    for frame in _frames(container, stream):
        at_s = next_s if frame.time is None else frame.time
        try:
            resampled = resampler.resample(frame)
        except (FFmpegError, ValueError):
            return  # the track has changed its form in the middle
        for piece in resampled:
            pcm = cast("I16", piece.to_ndarray()).reshape(-1)
            yield at_s, pcm
            at_s += len(pcm) / SOUND_RATE_HZ
        next_s = at_s


def _frames(container: InputContainer, stream: AudioStream) -> Generator[AudioFrame]:
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            return
        if packet is None:
            return
        try:
            yield from packet.decode()
        except FFmpegError:
            continue
