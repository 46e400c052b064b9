"""Do two embedders see the same drift of one face? Rank correlation of the distances between looks.

A face that a camera sees moves in both spaces, and each adds noise of its own: grain, blur, light. A drawn face is
steadier, so what is left of its movement, pose above all, shows in both spaces alike. The rank correlation is that of
C. Spearman, American Journal of Psychology 15(1), 1904, over all pairs of looks.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

MIN_LOOKS: Final = 4


def drift_agreement(first: NDArray[np.floating], second: NDArray[np.floating]) -> float:
    """Return how well the distances between looks agree in two spaces.

    Args:
        first: (N, d) embeddings of N >= 4 looks.
        second: (N, e) embeddings of the same looks by another embedder.

    Returns:
        -1 to 1; 0 where one of them does not move at all.
    """
    ranks = [_ranks(_distances(x.astype(np.float64))) for x in (first, second)]
    a, b = (r - r.mean() for r in ranks)
    lengths = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum()) / lengths if lengths > 0 else 0.0


def _distances(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cosine distances of all pairs of rows."""
    unit = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    return 1.0 - (unit @ unit.T)[np.triu_indices(len(x), 1)]


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks from 0, equal values sharing the mean of theirs."""
    _, place, count = np.unique(values.round(12), return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count + 1) / 2)[place]
