"""Where does a threshold put the two kinds of error? False match and false non-match rates and their trade-off.

Used when operating points are chosen and reported. A comparison matches when its score reaches the threshold.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]


def false_match_rate(non_mated: F64, threshold: float) -> float:
    """Return the share of non-mated comparisons that match (ISO/IEC 19795-1); not a number without comparisons."""
    return float(np.mean(non_mated >= threshold)) if len(non_mated) else math.nan


def false_non_match_rate(mated: F64, threshold: float) -> float:
    """Return the share of mated comparisons that do not match (ISO/IEC 19795-1); not a number without comparisons."""
    return float(np.mean(mated < threshold)) if len(mated) else math.nan


def threshold_at_fmr(non_mated: F64, target: float) -> float:
    """Return the lowest threshold at which at most `target` of the non-mated comparisons match.

    Args:
        non_mated: (N,) scores, larger is more alike, N >= 1.
        target: false match rate, 0 to 1.

    Raises:
        ValueError: there are no scores, or the target is not a rate.
    """
    if not len(non_mated) or not 0 <= target <= 1:
        raise ValueError("a threshold needs scores and a rate from 0 to 1")
    falling = np.sort(non_mated)[::-1]
    allowed = math.floor(target * len(falling) + 1e-9)
    if allowed >= len(falling):
        return float(falling[-1])
    return float(np.nextafter(falling[allowed], np.inf))


def threshold_at_fnmr(mated: F64, target: float) -> float:
    """Return the highest threshold at which at most `target` of the mated comparisons do not match.

    Args:
        mated: (N,) scores, larger is more alike, N >= 1.
        target: false non-match rate, 0 to 1.

    Raises:
        ValueError: there are no scores, or the target is not a rate.
    """
    if not len(mated) or not 0 <= target <= 1:
        raise ValueError("a threshold needs scores and a rate from 0 to 1")
    rising = np.sort(mated)
    allowed = min(math.floor(target * len(rising) + 1e-9), len(rising) - 1)
    return float(rising[allowed])


def equal_error_rate(mated: F64, non_mated: F64) -> float:
    """Return the error rate at the threshold where both kinds of error are nearest to each other.

    Raises:
        ValueError: a class is empty.
    """
    if not len(mated) or not len(non_mated):
        raise ValueError("both classes need at least one score")
    thresholds = np.unique(np.concatenate([mated, non_mated]))
    fnmr = np.searchsorted(np.sort(mated), thresholds, side="left") / len(mated)
    fmr = 1 - np.searchsorted(np.sort(non_mated), thresholds, side="left") / len(non_mated)
    nearest = int(np.argmin(np.abs(fnmr - fmr)))
    return float((fnmr[nearest] + fmr[nearest]) / 2)


def area_under_curve(positive: F64, negative: F64) -> float:
    """Return the chance that a positive has a larger score than a negative; ties count half (Mann-Whitney).

    Raises:
        ValueError: a class is empty.
    """
    if not len(positive) or not len(negative):
        raise ValueError("both classes need at least one score")
    rising = np.sort(negative)
    below = np.searchsorted(rising, positive, side="left") + np.searchsorted(rising, positive, side="right")
    return float(below.mean() / (2 * len(negative)))


def error_trade_off(positive: F64, negative: F64) -> tuple[F64, F64]:
    """Return the two error rates at every threshold, for a DET curve (Martin et al. 1997).

    Args:
        positive: (N,) scores that should reach the threshold, N >= 1.
        negative: (M,) scores that should not, M >= 1.

    Returns:
        (K,) share of the negatives that reach it, falling; (K,) share of the positives that do not, rising.
    """
    thresholds = np.append(np.unique(np.concatenate([positive, negative])), np.inf)
    false_positive = 1 - np.searchsorted(np.sort(negative), thresholds, side="left") / len(negative)
    false_negative = np.searchsorted(np.sort(positive), thresholds, side="left") / len(positive)
    return false_positive, false_negative
