"""How well does a score of clips tell swaps from their originals? Areas, intervals, and combinations of few scores.

A score is a number for each clip half. What is fitted is fitted with the group left out; the interval is a bootstrap
over groups.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
RIDGE, ROUNDS, GAIN = 0.02, 2000, 0.005
"""GAIN: what one more score must add to the area in the training groups to be taken."""


@dataclass(frozen=True)
class Clip:
    """One half of a paired clip, another swap, or a bona fide call."""

    name: str
    group: str
    is_swap: bool
    method: str
    looks: Mapping[str, np.ndarray]


def load(folder: Path) -> list[Clip]:
    """Read what looks.py wrote."""
    clips: list[Clip] = []
    for path in sorted(folder.glob("*.npz")):
        file = np.load(path)
        looks = {key: file[key] for key in file.files if file[key].ndim}
        clips.append(Clip(path.stem, str(file["group"]), str(file["label"]) == "fake", str(file["method"]), looks))
    return clips


def auc(low: F64, high: F64) -> float:
    """Return how often a value of `high` lies above one of `low`."""
    return float(((low[:, None] < high[None]) + 0.5 * (low[:, None] == high[None])).mean())


@dataclass(frozen=True)
class Pairs:
    """The paired clips: places of originals and swaps among all clips, pair by pair, and their groups."""

    real: NDArray[np.intp]
    fake: NDArray[np.intp]
    groups: NDArray[np.str_]

    @classmethod
    def of(cls, clips: Sequence[Clip]) -> Pairs:
        """Find them by name."""
        at = {clip.name: i for i, clip in enumerate(clips)}
        real = [i for name, i in at.items() if name.endswith(".real")]
        fake = [at[clips[i].name.removesuffix("real") + "fake"] for i in real]
        return cls(np.array(real), np.array(fake), np.array([clips[i].group for i in real]))

    def row(self, name: str, scores: F64, others: F64 | None = None) -> str:
        """Return a line of the table."""
        low, high = scores[self.real], scores[self.fake]
        a, b = np.percentile([auc(low[d], high[d]) for d in self._draws()], [2.5, 97.5])
        against = "" if others is None else f" | {auc(others, high):.2f}"
        return (
            f"| {name} | {auc(low, high):.3f} ({a:.2f} to {b:.2f}) | {int((high > low).sum())} of {len(low)}{against} |"
        )

    def gain(self, scores: F64, base: F64) -> str:
        """Return how much larger the area of `scores` is than that of `base`, on the same drawn groups."""
        (a, b), (c, d) = ((s[self.real], s[self.fake]) for s in (scores, base))
        draws = [auc(a[k], b[k]) - auc(c[k], d[k]) for k in self._draws()]
        low, high = np.percentile(draws, [2.5, 97.5])
        return (
            f"gain {auc(a, b) - auc(c, d):.3f} ({low:.2f} to {high:.2f}), above 0 in {np.mean(np.array(draws) > 0):.0%}"
        )

    def _draws(self) -> list[NDArray[np.intp]]:
        """Return places of pairs, for each round those of as many groups as there are."""
        rng, names = np.random.default_rng(0), np.unique(self.groups)
        members = [np.flatnonzero(self.groups == name) for name in names]
        return [np.concatenate([members[g] for g in rng.integers(0, len(names), len(names))]) for _ in range(ROUNDS)]


def logistic(x: F64, y: F64, weights: F64) -> tuple[F64, float]:
    """Return slopes and offset of a weighted logistic regression; RIDGE on slopes of unit spread."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    a = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    w, ridge = np.zeros(a.shape[1]), RIDGE * np.eye(a.shape[1])
    ridge[-1, -1] = 0.0
    for _ in range(25):
        p = 1 / (1 + np.exp(-a @ w))
        hessian = (a.T * (weights * p * (1 - p))) @ a + ridge + 1e-9 * np.eye(len(w))
        w = w - np.linalg.solve(hessian, a.T @ (weights * (p - y)) + ridge @ w)
    slopes = w[:-1] / spread
    return slopes, float(w[-1] - slopes @ mean)


def balanced(groups: NDArray[np.str_], y: F64) -> F64:
    """Return weights: each group by the root of its clips, both classes alike."""
    sizes = {g: int((groups == g).sum()) for g in np.unique(groups)}
    weights = np.array([sizes[g] ** -0.5 for g in groups])
    return np.where(y > 0, weights / weights[y > 0].sum(), weights / weights[y == 0].sum()) / 2


def left_out(x: F64, y: F64, groups: NDArray[np.str_]) -> F64:
    """Return log odds of every clip, from a fit without its group."""
    found = np.zeros(len(y))
    for group in np.unique(groups):
        rest = groups != group
        slopes, offset = logistic(x[rest], y[rest], balanced(groups[rest], y[rest]))
        found[~rest] = x[~rest] @ slopes + offset
    return found


def chosen(base: F64, pool: Mapping[str, F64], y: F64, groups: NDArray[np.str_], most: int) -> list[str]:
    """Return up to `most` names that help `base` (n,) most with groups left out, taken one by one."""
    taken: list[str] = []

    def area(names: Sequence[str]) -> float:
        found = left_out(np.column_stack([base, *(pool[name] for name in names)]), y, groups)
        return auc(found[y == 0], found[y > 0])

    best = area(taken)
    while len(taken) < most:
        value, name = max((area([*taken, name]), name) for name in pool if name not in taken)
        if value < best + GAIN:
            break
        best, taken = value, [*taken, name]
    return taken


def nested(
    base: F64, pool: Mapping[str, F64], y: F64, groups: NDArray[np.str_], most: int, tell: Callable[[str], None]
) -> F64:
    """Return log odds of every clip: scores are chosen and weighted without its group."""
    found = np.zeros(len(y))
    for group in np.unique(groups):
        rest = groups != group
        names = chosen(base[rest], {name: v[rest] for name, v in pool.items()}, y[rest], groups[rest], most)
        tell(f"without {group}: {', '.join(names) or 'none'}")
        x = np.column_stack([base, *(pool[name] for name in names)])
        slopes, offset = logistic(x[rest], y[rest], balanced(groups[rest], y[rest]))
        found[~rest] = x[~rest] @ slopes + offset
    return found
