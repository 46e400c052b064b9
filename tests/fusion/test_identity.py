"""Comparing templates with cohort and calibration: sign, symmetry, operating points, and files that cannot be used."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from candor.domain.identity import Comparison, Template
from candor.errors import ConfigurationError, ModelError
from candor.fusion.identity import CohortComparator, DecisionRule, Outcome, calibration_path, load_comparator

CALIBRATION = """
schema = "candor.identity-calibration/1"
model = "toy"
version = "toy/1"
[origin]
data = "synthetic"
n = 500
operating_point = "none"
date = "2026-11-22"
[cohort]
file = "toy.npz"
sha256 = "{sha256}"
points = 500
dimensions = 8
top_k = 50
shrinkage = 0.5
seed = 1
groups = {{ all = 500 }}
[llr]
intercept = 3.0
slope = -1.5
low = -6.0
high = 5.0
[decision]
same_from_score = 3.0
different_below_score = 1.8
"""


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    path = calibration_path(tmp_path, "toy")
    path.parent.mkdir(parents=True)
    points = np.round(np.random.default_rng(1).normal(size=(500, 8)) * 30).astype(np.int8)
    np.savez_compressed(path.with_suffix(".npz"), points=points, step=1 / 30, centre=np.zeros(8, np.float32))
    digest = hashlib.sha256(path.with_suffix(".npz").read_bytes()).hexdigest()
    path.write_text(CALIBRATION.format(sha256=digest))
    return tmp_path


@pytest.fixture
def comparator(models_dir: Path) -> CohortComparator:
    return load_comparator(models_dir, "toy")


def _template(seed: int, noise: float = 0.0, model: str = "toy") -> Template:
    vector = np.random.default_rng(seed).normal(size=8)
    vector += noise * np.random.default_rng(seed + 1000).normal(size=8)
    return Template(model, vector.astype(np.float32), 1, 100.0)


def test_the_same_person_speaks_against_mismatch_and_a_stranger_for_it(comparator: CohortComparator) -> None:
    mated = comparator.compare(_template(1), _template(1, noise=0.05))
    non_mated = comparator.compare(_template(1), _template(2))

    assert mated.llr < 0 < non_mated.llr
    assert mated.score > non_mated.score
    assert (comparator.decide(mated), comparator.decide(non_mated)) == (Outcome.SAME, Outcome.DIFFERENT)


def test_the_order_of_the_two_does_not_matter(comparator: CohortComparator) -> None:
    there, back = comparator.compare(_template(1), _template(2)), comparator.compare(_template(2), _template(1))

    assert there.score == pytest.approx(back.score)


def test_no_statement_is_louder_than_the_calibration_allows(comparator: CohortComparator) -> None:
    far = Template("toy", np.full(8, 50, np.float32), 1, 100.0)

    assert comparator.compare(_template(1), _template(1)).llr >= -6.0
    assert comparator.compare(far, _template(1)).llr <= 5.0


def test_between_the_operating_points_nobody_can_tell() -> None:
    rule = DecisionRule(same_from_score=3.0, different_below_score=1.0)

    outcomes = [rule.decide(Comparison(score, 0.0)) for score in (0.99, 1.0, 2.99, 3.0)]

    assert outcomes == [Outcome.DIFFERENT, Outcome.CANT_TELL, Outcome.CANT_TELL, Outcome.SAME]


@pytest.mark.parametrize(
    "other",
    [
        _template(1, model="another"),
        Template("toy", np.zeros(9, np.float32), 1, 100.0),
        Template("toy", np.full(8, np.nan, np.float32), 1, 100.0),
    ],
)
def test_a_template_of_another_model_or_shape_is_refused(comparator: CohortComparator, other: Template) -> None:
    with pytest.raises(ModelError) as caught:
        comparator.compare(_template(1), other)

    assert caught.value.code == "template_of_other_model"


def test_a_missing_calibration_says_which_command_makes_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="candor calibrate FACES_DIR --model toy"):
        load_comparator(tmp_path, "toy")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('model = "toy"', 'model = "other"'),
        ("slope = -1.5", "slope = 1.5"),
        ("points = 500", "points = 501"),
        ("top_k = 50", "top_k = 501"),
        ("same_from_score = 3.0", "same_from_score = 0.0"),
        ('file = "toy.npz"', 'file = "../toy.npz"'),
        ('file = "toy.npz"', 'file = "gone.npz"'),
        ("[llr]", "[llr"),
        ("seed = 1", "seed = 1\nextra = 2"),
    ],
)
def test_a_calibration_that_was_altered_is_refused(models_dir: Path, old: str, new: str) -> None:
    path = calibration_path(models_dir, "toy")
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(ConfigurationError) as caught:
        load_comparator(models_dir, "toy")

    assert caught.value.code == "bad_identity_calibration"


def test_a_cohort_that_was_altered_is_refused(models_dir: Path) -> None:
    path = calibration_path(models_dir, "toy").with_suffix(".npz")
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(ConfigurationError, match="SHA-256"):
        load_comparator(models_dir, "toy")


def test_a_cohort_that_is_no_archive_is_refused_even_with_the_right_hash(models_dir: Path) -> None:
    path = calibration_path(models_dir, "toy")
    old = hashlib.sha256(path.with_suffix(".npz").read_bytes()).hexdigest()
    path.with_suffix(".npz").write_bytes(b"PK\x03\x04 not an archive")
    path.write_text(path.read_text().replace(old, hashlib.sha256(b"PK\x03\x04 not an archive").hexdigest()))

    with pytest.raises(ConfigurationError, match="cannot be used"):
        load_comparator(models_dir, "toy")


def test_a_reference_is_placed_in_the_crowd_once_however_often_it_is_compared(comparator: CohortComparator) -> None:
    reference, probes = _template(1), [_template(seed) for seed in range(2, 52)]

    for probe in probes:
        comparator.compare(reference, probe)

    assert comparator._placed.cache_info().misses == 1 + len(probes)
