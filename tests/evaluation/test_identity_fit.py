"""Calibration of made-up embeddings: people kept apart, groups protected, operating points where they belong."""

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from candor.errors import ConfigurationError, UsageError
from candor.evaluation.comparisons import split_comparisons
from candor.evaluation.identity_fit import (
    Recipe,
    cross_fitted_scores,
    deal_people,
    fit,
    fit_cohort,
    held_out_pairs,
    load_recipe,
)
from identity_builders import RECIPE_FILE, made_up_faces, smaller_recipe


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return smaller_recipe()


def test_the_parts_share_nobody_and_every_group_is_in_each() -> None:
    faces = made_up_faces()

    part = deal_people(faces, 5, seed=1)

    assert all(len(set(part[faces.person == person])) == 1 for person in np.unique(faces.person))
    assert all(set(part[faces.group == group]) == set(range(5)) for group in (0, 1))


def test_every_comparison_is_held_out_exactly_once() -> None:
    part = np.array([0, 0, 1, 2, 2, 1])
    counted = np.zeros((6, 6))

    for is_out, counts in held_out_pairs(part, 3):
        counted[np.ix_(np.flatnonzero(is_out), np.flatnonzero(is_out))] += counts

    assert (counted == 1).all()


def test_no_face_scores_itself_into_the_cohort(recipe: Recipe) -> None:
    """Changing one person's pictures changes no score between two others of that person's part."""
    faces = made_up_faces()
    part = deal_people(faces, recipe.fitting.parts, recipe.cohort.seed)
    changed = faces.vectors.copy()
    changed[faces.person == 0] += 50
    others = (part == part[0]) & (faces.person != 0)

    before = cross_fitted_scores(faces, recipe)[np.ix_(others, others)]
    after = cross_fitted_scores(replace(faces, vectors=changed), recipe)[np.ix_(others, others)]

    assert after == pytest.approx(before, abs=1e-3)


def test_the_worst_group_keeps_the_promised_rate_and_people_are_told_apart(recipe: Recipe) -> None:
    faces = made_up_faces()

    fitted = fit(faces, recipe)

    split = split_comparisons(cross_fitted_scores(faces, recipe), faces)
    for group in faces.groups:
        assert np.mean(split.non_mated[group].scores >= fitted.rule.same_from_score) <= 0.01
        assert np.mean(split.mated[group].scores >= fitted.rule.same_from_score) > 0.8
    assert fitted.rule.different_below_score <= fitted.rule.same_from_score
    assert fitted.llr_map.llr(-3.0) > 0 > fitted.llr_map.llr(12.0)
    assert fitted.people_by_group == {"pool": 60, "apart": 20}


def test_the_same_faces_and_recipe_give_the_same_calibration(recipe: Recipe) -> None:
    first, second = (fit(made_up_faces(), recipe) for _ in range(2))

    assert first.rule == second.rule
    assert first.llr_map == second.llr_map
    assert (first.cohort.points == second.cohort.points).all()


def test_a_group_of_two_people_draws_no_points_of_its_own(recipe: Recipe) -> None:
    crowdless = msgspec.structs.replace(recipe.cohort, crowds=0)

    assert len(fit_cohort(made_up_faces(group=2), crowdless).points) == 300


def test_too_few_people_are_refused_in_one_sentence(recipe: Recipe) -> None:
    with pytest.raises(UsageError, match="more are needed"):
        fit(made_up_faces(pool=3, group=2), recipe)


def test_people_with_one_picture_each_are_refused(recipe: Recipe) -> None:
    with pytest.raises(UsageError, match="two usable pictures"):
        fit(made_up_faces(pictures=1), recipe)


@pytest.mark.parametrize(
    ("old", "new"),
    [("candor.identity-recipe/1", "other/1"), ("shrinkage = 0.5", "shrinkage = 1.5"), ("parts = 5", "parts = ")],
)
def test_a_recipe_that_was_altered_is_refused(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "recipe.toml").write_text(RECIPE_FILE.read_text().replace(old, new, 1))

    with pytest.raises(ConfigurationError) as caught:
        load_recipe(tmp_path / "recipe.toml")

    assert caught.value.code == "bad_recipe"


def test_a_missing_recipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        load_recipe(tmp_path / "recipe.toml")
