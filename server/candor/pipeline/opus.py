"""What is to be heard in these packets? Opus in, blocks of PCM out, as if the peer had sent those.

Owned by one session: the codec remembers what came before. What cannot be decoded becomes silence of the same length
that counts as lost, and the codec begins anew, as it does after a gap in the numbers.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final, cast

import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from av.packet import Packet
from numpy.typing import NDArray

from candor.domain.sound import SOUND_RATE_HZ, OpusBlock, SoundBlock

I16 = NDArray[np.int16]

_OPUS_HZ: Final = 48_000
"""The decoder's rate, whatever was encoded."""
log = logging.getLogger(__name__)


class OpusDecoder:
    """Decodes one interview's sound."""

    def __init__(self) -> None:
        self._next_seq = 0
        self._is_warned = False
        self._begin()

    def decode(self, block: OpusBlock) -> SoundBlock:
        """Return what is heard in a block; its first milliseconds may be the end of the block before."""
        if block.seq != self._next_seq:
            self._begin()
        self._next_seq = block.seq + 1
        began_s = block.captured_at_s - self._waiting_s
        try:
            pcm = np.concatenate(list(self._pieces(block)))
        except (FFmpegError, ValueError) as error:
            return self._lost(block, error)
        self._waiting_s += block.seconds - len(pcm) / SOUND_RATE_HZ
        return SoundBlock(block.seq, began_s, block.received_at_s, pcm.astype("<i2").tobytes())

    def _begin(self) -> None:
        self._codec = AudioCodecContext.create("libopus", "r")
        self._codec.layout, self._codec.sample_rate = "mono", _OPUS_HZ
        self._resampler = AudioResampler("s16", "mono", SOUND_RATE_HZ)
        self._waiting_s = 0.0
        """Sound that the resampler still holds, for it looks ahead."""

    def _pieces(self, block: OpusBlock) -> Iterator[I16]:
        """Yield the sound of each packet.

        Raises:
            FFmpegError, ValueError: it cannot be decoded, or lasts other than it says.
        """
        samples = 0
        for packet in block.packets:
            # PyAV leaves the type argument of its packets open.
            for frame in self._codec.decode(Packet(packet)):  # pyright: ignore[reportUnknownMemberType]  # PyAV's stub
                samples += frame.samples
                yield from self._resampled(frame)
        if samples != round(block.seconds * _OPUS_HZ):
            raise ValueError("other sound came out than was promised")

    def _resampled(self, frame: AudioFrame) -> Iterator[I16]:
        for piece in self._resampler.resample(frame):
            yield cast("I16", piece.to_ndarray()).reshape(-1)

    def _lost(self, block: OpusBlock, error: Exception) -> SoundBlock:
        if not self._is_warned:
            log.warning("sound that cannot be decoded counts as lost, for this interview: %s", error)
        self._is_warned = True
        self._begin()
        silence = bytes(2 * round(block.seconds * SOUND_RATE_HZ))
        return SoundBlock(block.seq, block.captured_at_s, block.received_at_s, silence, is_lost=True)
