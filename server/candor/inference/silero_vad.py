"""Does somebody speak in this stretch of sound? Silero VAD, window by window of 32 ms.

The network remembers: what it returns for one window depends on those before. The memory is handed in and out, so that
one loaded model serves all interviews of a worker. The windows of a block go through in one call.
Source: snakers4/silero-vad (MIT), silero_vad/data/silero_vad_16k_sequence.onnx: 64 samples of context, then 512.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from candor.domain.ports import F32
from candor.inference.runtime import OnnxManyInputs

MODEL_ID: Final = "silero-vad"
WINDOW: Final = 512
"""Samples of 16 kHz that are judged at once."""
CONTEXT: Final = 64
"""Samples before them that the network looks at again."""
MEMORY: Final = (2, 1, 1, 128)
"""Hidden and cell state."""


class SileroVad:
    """The voice activity network. Safe to share between interviews."""

    def __init__(self, content: bytes) -> None:
        """Load the network from its verified bytes.

        Raises:
            ModelError: not this network.
        """
        inputs = {"input": [None, CONTEXT + WINDOW], "h": [1, 1, 128], "c": [1, 1, 128]}
        self._model = OnnxManyInputs(MODEL_ID, content, inputs, n_outputs=3)

    def speech(self, sound: F32, memory: F32 | None) -> tuple[F32, F32]:
        """Judge consecutive windows.

        Args:
            sound: (64 + N x 512,) float32, -1 to 1, 16 kHz: the 64 samples before, then N windows.
            memory: what the call before returned; None after a gap.

        Returns:
            (N,) float32, 0 to 1 for each window, and the memory for the next call.
        """
        n = (len(sound) - CONTEXT) // WINDOW
        memory = np.zeros(MEMORY, np.float32) if memory is None else memory
        if n == 0:
            return np.zeros(0, np.float32), memory
        windows = np.lib.stride_tricks.sliding_window_view(sound, CONTEXT + WINDOW)[::WINDOW][:n]
        feed = {"input": np.ascontiguousarray(windows, np.float32), "h": memory[0], "c": memory[1]}
        speech, hidden, cell = self._model(feed)
        return speech.reshape(n), np.stack([hidden, cell])
