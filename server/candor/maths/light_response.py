"""How does the colour of skin follow the light of a screen? From mean colours of patches to a series free of nuisances.

Ratios of channels are used: exposure, which changes all channels alike, drops out, and so does how dark the skin is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Mask = NDArray[np.bool_]


def warmth(rgb: NDArray[np.floating], darkest: float, brightest: float) -> F64:
    """Return log(R / B) of mean colours: up in warm light, down in cool light, the same at any exposure.

    It is log(R / G) - log(B / G), the difference of both log-chroma channels: codes drive them against each other.

    Args:
        rgb: (..., 3) grey levels, 0 to 255; NaN where there is no colour.
        darkest: a channel below this is noise: its colour is left out.
        brightest: a channel above this is clipped: its colour is left out.

    Returns:
        (...) natural logarithm, NaN where left out.
    """
    value = np.asarray(rgb, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        good: Mask = np.asarray(np.all((value >= darkest) & (value <= brightest), axis=-1))
    logs = np.log(np.where(good[..., None], value, np.nan))
    return logs[..., 0] - logs[..., 2]


def mean_of(series: F64, at_least: int) -> F64:
    """Return (T,) the mean over patches of (T, P), NaN where fewer than `at_least` patches have a value."""
    good = np.isfinite(series)
    count = good.sum(axis=1)
    total = np.where(good, series, 0.0).sum(axis=1)
    return np.where(count >= at_least, total / np.maximum(count, 1), np.nan)


def steadiest(series: F64) -> F64:
    """Return (T,) the patch of (T, P) that changes least from frame to frame: the wall, not who moves in front of it.

    Only patches that are seen at least half as often as the one seen most count.
    """
    seen = np.isfinite(series).sum(axis=0)
    steps = np.abs(np.diff(series, axis=0))
    typical = [np.median(s[np.isfinite(s)]) if np.isfinite(s).any() else np.inf for s in steps.T]
    return series[:, int(np.argmin(np.where(2 * seen >= seen.max(), typical, np.inf)))]


def high_passed(at_s: F64, values: F64, width_s: float) -> F64:
    """Return a series without what changes slowly: its Gaussian moving average is subtracted.

    Args:
        at_s: (T,) times, in any spacing.
        values: (T, C); rows with NaN stay NaN and count for nothing.
        width_s: standard deviation of the Gaussian; frequencies below 0.13 / width_s are mostly gone.
    """
    good: Mask = np.asarray(np.all(np.isfinite(values), axis=1))
    weights = np.exp(-0.5 * ((at_s[:, None] - at_s) / width_s) ** 2) * good
    total = weights.sum(axis=1, keepdims=True)
    slow = np.divide(weights @ np.where(good[:, None], values, 0.0), total, out=np.zeros(values.shape), where=total > 0)
    return np.where(good[:, None], values - slow, np.nan)


def without(values: F64, nuisances: F64) -> F64:
    """Return what is left of a series when all that follows the nuisances is taken out (least squares).

    Args:
        values: (T,), high-passed; NaN stays NaN.
        nuisances: (T, K), high-passed; rows with NaN give NaN.
    """
    good: Mask = np.isfinite(values) & np.asarray(np.all(np.isfinite(nuisances), axis=1))
    left = np.full(values.shape, np.nan)
    if good.sum() <= 2 * nuisances.shape[1]:
        return left
    fitted, *_ = np.linalg.lstsq(nuisances[good], values[good], rcond=None)
    left[good] = values[good] - nuisances[good] @ fitted
    return left
