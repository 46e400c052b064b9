"""Does a measured series follow a secret code, or would any other code have fitted as well? An exact test.

The code was drawn uniformly from known codes and nobody who made the series knew it. Then the code and further codes
drawn alike are exchangeable, and the share of codes that fit at least as well as the true one is a p-value whatever the
noise is like: no model, no training. The search over lags is part of the statistic, so it costs nothing in honesty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class CodeFit:
    """How well the true code fits."""

    p: float
    """Share of codes that fit at least as well, the true one included: never 0."""
    z: float
    """Fit of the true code at its best lag, in standard deviations of other codes' fits at one lag."""
    lag: int
    """Index of the best lag."""
    sd: float
    """Standard deviation of the measured gain over the codes at one lag, in the unit of the series."""


def p_value(true: float, others: F64) -> float:
    """Return the permutation p-value of a statistic of which larger is more unusual.

    Source: Phipson and Smyth 2010, eq. 2: (b + 1) / (m + 1), which is valid for drawn permutations.
    """
    return (int(np.count_nonzero(others >= true)) + 1) / (len(others) + 1)


def chip_means(at_s: F64, values: F64, starts_s: F64, chip_s: float) -> F64:
    """Return the mean of a series over each chip, at each lag.

    Args:
        at_s: (T,) rising times of the series.
        values: (T, C) channels; rows with NaN are left out.
        starts_s: (L, N) when each chip starts, at each lag.
        chip_s: how long a chip lasts.

    Returns:
        (L, N, C); NaN where no value fell into a chip.
    """
    kept = np.isfinite(values).all(axis=1)
    at_s, values = at_s[kept], values[kept]
    sums = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    first, last = np.searchsorted(at_s, starts_s), np.searchsorted(at_s, starts_s + chip_s)
    count = (last - first)[..., None]
    total = sums[last] - sums[first]
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


def code_gains(means: F64, codes: Codes) -> F64:
    """Return how strongly each channel follows each code at each lag: half the difference between both colours.

    Args:
        means: (L, N, C) as `chip_means` gives them; chips without a value count for nothing.
        codes: (M, N) of -1 and 1.

    Returns:
        (M, L, C) in the unit of the series; least squares with a free level.
    """
    seen = np.isfinite(means[:, :, 0])
    filled = np.where(seen[..., None], means, 0.0)
    weights = seen.astype(np.float64)
    signs = codes.astype(np.float64)
    n = weights.sum(axis=1)  # (L,)
    level = filled.sum(axis=1) / np.maximum(n, 1)[:, None]  # (L, C)
    centred = (filled - level[:, None]) * weights[..., None]
    tilt = signs @ weights.T / np.maximum(n, 1)  # (M, L): mean of the code over the chips seen
    power = n - n * tilt**2
    lags, chips, channels = centred.shape
    along = signs @ centred.transpose(1, 0, 2).reshape(chips, lags * channels)
    return along.reshape(len(codes), lags, channels) / np.maximum(power, 1e-9)[..., None]


def fit_codes(gains: F64, direction: F64) -> tuple[F64, float]:
    """Return how well each code fits at each lag along an expected direction, by the matched filter of the noise.

    Args:
        gains: (M, L, C) as `code_gains` gives them.
        direction: (C,) the expected response to the code, up to its size.

    Returns:
        (M, L) in standard deviations, and the standard deviation of the gain along the direction.
    """
    channels = gains.shape[2]
    flat = gains.reshape(-1, channels)
    spread = flat.T @ flat / len(flat)
    spread += np.eye(channels) * max(1e-12, 1e-6 * float(np.trace(spread)))
    weights = np.linalg.solve(spread, direction)
    sd = 1 / float(np.sqrt(direction @ weights))
    return gains @ weights * sd, sd


def fit_code(means: F64, codes: Codes, direction: F64) -> CodeFit:
    """Return how well the first code fits against all others.

    Args:
        means: (L, N, C) as `chip_means` gives them.
        codes: (M, N); the first row is the true code, the others are drawn alike.
        direction: (C,) the expected response.
    """
    fits, sd = fit_codes(code_gains(means, codes), direction)
    best = fits.max(axis=1)
    lag = int(fits[0].argmax())
    return CodeFit(p_value(float(best[0]), best[1:]), float(best[0]), lag, sd)
