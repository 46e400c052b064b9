"""Where a piece has been before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.sliding_match import column_correlations, distances_at, local_minima, resample, sliding_distance

RNG = np.random.default_rng(3)
HISTORY = RNG.normal(size=(60, 5))


@pytest.mark.parametrize("backward", [False, True])
def test_the_place_of_a_hidden_piece_has_distance_zero(backward: bool) -> None:
    piece = HISTORY[20:30][::-1] if backward else HISTORY[20:30]

    distances = sliding_distance(piece, HISTORY, backward=backward)

    assert distances.shape == (51,)
    assert distances.argmin() == 20
    assert distances[20] == pytest.approx(0.0, abs=1e-9)


@given(st.integers(1, 12), st.integers(0, 40), st.integers(0, 1000))
def test_distances_equal_the_plain_definition(n: int, extra: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    piece, history = rng.normal(size=(n, 3)), rng.normal(size=(n + extra, 3))

    plain = [((piece - history[k : k + n]) ** 2).mean() for k in range(extra + 1)]

    np.testing.assert_allclose(sliding_distance(piece, history), plain, atol=1e-9)


@given(st.integers(1, 8), st.integers(1, 20), st.integers(0, 1000))
def test_distances_at_times_are_those_to_the_resampled_series(n: int, frames: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    piece, values = rng.normal(size=(n, 6)), rng.normal(size=(frames, 6))
    times_s, at_s = np.cumsum(rng.uniform(0.05, 0.2, frames)), rng.uniform(-0.5, 3.0, (4, n))

    found = distances_at(piece, times_s, values, at_s)

    plain = [((piece - resample(times_s, values, lag_s)) ** 2).mean(1) for lag_s in at_s]
    np.testing.assert_allclose(found, plain, atol=1e-9)


def test_resampling_is_linear_and_constant_beyond_the_ends() -> None:
    times_s, values = np.array([0.0, 1.0, 3.0]), np.array([[0.0], [10.0], [30.0]])

    np.testing.assert_allclose(resample(times_s, values, np.array([2.0, -5.0, 9.0, 0.5]))[:, 0], [20, 0, 30, 5])
    np.testing.assert_allclose(resample(times_s[:1], values[:1], np.array([4.0, 5.0]))[:, 0], [0, 0])


def test_minima_come_lowest_first() -> None:
    assert local_minima(np.array([5.0, 1.0, 4.0, 0.5, 3.0, 2.0]), 2) == [3, 1]
    assert local_minima(np.array([2.0]), 3) == [0]
    assert local_minima(np.array([]), 3) == []


def test_correlations_are_one_for_scaled_and_zero_for_constant_columns() -> None:
    a = np.column_stack([np.arange(9.0), np.arange(9.0), np.full(9, 4.0)])
    b = np.column_stack([3 * np.arange(9.0) + 1, -np.arange(9.0), np.arange(9.0)])

    np.testing.assert_allclose(column_correlations(a, b), [1, -1, 0], atol=1e-12)
