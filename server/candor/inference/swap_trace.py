"""Does a face bear traces of a face swap? A small network on the face, and a linear discriminant on its outline.

Trained on swaps that a script made of press photographs (models/training/face_swap_trace); card:
models/cards/face-swap-trace.md. A higher score speaks for a swap; it is no probability, one picture says little, and
only the median over many is calibrated (models/calibration/signals/face_swap_trace.toml).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import RGB
from candor.errors import ModelError
from candor.inference.outline_texture import CROP_PX, N_VALUES, texture_profile, upright_crop
from candor.inference.runtime import OnnxModel

MODEL_ID = "face-swap-trace"


class SwapTrace:
    """The detector (domain.ports.SwapTraceScorer): one file holds the network and the discriminant."""

    def __init__(self, content: bytes) -> None:
        """Load the network.

        Raises:
            ModelError: not this network.
        """
        self._model = OnnxModel(MODEL_ID, content, (None, 3, CROP_PX, CROP_PX), 3)
        _, self.weights, self.means = self._model(np.zeros((1, 3, CROP_PX, CROP_PX), np.float32))
        """(1152,) weights and means of the discriminant."""
        if self.weights.shape != (N_VALUES,) or self.means.shape != (N_VALUES,):
            raise ModelError("model_shape", f"The model {MODEL_ID} holds no discriminant of {N_VALUES} values.")

    def score(self, rgb: RGB, landmarks_xy: NDArray[np.floating]) -> float:
        """Return how much the face with these (468, 2) landmarks, px, looks swapped."""
        crop, points = upright_crop(rgb, landmarks_xy)
        profile = texture_profile(crop, points)
        profile = np.where(np.isfinite(profile), profile, self.means)
        return self.network(crop) + float((profile - self.means) @ self.weights)

    def network(self, crop: RGB) -> float:
        """Return the number of the network alone for a crop of `outline_texture.upright_crop`."""
        picture = np.ascontiguousarray(crop.transpose(2, 0, 1)[None], dtype=np.float32)
        return float(self._model(picture)[0][0])
