"""Where are the 468 points of a face? MediaPipe face_landmark: runs on each detected or followed face of a frame.

Region as in the published graph (mediapipe/modules/face_landmark/face_detection_front_detection_to_roi.pbtxt and
face_landmark_landmarks_to_roi.pbtxt, Apache-2.0): the box's centre, turned so that the eyes are level, a square of
1.5 times its longer side. Input 192 x 192, 0 to 1; output 468 x (x, y, z) px of the input, and a presence logit.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from candor.domain.ports import RGB, Detection, Mesh
from candor.inference.blazeface import sigmoid
from candor.inference.crop import F64, Roi, invert, map_points, warp
from candor.inference.manifest import ModelEntry
from candor.inference.runtime import F32, LiteRtModel

MODEL_ID = "face-mesh"
INPUT_PX = 192
N_POINTS = 468
ROI_SCALE = 1.5
RIGHT_EYE_OUTER, LEFT_EYE_OUTER = 33, 263
"""Mesh points at the outer corners of the subject's right (picture-left) and left eye: they give the angle."""
KEYPOINTS = ((33, 133), (263, 362), (1,), (13, 14), (234,), (454,))
"""Mesh points whose means stand for BlazeFace's six keypoints."""


class FaceMesh:
    """The mesh (domain.ports.FaceMesher)."""

    def __init__(self, content: bytes, limits: Mapping[str, float]) -> None:
        """Load the network; `limits` gives min_presence (0 to 1).

        Raises:
            ModelError: not this network.
        """
        shapes = [(1, 1, 1, N_POINTS * 3), (1, 1, 1, 1)]
        self._model = LiteRtModel(MODEL_ID, content, (1, INPUT_PX, INPUT_PX, 3), shapes)
        self._min_presence = limits["min_presence"]
        self._input = np.empty((1, INPUT_PX, INPUT_PX, 3), np.float32)

    @classmethod
    def from_entry(cls, entry: ModelEntry, content: bytes) -> FaceMesh:
        """Make it from a manifest entry and its verified bytes."""
        return cls(content, {"min_presence": entry.limit("min_presence")})

    def fit(self, rgb: RGB, detection: Detection) -> Mesh | None:
        """Fit the mesh to one face; None when the model sees no face there.

        Args:
            rgb: (H, W, 3) uint8 RGB.
            detection: of the detector, or `as_detection` of the mesh of the previous frame.
        """
        roi = face_roi(detection)
        if not np.isfinite(roi.side) or roi.side < 1.0:
            return None
        to_crop = roi.to_crop(INPUT_PX)
        np.multiply(warp(rgb, to_crop, INPUT_PX), np.float32(1 / 255), out=self._input[0])
        points, presence = self._model(self._input)
        score = float(sigmoid(presence.reshape(1))[0])
        if score < self._min_presence:
            return None
        return Mesh(landmarks_xyz=to_picture(points.reshape(N_POINTS, 3), to_crop, roi.side / INPUT_PX), score=score)


def face_roi(detection: Detection) -> Roi:
    """Return the turned square around a face that the mesh model looks at."""
    x1, y1, x2, y2 = (float(v) for v in detection.box_xyxy)
    right_eye, left_eye = detection.keypoints_xy[0], detection.keypoints_xy[1]
    angle = np.arctan2(float(left_eye[1] - right_eye[1]), float(left_eye[0] - right_eye[0]))
    return Roi((x1 + x2) / 2, (y1 + y2) / 2, ROI_SCALE * max(x2 - x1, y2 - y1), float(angle))


def as_detection(mesh: Mesh) -> Detection:
    """Return the mesh as a detection, to fit the next frame without running the detector."""
    xy = mesh.landmarks_xyz[:, :2]
    box = np.concatenate([xy.min(axis=0), xy.max(axis=0)]).astype(np.float32)
    keypoints = np.array([xy[list(points)].mean(axis=0) for points in KEYPOINTS], np.float32)
    return Detection(box_xyxy=box, keypoints_xy=keypoints, score=mesh.score)


def to_picture(points: F32, to_crop: F64, px_per_input_px: float) -> F32:
    """Bring (N, 3) points of the input back into the picture; z takes the scale of x and y."""
    back = np.empty_like(points)
    back[:, :2] = map_points(points[:, :2], invert(to_crop))
    back[:, 2] = points[:, 2] * px_per_input_px
    return back
