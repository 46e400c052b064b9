"""Where in a long series has this short piece been before, forward or backward? Distances and correlations of pieces.

Pure functions on (time, columns) arrays; signals/frozen_or_looping.py searches repeated video with them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Places = NDArray[np.intp]


def resample(times_s: F64, values: F64, at_s: F64) -> F64:
    """Return (M, d) values at the times wanted, linear between neighbours, constant beyond the ends.

    Args:
        times_s: (N,) rising, s; at least one.
        values: (N, d).
        at_s: (M,) s.
    """
    left, right, share = _between(times_s, at_s)
    return values[left] * (1.0 - share[:, None]) + values[right] * share[:, None]


def distances_at(piece: F64, times_s: F64, values: F64, at_s: F64) -> F64:
    """Return the mean squared difference of each row of a piece to what a series shows at the times wanted.

    As resampling and subtracting, but by inner products of rows, of which a few serve many times.

    Args:
        piece: (n, d).
        times_s: (N,) rising, s; at least one.
        values: (N, d).
        at_s: (L, n) s.

    Returns:
        (L, n); never negative.
    """
    left, right, share = _between(times_s, at_s)
    cross, inner = piece @ values.T, values @ values.T
    row = np.arange(len(piece))[None, :]
    both = (1.0 - share) * cross[row, left] + share * cross[row, right]
    energy = (1.0 - share) ** 2 * inner[left, left] + share**2 * inner[right, right]
    energy += 2.0 * share * (1.0 - share) * inner[left, right]
    return np.maximum((piece**2).sum(1) - 2.0 * both + energy, 0.0) / piece.shape[1]


def _between(times_s: F64, at_s: F64) -> tuple[Places, Places, F64]:
    """Return the two neighbours of each time and the share of the second; both are an end beyond the ends."""
    right = np.clip(np.searchsorted(times_s, at_s), min(1, len(times_s) - 1), len(times_s) - 1)
    left = np.maximum(right - 1, 0)
    span_s = times_s[right] - times_s[left]
    share = np.clip((at_s - times_s[left]) / np.where(span_s > 0, span_s, 1.0), 0.0, 1.0)
    return left, right, share


def sliding_distance(piece: F64, history: F64, *, backward: bool = False) -> F64:
    """Return the mean squared difference of a piece to every equally long stretch of a history.

    Args:
        piece: (n, d).
        history: (N, d), N >= n.
        backward: compare with every stretch run backward.

    Returns:
        (N - n + 1,): entry k belongs to history[k : k + n]; never negative.
    """
    n, d = piece.shape
    ordered = piece[::-1] if backward else piece
    products = ordered @ history.T  # (n, N)
    places = len(history) - n + 1
    cross = np.zeros(places)
    for row in range(n):
        cross += products[row, row : row + places]
    energy = np.concatenate([[0.0], np.cumsum((history**2).sum(1))])
    squared = (piece**2).sum() + energy[n:] - energy[:-n] - 2.0 * cross
    return np.maximum(squared, 0.0) / (n * d)


def local_minima(values: F64, count: int) -> list[int]:
    """Return the places of the `count` lowest local minima, lowest first; ends count as minima too."""
    if not len(values):
        return []
    padded = np.concatenate([[np.inf], values, [np.inf]])
    lowest = (padded[1:-1] <= padded[:-2]) & (padded[1:-1] < padded[2:])
    places = np.flatnonzero(lowest)
    return [int(p) for p in places[np.argsort(values[places], kind="stable")][:count]]


def column_correlations(a: F64, b: F64) -> F64:
    """Return (d,) Pearson correlations of the columns of two (n, d) arrays; 0 where a column is constant."""
    a, b = a - a.mean(0), b - b.mean(0)
    scale = np.sqrt((a**2).sum(0) * (b**2).sum(0))
    products = (a * b).sum(0)
    return np.where(scale > 1e-9, products / np.where(scale > 1e-9, scale, 1.0), 0.0)
