"""Who is this, as 256 numbers? MobileFace V2 (optional): a second, differently trained embedder.

A 112 px chip is aligned as for ArcFace: both eyes, nose tip, both corners of the mouth. RGB, raw 0 to 255.
Source: becauseofAI/MobileFace (MIT), MobileFace_Identification_V2.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import RGB, Mesh
from candor.inference.crop import similarity, warp_smooth
from candor.inference.runtime import F32, OnnxModel

MODEL_ID = "mobileface-v2"
CHIP_PX = 112
DIMENSIONS = 256
MESH_POINTS = ((33, 133), (362, 263), (4,), (61,), (291,))
"""Mesh points whose means are the picture-left eye, the picture-right eye, nose tip and mouth corners."""
TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
"""Where these lie in the chip, px. Source: deepinsight/insightface, python-package face_align.py, arcface_dst (MIT)."""


class MobileFace:
    """An embedder (domain.ports.FaceEmbedder)."""

    def __init__(self, content: bytes) -> None:
        """Load the network.

        Raises:
            ModelError: not this network.
        """
        self._model = OnnxModel(MODEL_ID, content, (1, 3, CHIP_PX, CHIP_PX), 1)

    @property
    def model(self) -> str:
        """Manifest id."""
        return MODEL_ID

    def chip(self, rgb: RGB, mesh: Mesh) -> RGB:
        """Cut the (112, 112, 3) uint8 chip of one face."""
        xy = mesh.landmarks_xyz[:, :2]
        points = np.array([xy[list(group)].mean(axis=0) for group in MESH_POINTS], np.float64)
        return warp_smooth(rgb, similarity(points, TEMPLATE), CHIP_PX)

    def embed(self, rgb: RGB, meshes: Sequence[Mesh]) -> F32:
        """Return (N, 256) float32: per face the mean over the chip and its mirror image, as the network scales them."""
        chips = [self.chip(rgb, mesh) for mesh in meshes]
        both = [np.float32(0.5) * (self._embed(chip) + self._embed(chip[:, ::-1])) for chip in chips]
        return np.array(both, np.float32).reshape(len(chips), DIMENSIONS)

    def _embed(self, chip: NDArray[np.uint8]) -> F32:
        return self._model(np.ascontiguousarray(chip.transpose(2, 0, 1)[None], dtype=np.float32))[0][0]
