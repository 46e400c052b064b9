"""Which part of a picture is a person? MediaPipe selfie_segmentation_landscape, when a signal or a check asks.

The whole picture is stretched to 256 x 144, 0 to 1, as in the published graph
(mediapipe/modules/selfie_segmentation/selfie_segmentation_cpu.pbtxt, Apache-2.0); one value per cell comes back.
"""

from __future__ import annotations

import cv2
import numpy as np

from candor.domain.ports import RGB
from candor.inference.runtime import F32, LiteRtModel

MODEL_ID = "selfie-segmentation-landscape"
HEIGHT, WIDTH = 144, 256


class SelfieSegmentation:
    """Person or background (domain.ports.PersonSegmenter)."""

    def __init__(self, content: bytes) -> None:
        """Load the network.

        Raises:
            ModelError: not this network.
        """
        self._model = LiteRtModel(MODEL_ID, content, (1, HEIGHT, WIDTH, 3), [(1, HEIGHT, WIDTH, 1)])
        self._input = np.empty((1, HEIGHT, WIDTH, 3), np.float32)

    def segment(self, rgb: RGB) -> F32:
        """Return (144, 256) float32, 0 to 1: how far each cell of a (H, W, 3) uint8 picture belongs to a person."""
        small = cv2.resize(rgb, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        np.multiply(small, np.float32(1 / 255), out=self._input[0])
        return self._model(self._input)[0][0, :, :, 0]
