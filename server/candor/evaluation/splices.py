"""How does a substitution look to Candor? Splices another person into the middle of a call, frame by frame.

First stage of the scenarios (scenarios.py): frames in, frames out. Made material: the cut is hard, as when a tile
switches or a virtual camera changes its source.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]


def spliced(before: Sequence[RGB], after: Sequence[RGB]) -> list[RGB]:
    """Return the frames of one person followed by those of another, in the size of the first.

    Args:
        before: at least one frame.
        after: fitted into the same size, black around it, without stretching the face.
    """
    height, width = before[0].shape[:2]
    return [*before, *(_fitted(rgb, width, height) for rgb in after)]


def _fitted(rgb: RGB, width: int, height: int) -> RGB:
    share = min(width / rgb.shape[1], height / rgb.shape[0])
    size = (max(round(rgb.shape[1] * share), 1), max(round(rgb.shape[0] * share), 1))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    canvas = np.zeros((height, width, 3), dtype=np.uint8)
    top, left = (height - size[1]) // 2, (width - size[0]) // 2
    canvas[top : top + size[1], left : left + size[0]] = small
    return canvas
