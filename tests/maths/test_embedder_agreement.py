"""Agreement of two embedders: the same drift, unrelated drift, no drift, and what must not matter."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.embedder_agreement import drift_agreement


def drift(rng: np.random.Generator, looks: int, dimensions: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return 5.0 + rng.normal(0, 1, (looks, dimensions))


def test_the_same_drift_in_two_spaces_agrees() -> None:
    rng = np.random.default_rng(0)
    movement = rng.normal(0, 1, (12, 2))
    first, second = (10 + movement @ rng.normal(0, 1, (2, d)) for d in (128, 256))

    assert drift_agreement(first, second) > 0.8


def test_noise_of_their_own_makes_them_disagree() -> None:
    rng = np.random.default_rng(1)
    values = [drift_agreement(drift(rng, 12, 128), drift(rng, 12, 256)) for _ in range(30)]

    assert abs(float(np.mean(values))) < 0.1


def test_a_face_that_does_not_move_says_nothing() -> None:
    assert drift_agreement(np.ones((6, 128)), drift(np.random.default_rng(2), 6, 256)) == 0.0


@given(st.integers(0, 1000), st.integers(4, 20), st.floats(0.1, 50.0))
def test_neither_order_nor_scale_of_an_embedding_matters(seed: int, looks: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    first, second = drift(rng, looks, 8), drift(rng, looks, 16)
    order = rng.permutation(looks)

    value = drift_agreement(first, second)

    assert -1.0 - 1e-9 <= value <= 1.0 + 1e-9
    assert abs(drift_agreement(scale * first[order], second[order]) - value) < 1e-6
    assert abs(drift_agreement(second, first) - value) < 1e-9
