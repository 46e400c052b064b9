"""Does this speech sound made or played back by a machine? AASIST-L, a spoofing countermeasure (optional).

Trained on speech of ASVspoof 2019 LA: synthesis and conversion of 2019 and before, clean, without codecs.
Source: clovaai/aasist (MIT), main.py and data_utils.py (input neither scaled nor trimmed, class 1 is bona fide); read,
not copied.
"""

from __future__ import annotations

from typing import Final

from candor.inference.aasist_onnx import RATE_HZ, SAMPLES, build_onnx
from candor.inference.runtime import F32, OnnxModel
from candor.inference.torch_file import read_weights

MODEL_ID: Final = "aasist-l"


class Aasist:
    """The spoofing countermeasure (domain.ports.VoiceCountermeasure). Safe to share between interviews."""

    def __init__(self, content: bytes) -> None:
        """Rebuild the network from the verified bytes of the `.pth`.

        Raises:
            ModelError: not this network.
        """
        self._model = OnnxModel(MODEL_ID, build_onnx(read_weights(content)), (None, SAMPLES), 1)

    @property
    def seconds(self) -> float:
        """Length of the stretch that is judged."""
        return SAMPLES / RATE_HZ

    def score(self, sound: F32) -> float:
        """Return the log odds that the network gives to bona fide speech; see domain.ports.VoiceCountermeasure."""
        spoofed, bona_fide = self._model(sound[None, -SAMPLES:])[0][0]
        return float(bona_fide - spoofed)
