"""How is an embedder calibrated? Cohort, score-to-LLR map and operating points from faces of known people.

The heart of `candor calibrate`. No comparison is ever scored by a cohort that one of its two people went into: people
are dealt into parts, and each comparison is scored by a cohort of the parts that hold neither of the two.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from candor.errors import ConfigurationError, UsageError
from candor.evaluation.comparisons import Comparisons, Split, split_comparisons
from candor.evaluation.face_folders import Faces
from candor.fusion.identity import Cohort, DecisionRule
from candor.maths.detection_error import threshold_at_fmr, threshold_at_fnmr
from candor.maths.likelihood import LlrMap, fit_llr_map, supported_llr
from candor.maths.score_normalisation import unit_length
from candor.maths.synthetic_cohort import draw_cohort, find_crowds

F64 = NDArray[np.float64]
RECIPE_SCHEMA = "candor.identity-recipe/1"
_FEWEST_PEOPLE = 4
"""A group of fewer people than this in any part has no covariance worth drawing from."""

_SMALLEST_CROWD = 12
"""A crowd is not drawn from fewer people: its points would lie close to theirs."""

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class CohortRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the crowd is drawn."""

    pool_points: Annotated[int, msgspec.Meta(ge=10)]
    group_points: Annotated[int, msgspec.Meta(ge=10)]
    crowds: Annotated[int, msgspec.Meta(ge=0)]
    crowd_points: Annotated[int, msgspec.Meta(ge=10)]
    shrinkage: Share
    neighbourhood: Share
    seed: int


class DecisionRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the operating points are put."""

    false_match_rate: Share
    false_different_rate: Share


class FittingRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How people are kept apart."""

    parts: Annotated[int, msgspec.Meta(ge=3, le=20)]
    distrusted: Share


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """models/calibration/identity/recipe.toml."""

    schema: str
    origin: dict[str, str | int]
    cohort: CohortRecipe
    decision: DecisionRecipe
    fitting: FittingRecipe


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration in memory."""

    cohort: Cohort
    llr_map: LlrMap
    rule: DecisionRule
    people: int
    people_by_group: dict[str, int]


def load_recipe(path: Path) -> Recipe:
    """Read the recipe.

    Raises:
        ConfigurationError: it is missing or cannot be used.
    """
    try:
        recipe = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Recipe)
    except (OSError, msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError("bad_recipe", f"{path.name} cannot be used: {error}. Please restore it.") from error
    if recipe.schema != RECIPE_SCHEMA:
        raise ConfigurationError("bad_recipe", f"{path.name} is no {RECIPE_SCHEMA}. Please restore it.")
    return recipe


def fit_cohort(faces: Faces, recipe: CohortRecipe) -> Cohort:
    """Draw the crowd for these faces, one face a person.

    Raises:
        UsageError: the pool has too few people.
    """
    once = faces.where(_first_of_each(faces.person))
    groups = [once.vectors[once.group == index] for index in range(len(faces.groups))]
    if len(groups[0]) < _FEWEST_PEOPLE:
        sentence = f"The group {faces.groups[0]} has {len(groups[0])} people with a usable picture; more are needed."
        raise UsageError("too_few_people", sentence)
    centre = groups[0].mean(axis=0, dtype=np.float64).astype(np.float32)
    rng = np.random.default_rng(recipe.seed)
    directions = [unit_length(group - centre) for group in groups if len(group) >= _FEWEST_PEOPLE]
    crowds = _crowds(directions[0], recipe.crowds, rng)
    sizes = [recipe.pool_points, *[recipe.group_points] * (len(directions) - 1), *[recipe.crowd_points] * len(crowds)]
    points = draw_cohort([*directions, *crowds], sizes, recipe.shrinkage, rng)
    top_k = max(2, round(recipe.neighbourhood * len(points)))
    return Cohort(centre, points.astype(np.float32), top_k)


def _crowds(pool: NDArray[np.float32], crowds: int, rng: np.random.Generator) -> list[NDArray[np.float32]]:
    """Return the pool's crowds that are large enough to have a spread."""
    if crowds == 0:
        return []
    label = find_crowds(pool, crowds, rng)
    return [pool[label == index] for index in range(crowds) if np.sum(label == index) >= _SMALLEST_CROWD]


def _first_of_each(person: NDArray[np.intp]) -> NDArray[np.bool_]:
    chosen = np.zeros(len(person), dtype=np.bool_)
    chosen[np.unique(person, return_index=True)[1]] = True
    return chosen


