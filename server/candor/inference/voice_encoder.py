"""Is this the voice of before? Resemblyzer's GE2E speaker encoder: a stretch of speech becomes 256 numbers.

Only with consent: like a face embedding, this is a template of a person. Compared by cosine, within one call. The
published weights are a PyTorch checkpoint; torch_file.py reads them and this file rebuilds the network as ONNX.
Source: resemble-ai/Resemblyzer (Apache-2.0), resemblyzer/voice_encoder.py, audio.py, hparams.py; read, not copied.
Method: Wan et al. 2018, Generalized end-to-end loss for speaker verification.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from candor.domain.ports import F32
from candor.errors import ModelError
from candor.inference.onnx_graph import OnnxGraph
from candor.inference.runtime import OnnxModel
from candor.inference.torch_file import read_weights
from candor.maths.mel import mel_spectrogram

MODEL_ID: Final = "resemblyzer-voice-encoder"
RATE_HZ: Final = 16_000
BANDS: Final = 40
FRAMES: Final = 160
"""Of one partial utterance: 1.6 s."""
WINDOW, HOP = 400, 160
HIDDEN: Final = 256
LAYERS: Final = 3
LEVEL_DB: Final = -30.0
"""Quieter speech is raised to this RMS, relative to full scale."""


class VoiceEncoder:
    """The speaker encoder. Safe to share between interviews."""

    def __init__(self, content: bytes) -> None:
        """Rebuild the network from the verified bytes of the checkpoint.

        Raises:
            ModelError: not this network.
        """
        self._model = OnnxModel(MODEL_ID, build_onnx(read_weights(content, "model_state")), (FRAMES, None, BANDS), 1)

    @property
    def model(self) -> str:
        """Manifest id."""
        return MODEL_ID

    @property
    def seconds(self) -> float:
        """Shortest stretch that can be embedded."""
        return FRAMES * HOP / RATE_HZ

    def embed(self, speech: F32) -> F32:
        """Return the voice of a stretch of speech.

        Args:
            speech: (n,) float32, -1 to 1, 16 kHz, at least `seconds` long, pauses left out.

        Returns:
            (256,) float32 of length 1: the mean over windows of 1.6 s that overlap by half.
        """
        mel = mel_spectrogram(_raised(speech), RATE_HZ, window=WINDOW, hop=HOP, bands=BANDS)
        starts = range(0, max(1, len(mel) - FRAMES + 1), FRAMES // 2)
        parts = np.stack([mel[start : start + FRAMES] for start in starts], axis=1)
        raw = np.maximum(self._model(np.ascontiguousarray(parts))[0], 0.0)
        mean = (raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)).mean(axis=0)
        return (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)


def build_onnx(weights: dict[str, F32]) -> bytes:
    """Return the network as a serialised ONNX model: (160, n, 40) mel power in, (n, 256) before the rectifier out.

    Raises:
        ModelError: "torch_format": the weights are not those of this encoder.
    """
    try:
        graph = OnnxGraph("mel")
        x = graph.input_name
        for layer in range(LAYERS):
            x = _lstm(graph, x, weights, layer)
        last = graph.add("Gather", [x, graph.constant(np.array([FRAMES - 1], np.int64))], axis=0)
        last = graph.add("Squeeze", [last, graph.constant(np.array([0], np.int64))])
        out = graph.add(
            "Gemm", [last, graph.constant(weights["linear.weight"].T), graph.constant(weights["linear.bias"])]
        )
        return graph.serialised("voice_encoder", (FRAMES, "n", BANDS), out, HIDDEN)
    except (KeyError, ValueError) as error:
        sentence = "The voice encoder's file does not hold the network that Candor knows; run `candor models verify`."
        raise ModelError("torch_format", sentence, cause=str(error)) from error


def _lstm(graph: OnnxGraph, x: str, weights: dict[str, F32], layer: int) -> str:
    """Append one layer; ONNX orders the gates input, output, forget, cell, PyTorch input, forget, cell, output."""

    def gates(name: str) -> F32:
        return np.concatenate([np.split(weights[f"lstm.{name}_l{layer}"], 4)[gate] for gate in (0, 3, 1, 2)])

    biases = np.concatenate([gates("bias_ih"), gates("bias_hh")])[None]
    inputs = [graph.constant(gates(name)[None]) for name in ("weight_ih", "weight_hh")]
    out = graph.add("LSTM", [x, *inputs, graph.constant(biases)], hidden_size=HIDDEN)
    return graph.add("Squeeze", [out, graph.constant(np.array([1], np.int64))])


def _raised(speech: F32) -> F32:
    """Return speech raised to the level that the network knows; louder speech stays as it is."""
    rms = float(np.sqrt(np.mean(np.square(speech, dtype=np.float64))))
    gain = 10 ** (LEVEL_DB / 20) / max(rms, 1e-6)
    return (speech * max(1.0, min(gain, 1000.0))).astype(np.float32)
