"""Measuring on people never seen: counts, honesty, and the contrast with plain distance."""

import numpy as np
import pytest

from candor.evaluation.comparisons import ACROSS
from candor.evaluation.identity import IdentityReport, measure_identity
from identity_builders import made_up_faces, smaller_recipe


@pytest.fixture(scope="module")
def report() -> IdentityReport:
    return measure_identity(made_up_faces(pool=60, group=24), smaller_recipe(), np.random.default_rng(1))


def test_every_comparison_of_every_group_is_counted(report: IdentityReport) -> None:
    counted = {row.group: row for row in report.normalised}

    assert list(counted) == ["pool", "apart", ACROSS]
    assert counted["pool"].false_match is not None
    assert counted["pool"].false_match.n == 60 * 59 // 2 * 9
    assert counted["apart"].false_non_match is not None
    assert counted["apart"].false_non_match.n == 24 * 3
    assert counted[ACROSS].false_non_match is None


def test_a_group_that_lies_close_together_is_protected_by_the_cohort_and_not_by_distance(
    report: IdentityReport,
) -> None:
    normalised = next(row for row in report.normalised if row.group == "apart").false_match
    plain = next(row for row in report.plain if row.group == "apart").false_match

    assert normalised is not None
    assert plain is not None
    assert plain.rate > 0.3
    assert normalised.rate < 0.05


def test_a_group_is_measured_with_a_calibration_that_never_saw_it(report: IdentityReport) -> None:
    assert [row.group for row in report.unseen_groups] == ["apart"]
    assert report.unseen_groups[0].told_apart is not None


def test_the_llrs_cost_less_than_silence_and_not_less_than_the_best_map(report: IdentityReport) -> None:
    assert report.best_cllr <= report.cllr < 1
