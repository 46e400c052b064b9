"""How does evidence add up over time? Wald's bounds, the CUSUM step, decay and the discount for correlated windows.

Pure functions on numbers; fusion/evidence.py applies them to signals.
"""

from __future__ import annotations

import math


def wald_bounds(miss_rate: float, false_alarm_rate: float) -> tuple[float, float]:
    """Return (accept, reject) bounds of the sequential probability ratio test, natural log.

    Args:
        miss_rate: beta, the accepted share of attacks that go unnoticed, in (0, 1).
        false_alarm_rate: alpha, the accepted share of bona fide sessions that alarm, in (0, 1).

    Source: Wald 1945, eq. 3.24: A = (1 - beta) / alpha, B = beta / (1 - alpha).
    """
    return math.log(miss_rate / (1 - false_alarm_rate)), math.log((1 - miss_rate) / false_alarm_rate)


def correlation_discount(lag1: float) -> float:
    """Return the share of an LLR that is new when consecutive windows correlate with `lag1` in [0, 1).

    The effective number of independent values among n of a first-order autoregressive series is n (1 - r) / (1 + r).

    Source: Bayley and Hammersley 1946.
    """
    r = min(max(lag1, 0.0), 1.0)
    return (1 - r) / (1 + r)


def cusum_step(evidence: float, increment: float, floor: float, ceiling: float) -> float:
    """Return the evidence after one more independent increment, held between floor and ceiling.

    With floor 0 this is Page's test; a floor at the accept bound lets reassurance show without delaying an alarm by
    more than that bound.

    Source: Page 1954, eq. 1.
    """
    return min(max(evidence + increment, floor), ceiling)


def follow(evidence: float, newest: float, elapsed_s: float, time_constant_s: float) -> float:
    """Return the evidence after moving towards `newest` for `elapsed_s` as a first-order lag."""
    share = 1.0 - math.exp(-max(elapsed_s, 0.0) / time_constant_s)
    return evidence + (newest - evidence) * share


def decay(evidence: float, elapsed_s: float, half_life_s: float) -> float:
    """Return what is left of evidence after `elapsed_s` without anything new."""
    return evidence * 0.5 ** (max(elapsed_s, 0.0) / half_life_s)
