"""Who is this, as 128 numbers? The default embedder: dlib's face ResNet, run by ONNX Runtime, at about 1 Hz.

A chip is cut as dlib cuts it (five points, padding 0.25, 150 px), from five mesh points instead of dlib's own
landmarks; the embedding is the mean over the chip and its mirror image, which evens out pose and light a little.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import RGB, Mesh
from candor.inference.crop import similarity, warp_smooth
from candor.inference.dlib_dat import read_network
from candor.inference.dlib_onnx import build_onnx
from candor.inference.runtime import F32, OnnxModel

MODEL_ID = "dlib-face-resnet"
CHIP_PX = 150
DIMENSIONS = 128
PADDING = 0.25
MESH_POINTS = (263, 362, 33, 133, 2)
"""Outer and inner corner of the picture-right eye, the same of the picture-left eye, base of the nose."""
TEMPLATE = np.array(
    [
        [0.8595674595992, 0.2134981538014],
        [0.6460604764104, 0.2289674387677],
        [0.1205750620789, 0.2137274526848],
        [0.3340850613712, 0.2290642403242],
        [0.4901123135679, 0.6277975316475],
    ]
)
"""Where these points lie in a chip without padding, 0 to 1. Source: dlib image_transforms/interpolation.h,
get_face_chip_details for five points (Boost licence)."""


def chip_template() -> NDArray[np.float64]:
    """Return the (5, 2) template px in a padded chip."""
    return (PADDING + TEMPLATE) / (2 * PADDING + 1) * CHIP_PX


class DlibEmbedder:
    """The default embedder (domain.ports.FaceEmbedder)."""

    def __init__(self, content: bytes) -> None:
        """Build the network from the verified bytes of the `.dat`.

        Raises:
            ModelError: not this network.
        """
        converted = build_onnx(read_network(content))
        self._model = OnnxModel(MODEL_ID, converted, (None, 3, CHIP_PX, CHIP_PX), 1)
        self._template = chip_template()

    @property
    def model(self) -> str:
        """Manifest id."""
        return MODEL_ID

    def chip(self, rgb: RGB, mesh: Mesh) -> RGB:
        """Cut the (150, 150, 3) uint8 chip of one face."""
        points = mesh.landmarks_xyz[list(MESH_POINTS), :2].astype(np.float64)
        return warp_smooth(rgb, similarity(points, self._template), CHIP_PX)

    def embed(self, rgb: RGB, meshes: Sequence[Mesh]) -> F32:
        """Return (N, 128) float32, as dlib scales them (same person about 0.3 apart, strangers about 0.8)."""
        if not meshes:
            return np.empty((0, DIMENSIONS), np.float32)
        chips = np.stack([self.chip(rgb, mesh) for mesh in meshes])
        both = self.embed_chips(np.concatenate([chips, chips[:, :, ::-1]]))
        return np.float32(0.5) * (both[: len(meshes)] + both[len(meshes) :])

    def embed_chips(self, chips: NDArray[np.uint8]) -> F32:
        """Return (N, 128) float32 of (N, 150, 150, 3) uint8 RGB chips, each as it is: dlib's own embedding."""
        batch = np.ascontiguousarray(chips.transpose(0, 3, 1, 2), dtype=np.float32)
        return self._model(batch)[0]
