"""A calibration that was written down is the one that is read back."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from candor.domain.identity import Template
from candor.evaluation.calibration_files import Provenance, write_calibration
from candor.evaluation.identity_fit import Fitted, Recipe, fit, load_recipe
from candor.fusion.identity import calibration_path, load_comparator, read_calibration
from identity_builders import MODEL, RECIPE_FILE, made_up_faces, person_vector

PROVENANCE = Provenance(MODEL, 'made-up "people"\\', date(2026, 11, 22), "none of them lives")


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return load_recipe(RECIPE_FILE)


@pytest.fixture(scope="module")
def fitted(recipe: Recipe) -> Fitted:
    return fit(made_up_faces(), recipe)


def _write(tmp_path: Path, fitted: Fitted, recipe: Recipe) -> Path:
    return write_calibration(calibration_path(tmp_path, MODEL).parent, fitted, recipe, PROVENANCE)


def test_the_file_says_where_its_numbers_come_from(tmp_path: Path, fitted: Fitted, recipe: Recipe) -> None:
    path = _write(tmp_path, fitted, recipe)

    read = read_calibration(tmp_path, MODEL)
    assert path == calibration_path(tmp_path, MODEL)
    assert (read.origin.data, read.origin.n, read.origin.date) == ('made-up "people"\\', 80, "2026-11-22")
    assert read.cohort.groups == {"pool": 60, "apart": 20}
    assert "0.002" in read.origin.operating_point


def test_the_comparator_that_is_read_scores_as_the_one_that_was_fitted(
    tmp_path: Path, fitted: Fitted, recipe: Recipe
) -> None:
    _write(tmp_path, fitted, recipe)
    a, b = person_vector(1), person_vector(2)

    comparison = load_comparator(tmp_path, MODEL).compare(Template(MODEL, a, 1, 90.0), Template(MODEL, b, 1, 90.0))

    assert comparison.score == pytest.approx(float(fitted.cohort.scores(a[None], b[None])[0, 0]), abs=0.05)


def test_writing_twice_gives_equal_bytes(tmp_path: Path, fitted: Fitted, recipe: Recipe) -> None:
    first, second = (_write(tmp_path / name, fitted, recipe) for name in ("one", "two"))

    assert first.read_bytes() == second.read_bytes()
    assert first.with_suffix(".npz").read_bytes() == second.with_suffix(".npz").read_bytes()


def test_no_face_that_went_in_is_among_the_points(fitted: Fitted) -> None:
    faces = fitted.cohort.directions(made_up_faces().vectors)
    points = fitted.cohort.points / np.linalg.norm(fitted.cohort.points, axis=1, keepdims=True)

    assert (faces @ points.T).max() < 0.999
