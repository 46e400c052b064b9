"""What does a crowd look like that contains nobody? Points drawn from Gaussians fitted to groups of people.

Used when an embedder is calibrated. Only the drawn points are kept; no embedding of a real person leaves this file.
Crowds within a group (faces that the embedder finds alike) are found by clustering, without any label.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating[Any]]
F64 = NDArray[np.float64]


_ROUNDING = 1e-12
_ROUNDS = 50
"""Of Lloyd's iteration; it settles long before."""


def find_crowds(vectors: Vectors, crowds: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return which of `crowds` crowds each face is nearest to (k-means).

    Args:
        vectors: (N, d) embeddings, N >= 1.
        crowds: how many to look for, at least 1; fewer are found when there are fewer distinct faces.
        rng: source of chance.

    Returns:
        (N,) from 0 to crowds - 1; a crowd may be empty.

    Source: Lloyd, "Least squares quantization in PCM", 1982; starts as Arthur and Vassilvitskii, "k-means++",
        SODA 2007.
    """
    faces = np.asarray(vectors, np.float64)
    centres = faces[[rng.integers(len(faces))]]
    while len(centres) < crowds:
        nearest = _squared_distances(faces, centres).min(axis=1)
        if not nearest.any():
            break
        centres = np.concatenate([centres, faces[[rng.choice(len(faces), p=nearest / nearest.sum())]]])
    label = np.zeros(len(faces), dtype=np.intp)
    for _ in range(_ROUNDS):
        label = _squared_distances(faces, centres).argmin(axis=1)
        members = [faces[label == index] for index in range(len(centres))]
        centres = np.stack([m.mean(axis=0) if len(m) else c for m, c in zip(members, centres, strict=True)])
    return label


def _squared_distances(a: F64, b: F64) -> F64:
    between = np.square(a).sum(axis=1)[:, None] + np.square(b).sum(axis=1)[None] - 2 * a @ b.T
    return np.where(between > _ROUNDING, between, 0.0)


def shrunk_covariance(group: Vectors, pooled: F64, shrinkage: float) -> F64:
    """Return the covariance of a small group, drawn towards the pooled one scaled to the group's own spread.

    Args:
        group: (N, d) embeddings of distinct people, N >= 2.
        pooled: (d, d) covariance of the largest group.
        shrinkage: weight of the pooled shape, 0 to 1.

    Returns:
        (d, d) with the trace of the group's own covariance.

    Source: after Friedman, "Regularized discriminant analysis", JASA 1989, eq. 18; the target is pooled, not spherical.
    """
    own = np.cov(np.asarray(group, np.float64).T)
    return (1 - shrinkage) * own + shrinkage * pooled * (np.trace(own) / np.trace(pooled))


def draw_cohort(
    groups: Sequence[Vectors], sizes: Sequence[int], shrinkage: float, rng: np.random.Generator
) -> NDArray[np.float16]:
    """Draw a cohort from one Gaussian per group.

    Args:
        groups: (N_i, d) embeddings, one per person; the first group is the largest and gives the pooled covariance.
        sizes: points to draw per group.
        shrinkage: weight of the pooled covariance's shape in every further group, 0 to 1.
        rng: source of chance; the same seed draws the same cohort.

    Returns:
        (sum of sizes, d) float16.

    Raises:
        ValueError: no group, a group of fewer than 2 people, or sizes that do not fit the groups.
    """
    if not groups or len(groups) != len(sizes) or any(len(group) < 2 for group in groups):
        raise ValueError("every group needs a size and at least two people")
    pooled = np.cov(np.asarray(groups[0], np.float64).T)
    points = [rng.multivariate_normal(np.mean(groups[0], axis=0), pooled, sizes[0], method="eigh")]
    for group, size in zip(groups[1:], sizes[1:], strict=True):
        covariance = shrunk_covariance(group, pooled, shrinkage)
        points.append(rng.multivariate_normal(np.mean(group, axis=0), covariance, size, method="eigh"))
    return np.concatenate(points).astype(np.float16)
