"""How well does one subject tell attacks from bona fide sessions? Error rates at fixed BPCER, AUC, D-EER, Cllr.

Words and formulas as ISO/IEC 30107-3. Every threshold comes from the bona fide sessions of one part and is used on the
other part only; every interval resamples groups of people, never sessions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.evaluation.comparisons import Comparisons, Rate, measured_rate
from candor.evaluation.laboratory.scores import Played, Score, score
from candor.maths.detection_error import area_under_curve, equal_error_rate, threshold_at_fmr
from candor.maths.likelihood import best_cllr, cllr

F64 = NDArray[np.float64]
TARGETS: Final = (0.01, 0.05)
"""BPCER at which APCER is reported."""
ROUNDS: Final = 200
"""Of the bootstrap of AUC, D-EER and Cllr."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Operating:
    """Errors at thresholds that were set for one BPCER on the other part."""

    target: float
    bpcer: Rate
    """As measured; every bona fide session is judged with the threshold of the part that it is not in."""
    apcer: Mapping[str, Rate]
    """By species. A session about which nothing was said is an error."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One subject against one species. None: too few sessions were judged."""

    species: str
    n: int
    judged: int
    auc: Estimate | None
    """Of the raw score, its direction taken from the other part."""
    auc_llr: Estimate | None
    d_eer: Estimate | None
    cllr: Estimate | None
    cllr_min: Estimate | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A signal, a question, or all questions fused."""

    name: str
    judged_bona_fide: int
    n_bona_fide: int
    operating: tuple[Operating, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """Sessions of one kind with their scores."""

    scores: Sequence[Score]
    group: NDArray[np.intp]
    part: NDArray[np.intp]

    def peaks(self) -> F64:
        return np.array([one.peak for one in self.scores], dtype=np.float64)

    def of(self, which: NDArray[np.bool_]) -> _Scored:
        chosen = np.flatnonzero(which).tolist()
        return _Scored([self.scores[i] for i in chosen], self.group[chosen], self.part[chosen])

    def judged(self) -> _Scored:
        return self.of(np.array([one.median_llr is not None for one in self.scores], dtype=np.bool_))

    def values(self, of: Callable[[Score], float | None]) -> F64:
        return np.array([of(one) for one in self.scores], dtype=np.float64)


def measure(sessions: Sequence[Played], name: str, rng: np.random.Generator) -> Subject:
    """Return how one subject does on the sessions of one condition (both parts)."""
    groups = sorted({one.recorded.group for one in sessions})

    def scored(chosen: Sequence[Played]) -> _Scored:
        return _Scored(
            [score(one, name) for one in chosen],
            np.array([groups.index(one.recorded.group) for one in chosen], dtype=np.intp),
            np.array([one.recorded.part for one in chosen], dtype=np.intp),
        )

    bona_fide = scored([one for one in sessions if not one.recorded.is_attack])
    species = sorted({one.recorded.species for one in sessions if one.recorded.is_attack})
    attacks = {kind: scored([one for one in sessions if one.recorded.species == kind]) for kind in species}
    return Subject(
        name,
        len(bona_fide.judged().scores),
        len(bona_fide.scores),
        tuple(_operating(bona_fide, attacks, target, rng) for target in TARGETS),
        tuple(_cell(kind, own, bona_fide, rng) for kind, own in attacks.items()),
    )


def _operating(
    bona_fide: _Scored, attacks: Mapping[str, _Scored], target: float, rng: np.random.Generator
) -> Operating:
    thresholds = [_threshold(bona_fide.of(bona_fide.part == 1 - part).peaks(), target) for part in (0, 1)]

    def reached(scored: _Scored) -> NDArray[np.bool_]:
        return scored.peaks() >= np.array(thresholds)[scored.part]

    apcer = {kind: _rate(own, ~reached(own), rng) for kind, own in attacks.items()}
    return Operating(target, _rate(bona_fide, reached(bona_fide), rng), apcer)


def _threshold(bona_fide: F64, target: float) -> float:
    """Return the lowest LLR above 0 that at most `target` of these reach; without any session nothing reaches it."""
    if not len(bona_fide):
        return np.inf
    return max(threshold_at_fmr(bona_fide, target), float(np.nextafter(0.0, 1.0)))


def _rate(scored: _Scored, is_error: NDArray[np.bool_], rng: np.random.Generator) -> Rate:
    return measured_rate(Comparisons(scored.peaks(), scored.group, scored.group), is_error, rng)


def _cell(kind: str, attacks: _Scored, bona_fide: _Scored, rng: np.random.Generator) -> Cell:
    a, b = attacks.judged(), bona_fide.judged()
    if len(a.scores) < 2 or len(b.scores) < 2:
        return Cell(kind, len(attacks.scores), len(a.scores), None, None, None, None, None)
    llr_a, llr_b = (one.values(lambda score: score.median_llr) for one in (a, b))
    peak_a, peak_b = a.peaks(), b.peaks()
    raw_a, raw_b = _oriented(a, b)

    def estimate(statistic: Callable[[F64, F64], float], x: F64, y: F64) -> Estimate:
        return _bootstrap(statistic, (x, a.group), (y, b.group), rng)

    return Cell(
        kind,
        len(attacks.scores),
        len(a.scores),
        auc=estimate(area_under_curve, raw_a, raw_b),
        auc_llr=estimate(area_under_curve, peak_a, peak_b),
        d_eer=estimate(equal_error_rate, peak_a, peak_b),
        cllr=estimate(lambda x, y: cllr(y, x), llr_a, llr_b),
        cllr_min=estimate(lambda x, y: best_cllr(-y, -x), raw_a, raw_b),
    )


def _oriented(attacks: _Scored, bona_fide: _Scored) -> tuple[F64, F64]:
    """Return raw scores, larger for attacks as far as the *other* part shows; as they are when it shows nothing."""
    raw = [one.values(lambda score: score.median_raw) for one in (attacks, bona_fide)]
    signs = np.ones(2)
    for part in (0, 1):
        other = [values[one.part == 1 - part] for values, one in zip(raw, (attacks, bona_fide), strict=True)]
        if len(other[0]) and len(other[1]) and area_under_curve(*other) < 0.5:
            signs[part] = -1
    return raw[0] * signs[attacks.part], raw[1] * signs[bona_fide.part]


def _bootstrap(
    statistic: Callable[[F64, F64], float],
    attacks: tuple[F64, NDArray[np.intp]],
    bona_fide: tuple[F64, NDArray[np.intp]],
    rng: np.random.Generator,
) -> Estimate:
    """Return a statistic with its percentile interval under resampling of groups."""
    groups = np.unique(np.concatenate([attacks[1], bona_fide[1]]))
    members = {int(g): [values[group == g] for values, group in (attacks, bona_fide)] for g in groups}
    found: list[float] = []
    for _ in range(ROUNDS):
        drawn = rng.choice(groups, len(groups))
        x, y = (np.concatenate([members[int(g)][side] for g in drawn]) for side in (0, 1))
        if len(x) and len(y):
            found.append(statistic(x, y))
    value = statistic(attacks[0], bona_fide[0])
    low, high = np.quantile(found, [0.025, 0.975]) if found else (np.nan, np.nan)
    return Estimate(value, float(low), float(high))
