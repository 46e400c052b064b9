"""How do boxes and points in a picture relate? Overlap, distance, bounding boxes and similarity transforms.

Used by tracking (which detection is which track) and by every crop that is cut out of a frame.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]


def intersection_over_union(a_xyxy: F32, b_xyxy: F32) -> F32:
    """Return the overlap of every box of `a` with every box of `b`.

    Args:
        a_xyxy: (N, 4) px.
        b_xyxy: (M, 4) px.

    Returns:
        (N, M) float32, 0 to 1; 0 where both boxes are empty.
    """
    low = np.maximum(a_xyxy[:, None, :2], b_xyxy[None, :, :2])
    high = np.minimum(a_xyxy[:, None, 2:], b_xyxy[None, :, 2:])
    overlap = np.prod(np.clip(high - low, 0, None), axis=2)
    union = _areas(a_xyxy)[:, None] + _areas(b_xyxy)[None, :] - overlap
    return np.where(union > 0, overlap / np.where(union > 0, union, 1), 0).astype(np.float32)


def centre_distance(a_xyxy: F32, b_xyxy: F32) -> F32:
    """Return how far apart box centres are, in units of the two boxes' mean side.

    Args:
        a_xyxy: (N, 4) px.
        b_xyxy: (M, 4) px.

    Returns:
        (N, M) float32, 0 and up; infinite where both boxes are empty.
    """
    a_centres = (a_xyxy[:, :2] + a_xyxy[:, 2:]) / 2
    b_centres = (b_xyxy[:, :2] + b_xyxy[:, 2:]) / 2
    distance = np.hypot(*np.moveaxis(a_centres[:, None] - b_centres[None], 2, 0))
    side = (np.sqrt(_areas(a_xyxy))[:, None] + np.sqrt(_areas(b_xyxy))[None, :]) / 2
    return np.where(side > 0, distance / np.where(side > 0, side, 1), np.inf).astype(np.float32)


def bounding_box(points_xy: F32) -> F32:
    """Return the smallest upright box around (N, 2) points as (4,) x, y, x, y."""
    return np.concatenate([points_xy.min(axis=0), points_xy.max(axis=0)]).astype(np.float32)


def two_point_similarity(source_xy: F32, target_xy: F32) -> F32:
    """Return the rotation, scale and shift that takes two points exactly onto two others.

    Args:
        source_xy: (2, 2) px.
        target_xy: (2, 2) px.

    Returns:
        (2, 3) float32 matrix for column vectors (x, y, 1); zeros in its left half when the source points coincide.
    """
    source = np.array([complex(x, y) for x, y in source_xy.tolist()])
    target = np.array([complex(x, y) for x, y in target_xy.tolist()])
    span = source[1] - source[0]
    turn = (target[1] - target[0]) / span if abs(span) > 0 else 0j
    shift = target[0] - turn * source[0]
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], dtype=np.float32)


def _areas(boxes_xyxy: F32) -> F32:
    return np.prod(np.clip(boxes_xyxy[:, 2:] - boxes_xyxy[:, :2], 0, None), axis=1)
