"""Candidates that need no pictures any more: pooling, change over time, two embedders, the wearer in turned faces.

Each is a number for a clip, meant to be higher for a swap. Signs with (*) were turned after a first look at the pairs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from candor.inference.mobileface import MODEL_ID as SECOND
from candor.maths.embedder_agreement import drift_agreement

F64 = NDArray[np.float64]
Looks = Mapping[str, np.ndarray]
SHAPE_POINTS = (33, 263, 133, 362, 1, 4, 61, 291, 13, 14, 199, 152, 159, 145, 386, 374, 70, 300, 234, 454, 10)
INNER_RINGS, OUTER_RINGS = slice(0, 3), slice(8, 12)


def unit(x: np.ndarray) -> F64:
    """Return rows of length one."""
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def shapes(landmarks: np.ndarray) -> F64:
    """Return (N, d) shapes of the face, moved, scaled and turned onto the first."""
    points = landmarks[:, list(SHAPE_POINTS)].astype(np.float64)
    points -= points.mean(1, keepdims=True)
    points /= np.sqrt((points**2).sum((1, 2), keepdims=True))
    turned: list[F64] = []
    for shape in points:
        u, _, v = np.linalg.svd(shape.T @ points[0])
        turned.append((shape @ (u @ v)).ravel())
    return np.array(turned)


def turn_of(landmarks: np.ndarray) -> F64:
    """Return how far each face is turned: log ratio of the nose's distances to both cheeks, without sign."""
    left, right, nose = (landmarks[:, i] for i in (234, 454, 4))
    return np.abs(np.log(np.linalg.norm(nose - left, axis=1) / np.linalg.norm(nose - right, axis=1)))


def distances(x: F64) -> F64:
    """Return the distances of all pairs of rows."""
    return np.linalg.norm(x[:, None] - x[None], axis=2)[np.triu_indices(len(x), 1)]


def pooled(trace: F64) -> dict[str, float]:
    """Other ways to make one number of many looks, and how much they differ."""
    low, high = np.percentile(trace, [25, 75])
    inside = trace[(trace >= low) & (trace <= high)]
    return {
        "pool mean": float(trace.mean()),
        "pool trimmed mean": float(inside.mean()),
        "pool lower quartile": float(low),
        "pool upper quartile": float(high),
        "pool least": float(trace.min()),
        "time: spread of looks": float(trace.std()),
        "time: step between looks": float(np.abs(np.diff(trace)).mean()),
    }


def over_time(profiles: F64) -> dict[str, float]:
    """How much the texture trembles, by place."""
    tremor = profiles.reshape(len(profiles), 4, 3, 2, 4, 12).std(0)
    ring, inner = tremor[:2, 0, :, :, 4:8].mean(), tremor[:2, 0, :, :, INNER_RINGS].mean()
    return {
        "time: tremor of the ring": float(ring),
        "time: tremor of ring less inside": float(ring - inner),
        "time: tremor of colour in the ring": float(tremor[:, 1:, :, :, 4:8].mean()),
    }


def two_embedders(looks: Looks) -> dict[str, float]:
    """Drift in two spaces, against each other and against the shape of the face; lengths of embeddings."""
    first, second = unit(looks["first"]), unit(looks[SECOND])
    a, b, shape = distances(first), distances(second), distances(shapes(looks["landmarks"]))
    profiles = looks["profile"].reshape(len(first), -1, 12)
    inner = distances(profiles[:, :, INNER_RINGS].reshape(len(first), -1))
    outer = distances(profiles[:, :, OUTER_RINGS].reshape(len(first), -1))
    network = distances(looks["features"].astype(np.float64))
    lengths = [np.linalg.norm(looks[key], axis=1) for key in ("first", SECOND)]
    middles = [x - x.mean(0) for x in (first, second)]
    (ka, kb) = (m @ m.T for m in middles)
    return {
        "two: drifts agree (*)": drift_agreement(looks["first"], looks[SECOND]),
        "two: kernel alignment (*)": float((ka * kb).sum() / np.sqrt((ka**2).sum() * (kb**2).sum())),
        "two: length of the second (*)": -float(np.median(lengths[1])),
        "two: drift ratio": float(np.log(np.median(b) / np.median(a))),
        "one: length of the first": float(np.median(lengths[0])),
        "one: drift follows shape (*)": rank_correlation(a, shape),
        "one: drift follows texture inside": rank_correlation(a, inner),
        "one: drift follows texture outside": rank_correlation(a, outer),
        "one: least drift (*)": -float(np.percentile(a, 10)),
        "one: drift less than the network's": float(np.log(np.median(network) / np.median(a))),
        "one: drift less than the surroundings'": float(np.log(np.median(outer) / np.median(a))),
        "second: drift follows shape (*)": rank_correlation(b, shape),
        "second: least drift (*)": -float(np.percentile(b, 10)),
    }


def wearer_leak(looks: Looks) -> dict[str, float]:
    """Does a turned face look less like the frontal one of the same clip?"""
    order = np.argsort(turn_of(looks["landmarks"]))
    quarter = max(2, len(order) // 4)
    found: dict[str, float] = {}
    for name, key in (("first", "first"), ("second", SECOND)):
        e = unit(looks[key])
        frontal, turned = e[order[:quarter]], e[order[-quarter:]]
        found[f"leak: frontal against turned, {name}"] = 1 - float((frontal @ turned.T).mean())
    return found


def rank_correlation(a: F64, b: F64) -> float:
    """Return Spearman's correlation."""
    ranks = [np.argsort(np.argsort(x)) for x in (a, b)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def all_of(looks: Looks, trace: F64) -> dict[str, float]:
    """Return every candidate of one clip half."""
    profiles = looks["profile"].astype(np.float64)
    return {**pooled(trace), **over_time(profiles), **two_embedders(looks), **wearer_leak(looks)}