def deal_people(faces: Faces, parts: int, seed: int) -> NDArray[np.intp]:
    """Return (N,) the part of each face: people of every group are dealt round after shuffling."""
    rng = np.random.default_rng(seed)
    part_of = np.zeros(int(faces.person.max()) + 1, dtype=np.intp)
    for index in range(len(faces.groups)):
        people = np.unique(faces.person[faces.group == index])
        part_of[rng.permutation(people)] = np.arange(len(people)) % parts
    return part_of[faces.person]


def held_out_pairs(part: NDArray[np.intp], parts: int) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Yield (which faces are held out, which (M, M) comparisons among them count) for every two parts.

    Over all of them each comparison counts exactly once, and never together with a face of its people's parts.
    """
    for one, other in combinations_with_replacement(range(parts), 2):
        is_out = (part == one) | (part == other)
        inside = part[is_out]
        if one == other:
            yield is_out, np.ones((len(inside), len(inside)), dtype=np.bool_)
        else:
            yield is_out, inside[:, None] != inside[None]


def cross_fitted_scores(faces: Faces, recipe: Recipe) -> F64:
    """Return the (N, N) scores of all faces, each by a cohort that holds neither of its two people.

    Raises:
        UsageError: there are too few people.
    """
    parts = recipe.fitting.parts
    part = deal_people(faces, parts, recipe.cohort.seed)
    scores = np.full((len(part), len(part)), np.nan)
    for is_out, counts in held_out_pairs(part, parts):
        cohort = fit_cohort(faces.where(~is_out), recipe.cohort)
        vectors = faces.vectors[is_out]
        block = np.ix_(np.flatnonzero(is_out), np.flatnonzero(is_out))
        scores[block] = np.where(counts, cohort.scores(vectors, vectors), scores[block])
    return scores


def fit(faces: Faces, recipe: Recipe) -> Fitted:
    """Calibrate: a cohort of all faces; map and operating points from scores by cohorts without the people compared.

    Raises:
        UsageError: too few people, or nobody with two pictures.
    """
    split = split_comparisons(cross_fitted_scores(faces, recipe), faces)
    if not any(len(mated) for mated in split.mated.values()):
        sentence = "Nobody has two usable pictures. Give at least two pictures of many people."
        raise UsageError("nobody_twice", sentence)
    by_group = {name: len(np.unique(faces.person[faces.group == index])) for index, name in enumerate(faces.groups)}
    return Fitted(
        fit_cohort(faces, recipe.cohort),
        fit_map(split, recipe.fitting.distrusted),
        operating_points(split, recipe.decision),
        sum(by_group.values()),
        by_group,
    )


def fit_map(split: Split, distrusted: float) -> LlrMap:
    """Fit the score-to-LLR map; every group counts alike, and within it every person.

    Args:
        split: cross-fitted comparisons.
        distrusted: share of the lowest mated scores of each group that are wrong labels or boxes rather than faces.
    """
    mated = [_without_gross_errors(c, distrusted) for c in split.mated.values() if len(c)]
    non_mated = [c for name, c in split.non_mated.items() if len(c) and name in split.mated]
    return fit_llr_map(
        np.concatenate([c.scores for c in mated]),
        np.concatenate([c.scores for c in non_mated]),
        (_weights(mated), _weights(non_mated)),
        low=-supported_llr(_people(non_mated)),
        high=supported_llr(_people(mated)),
    )


def _without_gross_errors(mated: Comparisons, distrusted: float) -> Comparisons:
    lowest = threshold_at_fnmr(mated.scores, distrusted)
    return Comparisons(np.maximum(mated.scores, lowest), mated.person_a, mated.person_b)


def _weights(parts: list[Comparisons]) -> F64:
    return np.concatenate([part.person_weights() for part in parts])


def _people(parts: list[Comparisons]) -> int:
    return sum(part.people for part in parts)


def operating_points(split: Split, recipe: DecisionRecipe) -> DecisionRule:
    """Put "same" where the worst group still keeps the false match rate, and "different" likewise.

    Groups with too few comparisons to see such a rate do not vote.
    """
    seen = [c.scores for c in split.non_mated.values() if len(c) * recipe.false_match_rate >= 1]
    everything = np.concatenate([c.scores for c in split.non_mated.values()])
    same_from = max(threshold_at_fmr(scores, recipe.false_match_rate) for scores in seen or [everything])
    mated = [c.scores for c in split.mated.values() if len(c) * recipe.false_different_rate >= 1]
    pooled = np.concatenate([c.scores for c in split.mated.values()])
    below = min(threshold_at_fnmr(scores, recipe.false_different_rate) for scores in mated or [pooled])
    return DecisionRule(same_from_score=same_from, different_below_score=min(below, same_from))
