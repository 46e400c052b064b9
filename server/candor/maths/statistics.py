"""How sure can one be of a measured rate? Intervals for counts, and a bootstrap that resamples people.

Used by everything that prints an error rate: no number without n and an interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  # ships none

F64 = NDArray[np.float64]

_HALVINGS = 50
"""Bisection steps: finer than a double can tell."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; of a rate, both ends from 0 to 1."""

    low: float
    high: float


def wilson_interval(errors: int, trials: int, level: float = 0.95) -> Interval:
    """Return the Wilson score interval of errors out of independent trials; 0 to 1 when there are none.

    Source: Wilson, "Probable inference", JASA 1927.
    """
    _check_counts(errors, trials)
    if trials == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    rate = errors / trials
    centre = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def clopper_pearson_interval(errors: int, trials: int, level: float = 0.95) -> Interval:
    """Return the exact interval of errors out of independent trials; never too narrow. 0 to 1 when there are none.

    Source: Clopper and Pearson, Biometrika 1934.
    """
    _check_counts(errors, trials)
    tail = (1 - level) / 2
    low = _bisect(lambda rate: 1 - _binomial_cdf(errors - 1, trials, rate) < tail) if errors else 0.0
    high = _bisect(lambda rate: _binomial_cdf(errors, trials, rate) > tail) if errors < trials else 1.0
    return Interval(low, high)


def poisson_interval(events: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of how many events to expect in a stretch in which `events` were counted.

    Source: Garwood, "Fiducial limits for the Poisson distribution", Biometrika 1936.
    """
    if events < 0:
        raise ValueError(f"{events} events cannot be counted")
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return low, float(gammaincinv(events + 1, 1 - tail))


def _binomial_cdf(errors: int, trials: int, rate: float) -> float:
    """Return the chance of at most so many errors, for a rate strictly between 0 and 1."""
    counts = np.arange(errors + 1)
    log_factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, trials + 1)))])
    choices = log_factorials[trials] - log_factorials[counts] - log_factorials[trials - counts]
    return float(np.exp(choices + counts * math.log(rate) + (trials - counts) * math.log1p(-rate)).sum())


def _bisect(is_too_low: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_too_low(middle) else (low, middle)
    return (low + high) / 2


def _check_counts(errors: int, trials: int) -> None:
    if not 0 <= errors <= trials:
        raise ValueError(f"{errors} errors out of {trials} trials")


@dataclass(frozen=True, slots=True)
class PersonCounts:
    """Errors and trials between people. The diagonal holds comparisons of a person with himself or herself."""

    errors: F64
    """(P, P) upper triangular."""
    trials: F64
    """(P, P) upper triangular."""

    @property
    def rate(self) -> float:
        """Errors over trials; not a number when there were no trials."""
        total = float(self.trials.sum())
        return float(self.errors.sum()) / total if total else math.nan


def count_by_person(
    is_error: NDArray[np.bool_], person_a: NDArray[np.intp], person_b: NDArray[np.intp]
) -> PersonCounts:
    """Gather comparisons by the people they are between.

    Args:
        is_error: (N,) whether each comparison went wrong.
        person_a: (N,) index of the one person.
        person_b: (N,) index of the other person (the same in mated comparisons).
    """
    involved, index = np.unique(np.concatenate([person_a, person_b]), return_inverse=True)
    size = len(involved)
    first, second = index[: len(person_a)], index[len(person_a) :]
    cell = np.minimum(first, second) * size + np.maximum(first, second)
    trials = np.bincount(cell, minlength=size * size).astype(np.float64)
    errors = np.bincount(cell[is_error], minlength=size * size).astype(np.float64)
    return PersonCounts(errors.reshape(size, size), trials.reshape(size, size))


def bootstrap_rate(counts: PersonCounts, rng: np.random.Generator, rounds: int = 1000, level: float = 0.95) -> Interval:
    """Return the percentile interval of a rate under resampling of people, not comparisons.

    A person drawn twice brings all comparisons twice; a pair counts as often as both its people were drawn. A pair of
    one person with his or her own copy is never counted as non-mated. Without any error, or with errors only, the
    bootstrap sees no spread and the other end is that of the exact interval, with people as trials.

    Source: Bolle, Ratha and Pankanti, "Error analysis of pattern recognition systems: the subsets
        bootstrap", CVIU 2004.
    """
    people = len(counts.trials)
    if people == 0 or not counts.trials.any():
        return Interval(0.0, 1.0)
    if not counts.errors.any():
        return Interval(0.0, clopper_pearson_interval(0, people, level).high)
    if (counts.errors == counts.trials).all():
        return Interval(clopper_pearson_interval(people, people, level).low, 1.0)
    drawn = rng.multinomial(people, np.full(people, 1 / people), size=rounds).astype(np.float64)
    errors, trials = _resampled(counts.errors, drawn), _resampled(counts.trials, drawn)
    rates = errors[trials > 0] / trials[trials > 0]
    low, high = np.quantile(rates, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def _resampled(table: F64, drawn: F64) -> F64:
    within = np.diag(table)
    between = table - np.diag(within)
    return drawn @ within + np.einsum("rp,rp->r", drawn @ between, drawn)
