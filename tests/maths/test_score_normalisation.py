"""AS-norm: what a crowd does to a comparison."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.score_normalisation import Similarity, crowd_statistics, normalised, similarities, unit_length


def _faces(seed: int, n: int, centre: float = 0.0, spread: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(centre, spread, (n, 16)).astype(np.float32)


def _scores(a: np.ndarray, b: np.ndarray, cohort: np.ndarray, kind: Similarity, k: int = 20) -> np.ndarray:
    crowds = [crowd_statistics(similarities(x, cohort, kind), k) for x in (a, b)]
    return normalised(similarities(a, b, kind), *crowds)


def test_distance_of_a_known_triangle_is_negated() -> None:
    found = similarities(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 0.0]]), Similarity.NEGATIVE_DISTANCE)

    assert found == pytest.approx(np.array([[-5.0, 0.0]]))


def test_cosine_ignores_length_and_survives_a_zero_vector() -> None:
    found = similarities(np.array([[2.0, 0.0]]), np.array([[9.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), Similarity.COSINE)

    assert found == pytest.approx(np.array([[1.0, 0.0, 0.0]]))
    assert np.linalg.norm(unit_length(_faces(0, 4)), axis=1) == pytest.approx(np.ones(4), abs=1e-6)


def test_strangers_of_a_crowded_group_score_no_higher_than_others() -> None:
    """A group squeezed to a third of the spread looks alike by distance, and no more so against its own crowd."""
    wide, narrow = _faces(1, 60), _faces(2, 60, centre=3.0, spread=1 / 3)
    cohort = np.concatenate([_faces(3, 2000), _faces(4, 400, centre=3.0, spread=1 / 3)])
    kind = Similarity.NEGATIVE_DISTANCE
    upper = np.triu_indices(60, 1)

    def narrow_fmr_at_one_percent_of_wide(scores: list[np.ndarray]) -> float:
        return float(np.mean(scores[1][upper] > np.quantile(scores[0][upper], 0.99)))

    raw = narrow_fmr_at_one_percent_of_wide([similarities(x, x, kind) for x in (wide, narrow)])
    scored = narrow_fmr_at_one_percent_of_wide([_scores(x, x, cohort, kind, k=100) for x in (wide, narrow)])

    assert raw > 0.9
    assert scored < 0.1


@pytest.mark.parametrize("kind", list(Similarity))
@given(seed=st.integers(0, 2**16))
def test_swapping_the_two_faces_changes_nothing(kind: Similarity, seed: int) -> None:
    a, b, cohort = _faces(seed, 3), _faces(seed + 1, 4), _faces(7, 100)

    assert _scores(a, b, cohort, kind) == pytest.approx(_scores(b, a, cohort, kind).T, abs=1e-6)


@given(top_k=st.integers(2, 100))
def test_a_neighbourhood_is_never_less_alike_when_it_is_smaller(top_k: int) -> None:
    faces, cohort = _faces(5, 6), _faces(6, 100)
    alike = similarities(faces, cohort, Similarity.COSINE)

    near, whole = crowd_statistics(alike, top_k), crowd_statistics(alike, 100)

    assert (near.mean >= whole.mean - 1e-9).all()


def test_a_cohort_without_spread_gives_finite_scores() -> None:
    cohort = np.ones((10, 16), np.float32)

    assert np.isfinite(_scores(_faces(1, 2), _faces(2, 2), cohort, Similarity.NEGATIVE_DISTANCE, k=5)).all()


@pytest.mark.parametrize("top_k", [0, 1, 11])
def test_a_neighbourhood_that_does_not_fit_the_cohort_is_refused(top_k: int) -> None:
    with pytest.raises(ValueError, match="top_k"):
        crowd_statistics(np.zeros((1, 10)), top_k)
