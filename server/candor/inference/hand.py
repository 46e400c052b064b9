"""Where are the 21 points of a hand? MediaPipe hand_landmark_lite: runs in checks with a hand, on each palm found.

Regions as in the published graphs (mediapipe/modules/hand_landmark/palm_detection_detection_to_roi.pbtxt and
hand_landmark_landmarks_to_roi.pbtxt, Apache-2.0): turned so that the fingers point up, 2.6 times the palm's box, half
of it further towards the fingers; followed from the points themselves, 2.0 times their box. Input 224 x 224, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import RGB, Hand
from candor.inference.crop import F64, Roi, invert, map_points, warp
from candor.inference.manifest import ModelEntry
from candor.inference.palm import MIDDLE_BASE, WRIST, Palm, PalmDetector
from candor.inference.runtime import F32, LiteRtModel

MODEL_ID = "hand-landmark-lite"
INPUT_PX = 224
N_POINTS = 21
PALM_SCALE, PALM_SHIFT = 2.6, 0.5
HAND_SCALE, HAND_SHIFT = 2.0, 0.1
STEADY_POINTS = (0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18)
"""Wrist and the lower joints: what the region of a followed hand is made from."""
INDEX_JOINT, MIDDLE_JOINT, RING_JOINT = 6, 10, 14
SAME_HAND = 0.5
"""Two hands are one when their centres are nearer than this share of the larger one's extent."""


class HandModel:
    """Hands (domain.ports.HandFinder): a palm first, then its points."""

    def __init__(self, palms: PalmDetector, content: bytes, limits: Mapping[str, float]) -> None:
        """Load the network; `limits` gives min_presence (0 to 1) and max_hands of the manifest.

        Raises:
            ModelError: not this network.
        """
        shapes = [(1, 3 * N_POINTS), (1, 1), (1, 1), (1, 3 * N_POINTS)]
        self._model = LiteRtModel(MODEL_ID, content, (1, INPUT_PX, INPUT_PX, 3), shapes)
        self._palms = palms
        self._min_presence, self._max_hands = limits["min_presence"], int(limits["max_hands"])
        self._input = np.empty((1, INPUT_PX, INPUT_PX, 3), np.float32)

    @classmethod
    def from_entry(cls, palms: PalmDetector, entry: ModelEntry, content: bytes) -> HandModel:
        """Make it from a manifest entry and its verified bytes."""
        return cls(palms, content, {name: entry.limit(name) for name in ("min_presence", "max_hands")})

    def find(self, rgb: RGB, before: Sequence[Hand] = ()) -> tuple[Hand, ...]:
        """Return the hands of a (H, W, 3) uint8 picture, best first.

        Args:
            rgb: the picture.
            before: hands of the picture before: followed, and only when none lasts are palms looked for.
        """
        hands = self._fit_all(rgb, [followed_roi(hand.landmarks_xy) for hand in before])
        if not hands:
            hands = self._fit_all(rgb, [palm_roi(palm) for palm in self._palms.detect(rgb)[: self._max_hands]])
        return tuple(hands)

    def _fit_all(self, rgb: RGB, rois: Sequence[Roi]) -> list[Hand]:
        found = sorted((h for h in (self._fit(rgb, roi) for roi in rois) if h), key=lambda h: h.score, reverse=True)
        apart: list[Hand] = []
        for hand in found:
            if not any(is_same_hand(hand, other) for other in apart):
                apart.append(hand)
        return apart

    def _fit(self, rgb: RGB, roi: Roi) -> Hand | None:
        if not np.isfinite(roi.side) or roi.side < 1.0:
            return None
        to_crop = roi.to_crop(INPUT_PX)
        np.multiply(warp(rgb, to_crop, INPUT_PX), np.float32(1 / 255), out=self._input[0])
        points, presence, *_ = self._model(self._input)
        score = float(presence[0, 0])  # the network ends in a sigmoid
        if score < self._min_presence:
            return None
        landmarks = map_points(points.reshape(N_POINTS, 3)[:, :2], invert(to_crop))
        return Hand(landmarks.astype(np.float32), score)


def palm_roi(palm: Palm) -> Roi:
    """Return the turned square that shows the whole hand of a palm."""
    x1, y1, x2, y2 = (float(v) for v in palm.box_xyxy)
    up = palm.keypoints_xy[MIDDLE_BASE].astype(np.float64) - palm.keypoints_xy[WRIST]
    return _shifted((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1, up, PALM_SCALE, PALM_SHIFT)


def followed_roi(landmarks_xy: F32) -> Roi:
    """Return the turned square in which the hand with these (21, 2) points is looked for in the next picture."""
    points = landmarks_xy.astype(np.float64)
    fingers = (points[INDEX_JOINT] + points[RING_JOINT]) / 4 + points[MIDDLE_JOINT] / 2
    up = fingers - points[0]
    turned = points[list(STEADY_POINTS)] @ _upright(up).T
    low, high = turned.min(axis=0), turned.max(axis=0)
    centre = _upright(up).T @ ((low + high) / 2)
    width, height = high - low
    return _shifted(centre[0], centre[1], width, height, up, HAND_SCALE, HAND_SHIFT)


def is_same_hand(one: Hand, other: Hand) -> bool:
    """Return whether two fits lie on the same hand."""
    extent = max(float(np.ptp(hand.landmarks_xy, axis=0).max()) for hand in (one, other))
    apart = np.linalg.norm(one.landmarks_xy.mean(axis=0) - other.landmarks_xy.mean(axis=0))
    return bool(apart < SAME_HAND * extent)


def _upright(up: NDArray[np.float64]) -> F64:
    """Return the (2, 2) rotation that makes the vector `up` point to the top of a picture."""
    angle = _angle(up)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, sin], [-sin, cos]])


def _angle(up: NDArray[np.float64]) -> float:
    """Return how far (rad, clockwise) a hand that points along `up` is turned from upright."""
    return float(np.arctan2(up[0], -up[1]))


def _shifted(
    x: float, y: float, width: float, height: float, up: NDArray[np.float64], scale: float, shift: float
) -> Roi:
    along = up / max(float(np.linalg.norm(up)), 1e-9)
    return Roi(
        float(x + shift * height * along[0]),
        float(y + shift * height * along[1]),
        float(scale * max(width, height)),
        _angle(up),
    )
