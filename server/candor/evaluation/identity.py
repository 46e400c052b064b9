"""How well does a calibrated embedder tell people apart that it has never seen? Error rates by group, with intervals.

Behind `candor calibrate --report`. Everything that is measured here is measured on people who went neither into the
cohort nor into the map nor into the operating points: for every two parts of the people, the whole recipe is run anew
on the other parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.evaluation.comparisons import Comparisons, Rate, Split, measured_rate, split_comparisons
from candor.evaluation.face_folders import Faces
from candor.evaluation.identity_fit import Recipe, deal_people, fit, held_out_pairs
from candor.maths.detection_error import threshold_at_fmr
from candor.maths.likelihood import best_cllr, cllr
from candor.maths.score_normalisation import Similarity, similarities

F64 = NDArray[np.float64]

POOL_FMR = 1e-3
"""The contrast: plain distance with a threshold that looks strict on the pool alone."""


@dataclass(frozen=True, slots=True)
class GroupRates:
    """What happens to the comparisons of one group. A rate without comparisons is None."""

    group: str
    false_match: Rate | None
    """Non-mated comparisons called "same"."""
    false_non_match: Rate | None
    """Mated comparisons not called "same"."""
    false_different: Rate | None
    """Mated comparisons called "different"; the rest of the false non-matches are "can't tell"."""
    told_apart: Rate | None
    """Non-mated comparisons called "different"."""


@dataclass(frozen=True, slots=True)
class IdentityReport:
    """Measured error rates of one embedder."""

    model: str
    n_images: int
    n_people: int
    normalised: tuple[GroupRates, ...]
    """People never seen, of groups that were seen."""
    plain: tuple[GroupRates, ...]
    """The same comparisons by plain distance, threshold at POOL_FMR of the pool itself; no "different" there."""
    unseen_groups: tuple[GroupRates, ...]
    """Each group but the pool, with a calibration that was made without this group."""
    cllr: float
    """Cost of the LLRs in bits, groups weighted alike; 1 is silence."""
    best_cllr: float
    """What the best monotone map of the same scores would cost."""


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """(N, N) matrices over all faces, each entry by a calibration without both people."""

    above_same: F64
    """Score minus the operating point of "same"."""
    above_different: F64
    llr: F64


def measure_identity(faces: Faces, recipe: Recipe, rng: np.random.Generator) -> IdentityReport:
    """Run the recipe once per two parts of the people and measure on those parts; then once per group left out.

    Args:
        faces: at least two groups' worth of people with several pictures each make this meaningful.
        recipe: how calibrations are made.
        rng: of the bootstrap.

    Raises:
        UsageError: too few people or pictures.
    """
    held_out = _held_out(faces, recipe)
    same = split_comparisons(held_out.above_same, faces)
    different = split_comparisons(held_out.above_different, faces)
    llr = split_comparisons(held_out.llr, faces)
    costs = [
        (cllr(llr.mated[group].scores, llr.non_mated[group].scores), _best(llr, group))
        for group in faces.groups
        if len(llr.mated[group]) and len(llr.non_mated[group])
    ]
    return IdentityReport(
        model=faces.model,
        n_images=len(faces.person),
        n_people=len(np.unique(faces.person)),
        normalised=_by_group(same, different, rng),
        plain=_plain(faces, rng),
        unseen_groups=_unseen_groups(faces, recipe, rng),
        cllr=float(np.mean([cost for cost, _ in costs])),
        best_cllr=float(np.mean([best for _, best in costs])),
    )


def _best(llr: Split, group: str) -> float:
    return best_cllr(-llr.mated[group].scores, -llr.non_mated[group].scores)


def _held_out(faces: Faces, recipe: Recipe) -> _HeldOut:
    parts = recipe.fitting.parts
    part = deal_people(faces, parts, recipe.cohort.seed + 1)
    shape = (len(part), len(part))
    found = _HeldOut(np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan))
    for is_out, counts in held_out_pairs(part, parts):
        fitted = fit(faces.where(~is_out), recipe)
        scores = fitted.cohort.scores(faces.vectors[is_out], faces.vectors[is_out])
        block = np.ix_(np.flatnonzero(is_out), np.flatnonzero(is_out))
        for matrix, values in (
            (found.above_same, scores - fitted.rule.same_from_score),
            (found.above_different, scores - fitted.rule.different_below_score),
            (found.llr, fitted.llr_map.llrs(scores)),
        ):
            matrix[block] = np.where(counts, values, matrix[block])
    return found


def _by_group(same: Split, different: Split | None, rng: np.random.Generator) -> tuple[GroupRates, ...]:
    """Measure at score 0: both splits hold scores minus an operating point."""

    def rate(comparisons: Comparisons | None, is_below: bool) -> Rate | None:
        if comparisons is None or not len(comparisons):
            return None
        return measured_rate(comparisons, (comparisons.scores < 0) == is_below, rng)

    return tuple(
        GroupRates(
            group=group,
            false_match=rate(same.non_mated[group], is_below=False),
            false_non_match=rate(same.mated.get(group), is_below=True),
            false_different=rate(different.mated.get(group), is_below=True) if different else None,
            told_apart=rate(different.non_mated[group], is_below=True) if different else None,
        )
        for group in same.non_mated
    )


def _plain(faces: Faces, rng: np.random.Generator) -> tuple[GroupRates, ...]:
    distances = similarities(faces.vectors, faces.vectors, Similarity.NEGATIVE_DISTANCE)
    split = split_comparisons(distances, faces)
    threshold = threshold_at_fmr(split.non_mated[faces.groups[0]].scores, POOL_FMR)
    return _by_group(split_comparisons(distances - threshold, faces), None, rng)


def _unseen_groups(faces: Faces, recipe: Recipe, rng: np.random.Generator) -> tuple[GroupRates, ...]:
    """Calibrate without a group and measure on it: what a group meets that nobody thought of."""
    found: list[GroupRates] = []
    for index, name in enumerate(faces.groups[1:], start=1):
        fitted = fit(_without(faces, index), recipe)
        left_out = faces.where(faces.group == index)
        scores = fitted.cohort.scores(left_out.vectors, left_out.vectors)
        same = split_comparisons(scores - fitted.rule.same_from_score, left_out)
        different = split_comparisons(scores - fitted.rule.different_below_score, left_out)
        found += [rates for rates in _by_group(same, different, rng) if rates.group == name]
    return tuple(found)


def _without(faces: Faces, group: int) -> Faces:
    rest = faces.where(faces.group != group)
    groups = tuple(name for index, name in enumerate(faces.groups) if index != group)
    return Faces(rest.model, rest.vectors, rest.person, rest.group - (rest.group > group), groups)
