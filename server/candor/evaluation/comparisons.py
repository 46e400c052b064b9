"""Which comparisons do these faces allow, and how do they come out? Mated and non-mated, within groups and across.

Between scores and rates: a score matrix of all faces goes in, rates with intervals by person come out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.evaluation.face_folders import Faces
from candor.maths.statistics import Interval, bootstrap_rate, count_by_person

F64 = NDArray[np.float64]
ACROSS = "across groups"


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Scores of a set of comparisons, with who was compared."""

    scores: F64
    """(N,); larger is more alike."""
    person_a: NDArray[np.intp]
    person_b: NDArray[np.intp]

    def __len__(self) -> int:
        """Return how many comparisons there are."""
        return len(self.scores)

    @property
    def people(self) -> int:
        """How many people are involved."""
        return len(np.unique(np.concatenate([self.person_a, self.person_b])))

    def person_weights(self) -> F64:
        """Return (N,) weights that sum to 1 and let each first person count alike."""
        _, index, counts = np.unique(self.person_a, return_inverse=True, return_counts=True)
        return 1 / (counts[index] * len(counts))


@dataclass(frozen=True, slots=True)
class Rate:
    """A measured error rate. n counts comparisons, people are what the interval resamples."""

    rate: float
    interval: Interval
    errors: int
    n: int
    people: int


@dataclass(frozen=True, slots=True)
class Split:
    """All comparisons of a set of faces."""

    mated: dict[str, Comparisons]
    """By group."""
    non_mated: dict[str, Comparisons]
    """Both people of one group, by group; and ACROSS."""


def split_comparisons(scores: F64, faces: Faces) -> Split:
    """Sort the (N, N) scores of all faces against all faces into mated and non-mated, by group.

    Only the upper triangle is read; entries that are not a number were never compared and are left out.
    """
    first, second = np.triu_indices(len(faces.person), 1)
    values = scores[first, second]
    is_compared = np.isfinite(values)
    first, second, values = first[is_compared], second[is_compared], values[is_compared]
    everything = Comparisons(values, faces.person[first], faces.person[second])
    is_mated = everything.person_a == everything.person_b
    group_a, group_b = faces.group[first], faces.group[second]
    mated: dict[str, Comparisons] = {}
    non_mated: dict[str, Comparisons] = {}
    for index, name in enumerate(faces.groups):
        within = (group_a == index) & (group_b == index)
        mated[name] = _chosen(everything, within & is_mated)
        non_mated[name] = _chosen(everything, within & ~is_mated)
    if len(faces.groups) > 1:
        non_mated[ACROSS] = _chosen(everything, (group_a != group_b) & ~is_mated)
    return Split(mated, non_mated)


def _chosen(comparisons: Comparisons, which: NDArray[np.bool_]) -> Comparisons:
    return Comparisons(comparisons.scores[which], comparisons.person_a[which], comparisons.person_b[which])


def measured_rate(comparisons: Comparisons, is_error: NDArray[np.bool_], rng: np.random.Generator) -> Rate:
    """Return the share of comparisons that went wrong, with a 95 % interval by resampling people."""
    counts = count_by_person(is_error, comparisons.person_a, comparisons.person_b)
    interval = bootstrap_rate(counts, rng)
    return Rate(counts.rate, interval, int(is_error.sum()), len(comparisons), comparisons.people)
