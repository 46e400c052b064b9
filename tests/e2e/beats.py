"""How much later than its pictures is the sound of beat_call.js? Pictures and blocks of sound in, lags out."""

from __future__ import annotations

import io
from collections import deque

import numpy as np
from PIL import Image

from candor.domain.sound import SOUND_RATE_HZ, OpusBlock, SoundBlock
from candor.pipeline.opus import OpusDecoder
from candor.wire.framing import MediaFrame, MediaKind
from candor.wire.opus import packets_of, seconds_of

_FULL_SCALE = 32768
_LOUD = 0.1
_QUIET_S = 0.3
"""A tone begins after so much silence."""
_HOP_S = 0.005
_SHOWN = 40
"""The newest pictures: some seconds."""


class Beats:
    """Looks and listens."""

    def __init__(self) -> None:
        self.lags_s: list[float] = []
        """Of each tone, -0.5 to 0.5."""
        self._zeros_s: deque[float] = deque(maxlen=_SHOWN)
        """Of each picture: when the bar began, by where it is."""
        self._decoder = OpusDecoder()
        self._quiet_s = 0.0

    def look(self, captured_at_s: float, jpeg: bytes) -> None:
        """Take a picture."""
        try:
            grey = np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"), dtype=float).mean(axis=0)
        except OSError:
            return  # the stub counts those
        if grey.max() - grey.min() > 80:
            bright = np.maximum(grey - (grey.max() + grey.min()) / 2, 0)
            phase = float((bright * np.arange(len(bright))).sum() / bright.sum() + 0.5) / len(bright)
            self._zeros_s.append(captured_at_s - phase)

    def listen(self, frame: MediaFrame) -> None:
        """Take a block of sound."""
        block = self._block(frame)
        level = np.abs(np.frombuffer(block.pcm, "<i2") / _FULL_SCALE)
        hop = round(_HOP_S * SOUND_RATE_HZ)
        for n, peak in enumerate(level[: len(level) // hop * hop].reshape(-1, hop).max(axis=1)):
            if peak < _LOUD:
                self._quiet_s += _HOP_S
                continue
            if self._quiet_s > _QUIET_S and self._zeros_s:
                first = int(np.argmax(level[n * hop : (n + 1) * hop] >= _LOUD))
                self._began(block.captured_at_s + (n * hop + first) / SOUND_RATE_HZ)
            self._quiet_s = 0.0

    def _block(self, frame: MediaFrame) -> SoundBlock:
        moment = frame.seq, frame.captured_at_s, 0.0
        if frame.kind is not MediaKind.OPUS:
            return SoundBlock(*moment, frame.payload)
        return self._decoder.decode(OpusBlock(*moment, packets_of(frame.payload), seconds_of(frame.payload)))

    def _began(self, at_s: float) -> None:
        turns = np.exp(2j * np.pi * (at_s - np.array(self._zeros_s)))
        self.lags_s.append(round(float(np.angle(turns.mean()) / (2 * np.pi)), 4))
