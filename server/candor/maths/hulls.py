"""How much of one outline lies under another? Convex hulls of a few points in a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
_GRID = 24
"""Cells along a side when the share of an area is counted: 1/24 of a face is finer than a hull of joints is true."""


def convex_hull(points_xy: NDArray[np.floating]) -> F64:
    """Return the corners of the convex hull, in one sense of rotation.

    Args:
        points_xy: (N, 2), N >= 1, finite.

    Returns:
        (M, 2) float64; M = 1 or 2 when the points do not span an area.

    Source: Andrew 1979 (monotone chain).
    """
    points = np.unique(points_xy.astype(np.float64), axis=0)
    if len(points) < 3:
        return points
    # Plain numbers: a step of the chain on arrays takes ten times as long.
    corners: list[list[float]] = points.tolist()
    return np.array(_chain(corners)[:-1] + _chain(corners[::-1])[:-1])


def inside_hull(points_xy: NDArray[np.floating], hull_xy: F64) -> NDArray[np.bool_]:
    """Return (N,) whether each of (N, 2) points lies in a hull as `convex_hull` gives it; nothing lies in a line."""
    if len(hull_xy) < 3:
        return np.zeros(len(points_xy), dtype=bool)
    start, along = hull_xy, np.roll(hull_xy, -1, axis=0) - hull_xy
    to_point = points_xy.astype(np.float64)[:, None] - start[None]
    turn = along[None, :, 0] * to_point[..., 1] - along[None, :, 1] * to_point[..., 0]
    return np.asarray(np.all(turn >= 0, axis=1) | np.all(turn <= 0, axis=1), dtype=np.bool_)


def grown(hull_xy: F64, factor: float) -> F64:
    """Return a hull scaled about the mean of its corners."""
    centre = hull_xy.mean(axis=0)
    return centre + factor * (hull_xy - centre)


def covered_share(area_xy: F64, cover_xy: F64) -> float:
    """Return which share (0 to 1) of the area of one hull lies inside another, counted on a grid of 24 x 24 points."""
    low, high = area_xy.min(axis=0), area_xy.max(axis=0)
    steps = (np.arange(_GRID) + 0.5) / _GRID
    grid = low + (high - low) * np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    inside = grid[inside_hull(grid, area_xy)]
    return float(inside_hull(inside, cover_xy).mean()) if len(inside) else 0.0


def _chain(points: Sequence[list[float]]) -> list[list[float]]:
    chain: list[list[float]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
