"""In which ways is a photo looked at until a face is found? Whole, with a border, in parts, turned, and up close.

Before pipeline/reference.py. The detector knows faces with some room around them and not too small: portraits cut to
the chin get a border, small portraits on large scans get a closer look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import Detection

RGB = NDArray[np.uint8]

WORKING_SIDE_PX: Final = 1600
"""Larger photos are averaged down to this: a portrait on an ID card still has over 100 px, and memory is bounded."""
_BORDERS: Final = (0.5, 0.75)
"""Grey border over the longer side. On 112 px crops of 16 people (n = 128) 98 faces are found without, 126 with both;
on webcam pictures of 27 people (n = 135) 119 and 128; the rest of those show no whole face."""
_GREY: Final = (128, 128, 128)
_SMALLEST_PART_PX: Final = 200
_QUARTER_TURNS: Final = (1, 3, 2)


def working_copy(rgb: RGB) -> RGB:
    """Return the photo with its longer side at most WORKING_SIDE_PX."""
    height, width = rgb.shape[:2]
    scale = WORKING_SIDE_PX / max(height, width)
    if scale >= 1:
        return rgb
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def looks(rgb: RGB) -> Iterator[list[RGB]]:
    """Yield sets of pictures to search, best guess first; the first set that shows a face is the one to take."""
    yield [rgb]
    for border in _BORDERS:
        yield [_with_border(rgb, border)]
    yield _parts(rgb)
    for turns in _QUARTER_TURNS:
        yield [np.ascontiguousarray(np.rot90(rgb, turns))]


def face_filling(rgb: RGB) -> Detection:
    """Return where the face is if it fills the picture, as in crops made by face software: a start for the mesh."""
    height, width = rgb.shape[:2]
    side = 0.8 * min(height, width)
    middle = np.array([width / 2, height / 2], dtype=np.float32)
    eyes_nose_mouth_ears = [(-0.2, -0.1), (0.2, -0.1), (0.0, 0.05), (0.0, 0.25), (-0.5, 0.0), (0.5, 0.0)]
    keypoints = middle + side * np.array(eyes_nose_mouth_ears, dtype=np.float32)
    box = np.concatenate([middle - side / 2, middle + side / 2]).astype(np.float32)
    return Detection(box_xyxy=box, keypoints_xy=keypoints.astype(np.float32), score=0.0)


def _with_border(rgb: RGB, fraction: float) -> RGB:
    border = int(fraction * max(rgb.shape[:2]))
    padded = cv2.copyMakeBorder(rgb, border, border, border, border, cv2.BORDER_CONSTANT, value=_GREY)
    return np.asarray(padded, dtype=np.uint8)


def _parts(rgb: RGB) -> list[RGB]:
    """Return nine overlapping parts of half the size; none of a small picture."""
    height, width = rgb.shape[0] // 2, rgb.shape[1] // 2
    if min(height, width) < _SMALLEST_PART_PX:
        return []
    tops, lefts = (0, height // 2, height), (0, width // 2, width)
    return [np.ascontiguousarray(rgb[y : y + height, x : x + width]) for y in tops for x in lefts]
