"""Where are the faces in a frame? BlazeFace, full range, sparse: the first model of every frame that needs detection.

Layout of the published graph (mediapipe/modules/face_detection/face_detection_full_range_common.pbtxt, Apache-2.0):
192 x 192 px, one anchor in the middle of each cell of a 48 x 48 grid, anchor size 1; 16 values per anchor: box centre,
box size, six keypoints, all in px of the input relative to the anchor; a logit per anchor; weighted suppression.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import RGB, Detection
from candor.inference.manifest import ModelEntry
from candor.inference.runtime import F32, LiteRtModel

MODEL_ID = "blazeface-full-range"
INPUT_PX = 192
GRID = 48
N_ANCHORS = GRID * GRID
MAX_LOGIT = 100.0
"""Logits are clipped here before the sigmoid (score_clipping_thresh of the graph)."""


def anchor_centres() -> F32:
    """Return the (2304, 2) anchor centres (x, y), px of the 192 px input, row by row."""
    steps = (np.arange(GRID, dtype=np.float32) + 0.5) * (INPUT_PX / GRID)
    x, y = np.meshgrid(steps, steps)
    return np.column_stack([x.ravel(), y.ravel()]).astype(np.float32)


class BlazeFace:
    """The face detector (domain.ports.FaceDetector)."""

    def __init__(self, content: bytes, limits: Mapping[str, float]) -> None:
        """Load the network.

        Args:
            content: verified bytes of the file.
            limits: min_score (0 to 1) and merge_iou (0 to 1) of the manifest.

        Raises:
            ModelError: not this network.
        """
        shapes = [(1, N_ANCHORS, 16), (1, N_ANCHORS, 1)]
        self._model = LiteRtModel(MODEL_ID, content, (1, INPUT_PX, INPUT_PX, 3), shapes)
        self._anchors = anchor_centres()
        self._min_score = limits["min_score"]
        self._merge_iou = limits["merge_iou"]
        self._input = np.empty((1, INPUT_PX, INPUT_PX, 3), np.float32)

    @classmethod
    def from_entry(cls, entry: ModelEntry, content: bytes) -> BlazeFace:
        """Make it from a manifest entry and its verified bytes."""
        return cls(content, {name: entry.limit(name) for name in ("min_score", "merge_iou")})

    def detect(self, rgb: RGB) -> list[Detection]:
        """Find faces.

        When there is none at first, a second look at half the scale follows: the network misses some faces that fill
        the picture, as ID photos and people close to the camera do.

        Args:
            rgb: (H, W, 3) uint8 RGB.

        Returns:
            Detections in px of `rgb`, best score first; empty when there is no face.
        """
        return self._look(rgb, INPUT_PX) or self._look(rgb, INPUT_PX // 2)

    def _look(self, rgb: RGB, extent_px: int) -> list[Detection]:
        scale, left, top = self._fill_input(rgb, extent_px)
        values, logits = self._model(self._input)
        kept = logits[0, :, 0] >= logit(self._min_score)
        if not kept.any():
            return []
        scores = sigmoid(logits[0, kept, 0])
        shapes = decode(values[0, kept], self._anchors[kept])
        merged, scores = merge_overlaps(shapes, scores, self._merge_iou)
        points = (merged.reshape(-1, 8, 2) - np.array([left, top], np.float32)) / np.float32(scale)
        return [
            Detection(box_xyxy=p[:2].reshape(4), keypoints_xy=p[2:], score=float(score))
            for p, score in zip(points, scores, strict=True)
        ]

    def _fill_input(self, rgb: RGB, extent_px: int) -> tuple[float, int, int]:
        """Put the picture in the middle of the input, its longer side `extent_px` long, values -1 to 1.

        Returns the scale (input px per picture px) and the left and top margin (px).
        """
        height, width = rgb.shape[:2]
        scale = extent_px / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)  # as the published graph; averaging finds no more
        left, top = (INPUT_PX - size[0]) // 2, (INPUT_PX - size[1]) // 2
        self._input.fill(-1.0)
        inside = self._input[0, top : top + size[1], left : left + size[0]]
        np.multiply(small, np.float32(2 / 255), out=inside)
        inside -= 1.0
        return scale, left, top


def decode(values: F32, anchors: F32) -> F32:
    """Turn raw values of anchors into points.

    Args:
        values: (N, 4 + 2 K) float32: centre, size, K keypoints (six of a face, seven of a palm), px from the anchor.
        anchors: (N, 2) anchor centres, px.

    Returns:
        (N, 4 + 2 K) float32, px of the input: top left, bottom right, keypoints.
    """
    decoded = np.empty_like(values)
    centre = values[:, :2] + anchors
    half = values[:, 2:4] / 2
    decoded[:, :2] = centre - half
    decoded[:, 2:4] = centre + half
    decoded[:, 4:] = values[:, 4:] + np.tile(anchors, (values.shape[1] - 4) // 2)
    return decoded


def merge_overlaps(shapes: F32, scores: F32, merge_iou: float) -> tuple[F32, F32]:
    """Merge shapes whose boxes overlap: each group becomes its score-weighted mean, with the best score of the group.

    Args:
        shapes: (N, C) float32; the first four values are the box, x1 y1 x2 y2.
        scores: (N,) float32, 0 to 1.
        merge_iou: boxes that overlap more than this (intersection over union) are one face.

    Returns:
        (M, C) and (M,), best first.

    Source: Bazarevsky et al. 2019 (BlazeFace), section 4, "blending" instead of suppression.
    """
    order = np.argsort(-scores, kind="stable")
    shapes, scores = shapes[order], scores[order]
    merged: list[F32] = []
    best: list[float] = []
    while len(scores):
        same = overlap(shapes[0, :4], shapes[:, :4]) > merge_iou
        same[0] = True
        weights = scores[same]
        merged.append((shapes[same] * weights[:, None]).sum(axis=0) / weights.sum())
        best.append(float(scores[0]))
        shapes, scores = shapes[~same], scores[~same]
    return np.array(merged, np.float32), np.array(best, np.float32)


def overlap(box: F32, boxes: F32) -> F32:
    """Return the (N,) intersection over union of one box with (N, 4) boxes, x1 y1 x2 y2."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    common = np.clip(high - low, 0, None).prod(axis=1)
    area = np.clip(boxes[:, 2:] - boxes[:, :2], 0, None).prod(axis=1)
    own = np.clip(box[2:] - box[:2], 0, None).prod()
    return common / np.maximum(area + own - common, np.float32(1e-9))


def sigmoid(logits: NDArray[np.float32]) -> F32:
    """Return 1 / (1 + exp(-x)), with logits clipped as the graph does."""
    return np.reciprocal(1.0 + np.exp(-np.clip(logits, -MAX_LOGIT, MAX_LOGIT)), dtype=np.float32)


def logit(probability: float) -> float:
    """Return the logit of a probability between 0 and 1, both excluded."""
    return float(np.log(probability / (1.0 - probability)))
