"""Another person spliced into a call."""

from __future__ import annotations

import numpy as np

from candor.evaluation.splices import spliced


def test_the_second_person_is_fitted_into_the_size_of_the_first_without_stretching() -> None:
    first = [np.full((90, 160, 3), 50, dtype=np.uint8)] * 3
    second = [np.full((100, 100, 3), 200, dtype=np.uint8)] * 2

    made = spliced(first, second)

    assert [rgb.shape for rgb in made] == [(90, 160, 3)] * 5
    shown = np.argwhere(made[-1][..., 0] == 200)
    assert (shown.max(0) - shown.min(0) + 1).tolist() == [90, 90]
    assert made[-1][0, 0, 0] == 0


def test_the_same_size_is_left_as_it_is() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (36, 64, 3), dtype=np.uint8)

    np.testing.assert_array_equal(spliced([rgb], [rgb])[1], rgb)
