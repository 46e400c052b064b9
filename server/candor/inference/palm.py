"""Where are palms in a picture? MediaPipe palm_detection_lite: runs in checks with a hand, when no hand is followed.

Layout of the published graph (mediapipe/modules/palm_detection/palm_detection_cpu.pbtxt, Apache-2.0): 192 x 192 px,
0 to 1, picture in the middle; two anchors a cell of a 24 x 24 grid, then six a cell of a 12 x 12 grid, all of size 1;
18 values per anchor: box centre, box size, seven keypoints (wrist first, third the base of the middle finger).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from candor.domain.ports import RGB
from candor.inference.blazeface import decode, logit, merge_overlaps, sigmoid
from candor.inference.manifest import ModelEntry
from candor.inference.runtime import F32, LiteRtModel

MODEL_ID = "palm-detection-lite"
INPUT_PX = 192
GRIDS = ((24, 2), (12, 6))
"""(cells along a side, anchors a cell)."""
N_ANCHORS = sum(cells * cells * each for cells, each in GRIDS)
N_KEYPOINTS = 7
WRIST, MIDDLE_BASE = 0, 2


@dataclass(frozen=True, slots=True)
class Palm:
    """A palm: (4,) box_xyxy px; (7, 2) keypoints px; score 0 to 1."""

    box_xyxy: F32
    keypoints_xy: F32
    score: float


def anchor_centres() -> F32:
    """Return the (2016, 2) anchor centres (x, y), px of the input, grid by grid and row by row."""
    grids: list[F32] = []
    for cells, each in GRIDS:
        steps = (np.arange(cells, dtype=np.float32) + 0.5) * (INPUT_PX / cells)
        x, y = np.meshgrid(steps, steps)
        grids.append(np.repeat(np.column_stack([x.ravel(), y.ravel()]), each, axis=0))
    return np.concatenate(grids).astype(np.float32)


class PalmDetector:
    """Finds palms."""

    def __init__(self, content: bytes, limits: Mapping[str, float]) -> None:
        """Load the network; `limits` gives min_score and merge_iou (0 to 1) of the manifest.

        Raises:
            ModelError: not this network.
        """
        shapes = [(1, N_ANCHORS, 4 + 2 * N_KEYPOINTS), (1, N_ANCHORS, 1)]
        self._model = LiteRtModel(MODEL_ID, content, (1, INPUT_PX, INPUT_PX, 3), shapes)
        self._anchors = anchor_centres()
        self._min_score, self._merge_iou = limits["min_score"], limits["merge_iou"]
        self._input = np.empty((1, INPUT_PX, INPUT_PX, 3), np.float32)

    @classmethod
    def from_entry(cls, entry: ModelEntry, content: bytes) -> PalmDetector:
        """Make it from a manifest entry and its verified bytes."""
        return cls(content, {name: entry.limit(name) for name in ("min_score", "merge_iou")})

    def detect(self, rgb: RGB) -> list[Palm]:
        """Return the palms of a (H, W, 3) uint8 picture, px of it, best first."""
        scale, left, top = self._fill_input(rgb)
        values, logits = self._model(self._input)
        kept = logits[0, :, 0] >= logit(self._min_score)
        if not kept.any():
            return []
        shapes = decode(values[0, kept], self._anchors[kept])
        merged, scores = merge_overlaps(shapes, sigmoid(logits[0, kept, 0]), self._merge_iou)
        points = (merged.reshape(len(merged), -1, 2) - np.array([left, top], np.float32)) / np.float32(scale)
        return [Palm(p[:2].reshape(4), p[2:], float(score)) for p, score in zip(points, scores, strict=True)]

    def _fill_input(self, rgb: RGB) -> tuple[float, int, int]:
        """Put the picture in the middle of the input; return scale (input px per picture px), left and top margin."""
        height, width = rgb.shape[:2]
        scale = INPUT_PX / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)
        left, top = (INPUT_PX - size[0]) // 2, (INPUT_PX - size[1]) // 2
        self._input.fill(0.0)
        inside = self._input[0, top : top + size[1], left : left + size[0]]
        np.multiply(small, np.float32(1 / 255), out=inside)
        return scale, left, top
