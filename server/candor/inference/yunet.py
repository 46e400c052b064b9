"""Where are the faces in a frame, by a second opinion? YuNet 2023mar (optional): slower than BlazeFace, other training.

Layout as in OpenCV's FaceDetectorYN (modules/objdetect/src/face_detect.cpp, Apache-2.0): BGR 0 to 255; for the strides
8, 16 and 32 one prior per cell with class and objectness scores, box (centre, log size) and five keypoints, in cells.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from candor.domain.ports import RGB, Detection
from candor.inference.blazeface import overlap
from candor.inference.manifest import ModelEntry
from candor.inference.runtime import F32, OnnxModel

MODEL_ID = "yunet-2023mar"
INPUT_PX = 640
STRIDES = (8, 16, 32)
EAR_OVER_EYES = 0.5
"""YuNet knows no ears: they are guessed on the line of the eyes, this many eye distances further out."""


class YuNet:
    """A face detector (domain.ports.FaceDetector)."""

    def __init__(self, content: bytes, limits: Mapping[str, float]) -> None:
        """Load the network; `limits` gives min_score (0 to 1) and max_iou (0 to 1) of the manifest.

        Raises:
            ModelError: not this network.
        """
        self._model = OnnxModel(MODEL_ID, content, (1, 3, INPUT_PX, INPUT_PX), 12)
        self._min_score = limits["min_score"]
        self._max_iou = limits["max_iou"]
        self._canvas = np.zeros((INPUT_PX, INPUT_PX, 3), np.uint8)

    @classmethod
    def from_entry(cls, entry: ModelEntry, content: bytes) -> YuNet:
        """Make it from a manifest entry and its verified bytes."""
        return cls(content, {name: entry.limit(name) for name in ("min_score", "max_iou")})

    def detect(self, rgb: RGB) -> list[Detection]:
        """Find faces in (H, W, 3) uint8 RGB; px of `rgb`, best score first."""
        scale = self._fill_canvas(rgb)
        picture = np.ascontiguousarray(self._canvas[:, :, ::-1].transpose(2, 0, 1), dtype=np.float32)
        outputs = dict(zip(self._model.output_names, self._model(picture[None]), strict=True))
        parts = [decode(outputs, stride, self._min_score) for stride in STRIDES]
        boxes, points, scores = (np.concatenate(column) for column in zip(*parts, strict=True))
        return [
            Detection(box_xyxy=boxes[i] / scale, keypoints_xy=six_keypoints(points[i] / scale), score=float(scores[i]))
            for i in suppress(boxes, scores, self._max_iou)
        ]

    def _fill_canvas(self, rgb: RGB) -> np.float32:
        """Scale the picture into the top left of the input; return input px per picture px."""
        scale = INPUT_PX / max(rgb.shape[:2])
        size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        self._canvas.fill(0)
        self._canvas[: size[1], : size[0]] = cv2.resize(rgb, size, interpolation=method)
        return np.float32(scale)


def decode(outputs: Mapping[str, F32], stride: int, min_score: float) -> tuple[F32, F32, F32]:
    """Turn the four outputs of one stride into faces.

    Returns:
        Boxes (N, 4) x1 y1 x2 y2, keypoints (N, 5, 2), both px of the input, and scores (N,); those above `min_score`.
    """
    values = [outputs[f"{name}_{stride}"][0] for name in ("cls", "obj", "bbox", "kps")]
    scores = np.sqrt(np.clip(values[0][:, 0], 0, 1) * np.clip(values[1][:, 0], 0, 1))
    kept = np.flatnonzero(scores >= min_score)
    cells = np.column_stack([kept % (INPUT_PX // stride), kept // (INPUT_PX // stride)]).astype(np.float32)
    centre = (cells + values[2][kept, :2]) * np.float32(stride)
    half = np.exp(values[2][kept, 2:]) * np.float32(stride / 2)
    points = (values[3][kept].reshape(-1, 5, 2) + cells[:, None]) * np.float32(stride)
    return np.concatenate([centre - half, centre + half], axis=1), points, scores[kept]


def suppress(boxes: F32, scores: F32, max_iou: float) -> list[int]:
    """Return the indices that survive non-maximum suppression, best first."""
    left = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while left.size:
        first = int(left[0])
        kept.append(first)
        left = left[1:][overlap(boxes[first], boxes[left[1:]]) <= max_iou]
    return kept


def six_keypoints(five: F32) -> F32:
    """Return (6, 2) keypoints in BlazeFace order from YuNet's five (eyes, nose, mouth corners); ears are guessed."""
    right_eye, left_eye, nose, right_mouth, left_mouth = five
    outward = (left_eye - right_eye) * np.float32(EAR_OVER_EYES)
    mouth = (right_mouth + left_mouth) / 2
    return np.stack([right_eye, left_eye, nose, mouth, right_eye - outward, left_eye + outward])
