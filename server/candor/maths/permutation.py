"""Does a measured series follow a secret code, or would any other code have fitted as well? An exact test.

The code was drawn uniformly from known codes and nobody who made the series knew it. Then the code and further codes
drawn alike are exchangeable, and the share of codes that fit at least as well as the true one is a p-value whatever the
noise is like: no model, no training. The search over lags is part of the statistic, so it costs nothing in honesty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class CodeFit:
    """How well the true code fits a series."""

    p: float
    """Share of codes that fit at least as well, the true one included: never 0."""
    correlation: float
    """With the true code at its best lag, -1 to 1."""
    lag: int
    """Index of the best lag."""


@dataclass(frozen=True, slots=True)
class Gain:
    """How strongly a series follows a code at one lag."""

    value: float
    """Half the difference between both colours, in the unit of the series."""
    error: float
    """Standard error of it."""


def p_value(true: float, others: F64) -> float:
    """Return the permutation p-value of a statistic of which larger is more unusual.

    Source: Phipson and Smyth 2010, eq. 2: (b + 1) / (m + 1), which is valid for drawn permutations.
    """
    return (int(np.count_nonzero(others >= true)) + 1) / (len(others) + 1)


def chip_means(at_s: F64, values: F64, starts_s: F64, chip_s: float) -> F64:
    """Return the mean of a series over each chip, at each lag.

    Args:
        at_s: (T,) rising times of the series.
        values: (T,); NaN is left out.
        starts_s: (L, N) when each chip starts, at each lag.
        chip_s: how long a chip lasts.

    Returns:
        (L, N); NaN where no value fell into a chip.
    """
    kept = np.isfinite(values)
    at_s, values = at_s[kept], values[kept]
    sums = np.concatenate([[0.0], np.cumsum(values)])
    first, last = np.searchsorted(at_s, starts_s), np.searchsorted(at_s, starts_s + chip_s)
    count = last - first
    return np.divide(sums[last] - sums[first], count, out=np.full(count.shape, np.nan), where=count > 0)


@cache
def _drift_filter(chips: int, width: float) -> F64:
    """Return (N, N): takes a Gaussian moving average out of a row of chips, so that slow drift does not count."""
    place = np.arange(chips)
    weights = np.exp(-0.5 * ((place[:, None] - place) / width) ** 2)
    return np.eye(chips) - weights / weights.sum(axis=1, keepdims=True)


def without_drift(rows: F64, width: float) -> F64:
    """Return (..., N) rows of chips without what changes over more than about `width` chips; NaN counts as the mean."""
    with_mean = np.where(np.isfinite(rows), rows, _row_means(rows))
    return with_mean @ _drift_filter(rows.shape[-1], width).T


def _row_means(rows: F64) -> F64:
    seen = np.isfinite(rows)
    total = np.where(seen, rows, 0.0).sum(axis=-1, keepdims=True)
    return total / np.maximum(seen.sum(axis=-1, keepdims=True), 1)


def fit_code(means: F64, codes: Codes, width: float) -> CodeFit:
    """Return how well the first code fits against all others, each at its own best lag.

    Args:
        means: (L, N) as `chip_means` gives them.
        codes: (M, N) of -1 and 1; the first row is the true code, the others are drawn alike.
        width: of the drift filter, chips; it is applied to codes and series alike.
    """
    series, signs = without_drift(means, width), without_drift(codes.astype(np.float64), width)
    scale: F64 = np.sqrt((signs**2).sum(axis=1)[:, None] * (series**2).sum(axis=1))
    fits = np.divide(signs @ series.T, scale, out=np.zeros(scale.shape), where=scale > 1e-12)
    best = fits.max(axis=1)
    return CodeFit(p_value(float(best[0]), best[1:]), float(best[0]), int(fits[0].argmax()))


def gain_of(means: F64, code: Codes, width: float) -> Gain:
    """Return how strongly a row of chip means follows a code (least squares after the drift filter).

    Args:
        means: (N,), NaN where a chip has no value.
        code: (N,) of -1 and 1.
        width: of the drift filter, chips.
    """
    seen = np.isfinite(means)
    series = without_drift(means, width)[seen]
    signs = without_drift(code.astype(np.float64), width)[seen]
    if len(series) < 3:
        return Gain(0.0, np.inf)
    power = float(signs @ signs)
    value = float(signs @ series) / power
    left = series - value * signs
    return Gain(value, float(np.sqrt(left @ left / (len(series) - 1) / power)))
