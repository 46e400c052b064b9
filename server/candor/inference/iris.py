"""Where exactly are eyelids and irises? MediaPipe iris_landmark: runs twice, after the mesh, on each eye.

Region as in the published graph (mediapipe/modules/iris_landmark/iris_landmark_landmarks_to_roi.pbtxt, Apache-2.0):
around the two corners of the eye, level with them, 2.3 times their distance. The network knows picture-left eyes; the
picture-right eye goes in mirrored. Input 64 x 64, 0 to 1; output 71 contour and 5 iris points, px of the input.
"""

from __future__ import annotations

import numpy as np

from candor.domain.ports import RGB, Eye, Mesh
from candor.inference.crop import Roi, invert, map_points, warp
from candor.inference.runtime import F32, LiteRtModel

MODEL_ID = "iris"
INPUT_PX = 64
ROI_SCALE = 2.3
N_CONTOUR, N_IRIS = 71, 5
PICTURE_LEFT_CORNERS = (33, 133)
PICTURE_RIGHT_CORNERS = (362, 263)
"""Mesh points at the corners of each eye, from picture-left to picture-right."""


class IrisModel:
    """Eyelids and irises (domain.ports.EyeFitter)."""

    def __init__(self, content: bytes) -> None:
        """Load the network.

        Raises:
            ModelError: not this network.
        """
        shapes = [(1, N_CONTOUR * 3), (1, N_IRIS * 3)]
        self._model = LiteRtModel(MODEL_ID, content, (1, INPUT_PX, INPUT_PX, 3), shapes)
        self._input = np.empty((1, INPUT_PX, INPUT_PX, 3), np.float32)

    def fit(self, rgb: RGB, mesh: Mesh) -> tuple[Eye, Eye]:
        """Fit both eyes of one face: (picture-left, picture-right), px of `rgb` ((H, W, 3) uint8 RGB)."""
        left = self._fit_eye(rgb, eye_roi(mesh, PICTURE_LEFT_CORNERS), mirrored=False)
        return left, self._fit_eye(rgb, eye_roi(mesh, PICTURE_RIGHT_CORNERS), mirrored=True)

    def _fit_eye(self, rgb: RGB, roi: Roi, *, mirrored: bool) -> Eye:
        to_crop = roi.to_crop(INPUT_PX, mirrored=mirrored)
        np.multiply(warp(rgb, to_crop, INPUT_PX), np.float32(1 / 255), out=self._input[0])
        contour, iris = self._model(self._input)
        back = invert(to_crop)
        return Eye(contour_xy=_points(contour, back), iris_xy=_points(iris, back))


def eye_roi(mesh: Mesh, corners: tuple[int, int]) -> Roi:
    """Return the turned square around one eye that the iris model looks at."""
    first, second = mesh.landmarks_xyz[corners[0], :2], mesh.landmarks_xyz[corners[1], :2]
    middle, across = (first + second) / 2, second - first
    side = max(ROI_SCALE * float(np.abs(across).max()), 1.0)
    return Roi(float(middle[0]), float(middle[1]), side, float(np.arctan2(across[1], across[0])))


def _points(flat: F32, back: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> F32:
    return map_points(flat.reshape(-1, 3)[:, :2], back).astype(np.float32)
