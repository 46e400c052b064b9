"""How alike are two faces, measured against a crowd of others instead of by a fixed distance?

Stands between the embedder and the likelihood ratio: embeddings in, adaptive symmetric normalised scores (AS-norm) out.
A face that lies in a crowded region of the embedding is measured against that crowd, so nobody's group need be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating[Any]]
F64 = NDArray[np.float64]

_NO_SPREAD = 1e-9
"""A deviation below this is rounding: the cohort gives no scale to measure in."""


class Similarity(StrEnum):
    """How two embeddings of one model are compared. Larger is always more alike."""

    NEGATIVE_DISTANCE = "negative_distance"
    """Minus the Euclidean distance (dlib's embedding, whose length carries meaning)."""
    COSINE = "cosine"
    """Cosine of the angle (embeddings trained on the unit sphere)."""


@dataclass(frozen=True, slots=True)
class CrowdStatistics:
    """Where N faces stand in the crowd: mean and deviation of their K highest similarities to the cohort, (N,) each."""

    mean: F64
    deviation: F64


def similarities(a: Vectors, b: Vectors, kind: Similarity) -> F64:
    """Return the similarity of every row of `a` to every row of `b`.

    Args:
        a: (N, d) embeddings.
        b: (M, d) embeddings of the same model.
        kind: how the model's embeddings are compared.

    Returns:
        (N, M): distances negated (at most 0), or cosines (-1 to 1). A zero vector has cosine 0 with everything.
    """
    left, right = np.asarray(a, np.float32), np.asarray(b, np.float32)
    if kind is Similarity.COSINE:
        return (unit_length(left) @ unit_length(right).T).astype(np.float64)
    lengths = np.square(left).sum(axis=1)[:, None] + np.square(right).sum(axis=1)[None]
    return -np.sqrt(np.maximum(lengths - 2 * left @ right.T, 0).astype(np.float64))


def unit_length(vectors: Vectors) -> NDArray[np.float32]:
    """Return (N, d) float32 rows scaled to length 1; a zero row stays zero."""
    rows = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def crowd_statistics(to_cohort: NDArray[np.floating[Any]], top_k: int) -> CrowdStatistics:
    """Return mean and deviation of each face's `top_k` highest similarities to the cohort.

    Args:
        to_cohort: (N, M) similarities of N faces to the M points of the cohort, M >= top_k.
        top_k: size of the neighbourhood, at least 2.

    Raises:
        ValueError: `top_k` is below 2 or above the size of the cohort.

    Source: Matejka et al., "Analysis of score normalization in multilingual speaker recognition",
        Interspeech 2017, eq. 5.
    """
    if not 2 <= top_k <= to_cohort.shape[1]:
        raise ValueError(f"top_k must be from 2 to {to_cohort.shape[1]}, not {top_k}")
    nearest = np.partition(to_cohort, -top_k, axis=1)[:, -top_k:].astype(np.float64)
    return CrowdStatistics(nearest.mean(axis=1), np.maximum(nearest.std(axis=1), _NO_SPREAD))


def normalised(similarity: F64, a: CrowdStatistics, b: CrowdStatistics) -> F64:
    """Return AS-norm scores: the mean of the similarity as seen from either side, in deviations of its crowd.

    Args:
        similarity: (N, M) similarities of N faces to M faces.
        a: crowd statistics of the N faces.
        b: crowd statistics of the M faces.

    Returns:
        (N, M) dimensionless; larger is more alike. Symmetric: swapping both sides transposes the result.

    Source: Matejka et al. 2017, eq. 5.
    """
    from_a = (similarity - a.mean[:, None]) / a.deviation[:, None]
    from_b = (similarity - b.mean[None]) / b.deviation[None]
    return (from_a + from_b) / 2
