"""How strongly does a score speak for different people? Logistic score-to-LLR maps, and how good their LLRs are.

Stands after score normalisation. Throughout Candor LLR > 0 speaks for mismatch, so these maps fall with the score.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

_PRIOR_SPREAD = 10.0
"""Deviation of the Gaussian prior on intercept and slope: keeps the fit finite where the classes do not overlap."""
_NEWTON_STEPS, _SMALLEST_STEP, _CONVERGED = 100, 1e-6, 1e-9


@dataclass(frozen=True, slots=True)
class LlrMap:
    """A straight, falling line from score to log-likelihood ratio, clipped to what the calibration data support."""

    intercept: float
    slope: float
    """Nats per unit of score; 0 or below, so that more alike never speaks more for different people."""
    low: float
    """Strongest statement for the same person, below 0."""
    high: float
    """Strongest statement for different people, above 0."""

    def llr(self, score: float) -> float:
        """Return the natural-log likelihood ratio, different over same, of one score."""
        return min(max(self.intercept + self.slope * score, self.low), self.high)

    def llrs(self, scores: F64) -> F64:
        """Return (N,) log-likelihood ratios of (N,) scores."""
        return np.clip(self.intercept + self.slope * np.asarray(scores, np.float64), self.low, self.high)


def fit_llr_map(
    mated: F64, non_mated: F64, weights: tuple[F64, F64] | None = None, *, low: float, high: float
) -> LlrMap:
    """Fit the map by logistic regression with both classes weighted alike, so that the log odds are the LLR.

    Args:
        mated: (N,) scores of comparisons of one person.
        non_mated: (M,) scores of comparisons of different people.
        weights: how much each mated and each non-mated comparison counts; alike when None.
        low: clip for the same person, below 0 (see `supported_llr`).
        high: clip for different people, above 0.

    Raises:
        ValueError: a class is empty or holds a score that is not finite.

    Source: Brummer and du Preez, "Application-independent evaluation of speaker detection", CSL 2006, section 6;
        Morrison, "Tutorial on logistic-regression calibration and fusion", 2013.
    """
    scores = np.concatenate([mated, non_mated])
    if not len(mated) or not len(non_mated) or not np.isfinite(scores).all():
        raise ValueError("both classes need at least one finite score")
    centre, scale = float(scores.mean()), float(scores.std()) or 1.0
    standard = (scores - centre) / scale
    is_different = np.concatenate([np.zeros(len(mated)), np.ones(len(non_mated))])
    mated_weights, non_mated_weights = weights or (np.ones(len(mated)), np.ones(len(non_mated)))
    balanced = np.concatenate(
        [mated_weights / (2 * mated_weights.sum()), non_mated_weights / (2 * non_mated_weights.sum())]
    )
    effective = float(min(len(mated), len(non_mated)))
    intercept, slope = _logistic(standard, is_different, balanced, effective)
    slope = min(slope, 0.0)
    return LlrMap(intercept - slope * centre / scale, slope / scale, low, high)


def _logistic(scores: F64, labels: F64, weights: F64, effective: float) -> tuple[float, float]:
    """Return intercept and slope at the penalised maximum of the likelihood, by damped Newton steps."""
    design = np.stack([np.ones_like(scores), scores], axis=1)
    ridge = np.eye(2) / (_PRIOR_SPREAD**2 * effective)
    signs = np.where(labels > 0, 1.0, -1.0)

    def loss(parameters: F64) -> float:
        misfit = float((weights * np.logaddexp(0, -signs * (design @ parameters))).sum())
        return misfit + 0.5 * float(parameters @ ridge @ parameters)

    parameters = np.zeros(2)
    for _ in range(_NEWTON_STEPS):
        posterior = np.exp(-np.logaddexp(0, -(design @ parameters)))
        gradient = design.T @ (weights * (posterior - labels)) + ridge @ parameters
        curvature = (design * (weights * posterior * (1 - posterior))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        damping = 1.0
        while loss(parameters - damping * step) > loss(parameters) and damping > _SMALLEST_STEP:
            damping /= 2
        parameters = parameters - damping * step
        if float(np.abs(damping * step).max()) < _CONVERGED:
            break
    return float(parameters[0]), float(parameters[1])


def supported_llr(people: int) -> float:
    """Return the largest LLR, in nats, that data of so many people can support.

    Comparisons of one person are not independent of each other, so people are counted, not comparisons. With n people
    no rate below 1 / (n + 1) can be told from zero (Laplace's rule of succession).

    Raises:
        ValueError: `people` is below 1.
    """
    if people < 1:
        raise ValueError("an LLR needs at least one person")
    return float(np.log(people + 1))


def cllr(mated_llr: F64, non_mated_llr: F64) -> float:
    """Return the cost of LLRs in bits: 0 is perfect, 1 is what an LLR of always 0 costs, more is misleading.

    Args:
        mated_llr: (N,) LLRs, different over same, of comparisons of one person.
        non_mated_llr: (M,) LLRs of comparisons of different people.

    Source: Brummer and du Preez 2006, eq. 13.
    """
    same_cost = np.logaddexp(0, mated_llr).mean()
    different_cost = np.logaddexp(0, -non_mated_llr).mean()
    return float((same_cost + different_cost) / (2 * np.log(2)))


def best_cllr(mated: F64, non_mated: F64) -> float:
    """Return the Cllr that the best monotone map of these scores would have: what calibration cannot repair.

    Args:
        mated: (N,) scores, larger is more alike.
        non_mated: (M,) scores.

    Source: Brummer and du Preez 2006, section 7.1 (pool adjacent violators).
    """
    scores = np.concatenate([mated, non_mated])
    labels = np.concatenate([np.zeros(len(mated)), np.ones(len(non_mated))])
    share = np.concatenate([np.full(len(mated), 0.5 / len(mated)), np.full(len(non_mated), 0.5 / len(non_mated))])
    order = np.lexsort((-labels, -scores))
    posterior = np.empty(len(scores))
    posterior[order] = _pool_adjacent_violators(labels[order], share[order])
    cost_same = -np.log(np.maximum(1 - posterior[: len(mated)], 1e-300)).mean()
    cost_different = -np.log(np.maximum(posterior[len(mated) :], 1e-300)).mean()
    return float((cost_same + cost_different) / (2 * np.log(2)))


def _pool_adjacent_violators(values: F64, weights: F64) -> F64:
    """Return the rising step function nearest to `values` in weighted least squares."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, total, count = value, weight, 1
        while blocks and blocks[-1][0] >= mean:
            before, before_total, before_count = blocks.pop()
            mean = (mean * total + before * before_total) / (total + before_total)
            total, count = total + before_total, count + before_count
        blocks.append((mean, total, count))
    return np.repeat([block[0] for block in blocks], [block[2] for block in blocks])
