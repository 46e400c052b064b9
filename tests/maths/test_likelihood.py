"""Score-to-LLR maps: right on Gaussians with a known answer, never rising, never louder than the data."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.likelihood import LlrMap, best_cllr, cllr, fit_llr_map, supported_llr


def _scores(n: int = 20_000, mated: float = 2.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    return rng.normal(mated, 1, n), rng.normal(0, 1, n)


def test_map_of_two_gaussians_is_the_known_line() -> None:
    """N(0, 1) over N(2, 1): the log ratio of the densities is 2 - 2 s."""
    mated, non_mated = _scores()

    fitted = fit_llr_map(mated, non_mated, low=-9, high=9)

    assert fitted.slope == pytest.approx(-2.0, abs=0.06)
    assert fitted.intercept == pytest.approx(2.0, abs=0.06)
    assert fitted.llr(0.0) > 0 > fitted.llr(3.0)


def test_unequal_class_sizes_do_not_move_the_map() -> None:
    mated, non_mated = _scores()

    few = fit_llr_map(mated[:1000], non_mated, low=-9, high=9)

    assert few.llr(1.0) == pytest.approx(0.0, abs=0.15)


def test_a_comparison_of_weight_zero_does_not_count() -> None:
    mated, non_mated = _scores(500)
    spoilt = np.append(non_mated, 50.0)
    weights = (np.ones(500), np.append(np.ones(500), 0.0))

    assert fit_llr_map(mated, spoilt, weights, low=-9, high=9).llr(1) == pytest.approx(
        fit_llr_map(mated, non_mated, low=-9, high=9).llr(1), abs=0.01
    )


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=20), st.lists(st.floats(-50, 50), min_size=2, max_size=20))
def test_more_alike_never_speaks_more_for_different_people(mated: list[float], non_mated: list[float]) -> None:
    fitted = fit_llr_map(np.array(mated), np.array(non_mated), low=-3, high=3)

    values = fitted.llrs(np.linspace(-100, 100, 50))

    assert np.isfinite(values).all()
    assert (np.diff(values) <= 1e-12).all()
    assert (np.abs(values) <= 3).all()


def test_classes_that_do_not_overlap_give_a_finite_line() -> None:
    fitted = fit_llr_map(np.array([9.0, 10.0]), np.array([-1.0, 0.0]), low=-2, high=2)

    assert math.isfinite(fitted.slope)
    assert (fitted.llr(9.5), fitted.llr(-0.5)) == (-2, 2)


def test_one_score_and_many_give_the_same_llr() -> None:
    line = LlrMap(intercept=1.0, slope=-0.5, low=-2.0, high=2.0)

    assert (
        line.llrs(np.array([-9.0, 1.0, 99.0])).tolist() == [line.llr(s) for s in (-9.0, 1.0, 99.0)] == [2.0, 0.5, -2.0]
    )


@pytest.mark.parametrize("bad", [np.array([]), np.array([np.nan]), np.array([np.inf, 1.0])])
def test_no_scores_or_broken_scores_are_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="finite"):
        fit_llr_map(bad, np.zeros(3), low=-1, high=1)
    with pytest.raises(ValueError, match="finite"):
        fit_llr_map(np.zeros(3), bad, low=-1, high=1)


def test_a_constant_score_says_nothing() -> None:
    assert fit_llr_map(np.ones(5), np.ones(5), low=-1, high=1).llr(1.0) == pytest.approx(0.0, abs=1e-6)


def test_more_people_support_stronger_statements() -> None:
    assert supported_llr(1) == pytest.approx(math.log(2))
    assert supported_llr(999) == pytest.approx(math.log(1000))
    with pytest.raises(ValueError, match="person"):
        supported_llr(0)


def test_cllr_is_one_for_silence_and_zero_for_perfection() -> None:
    assert cllr(np.zeros(4), np.zeros(4)) == pytest.approx(1.0)
    assert cllr(np.full(4, -50.0), np.full(4, 50.0)) == pytest.approx(0.0, abs=1e-12)
    assert cllr(np.full(4, 5.0), np.full(4, -5.0)) > 1


def test_a_fitted_map_comes_near_the_best_possible_cost() -> None:
    mated, non_mated = _scores(5000)
    line = fit_llr_map(mated, non_mated, low=-9, high=9)

    reached, best = cllr(line.llrs(mated), line.llrs(non_mated)), best_cllr(mated, non_mated)

    assert best <= reached <= best + 0.02


def test_the_best_cost_knows_ties_and_separation() -> None:
    assert best_cllr(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == pytest.approx(0.0, abs=1e-9)
    assert best_cllr(np.array([1.0, 1.0]), np.array([1.0])) == pytest.approx(1.0)
