"""Quantiles are numpy's own, of whole series and of stretches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.quantiles import quantile, quantiles_of_stretches

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@given(NUMBERS, st.floats(0.0, 1.0))
def test_a_quantile_is_that_of_numpy(values: list[float], share: float) -> None:
    assert quantile(np.array(values), share) == pytest.approx(float(np.quantile(values, share)), rel=1e-9, abs=1e-9)


@given(NUMBERS, st.integers(1, 12), st.floats(0.0, 1.0))
def test_each_stretch_has_the_quantile_of_its_own_values(values: list[float], reach: int, share: float) -> None:
    places = np.arange(len(values))
    first, end = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))

    found = quantiles_of_stretches(np.array(values), first, end, share)

    wanted = [np.quantile(values[a:b], share) for a, b in zip(first, end, strict=True)]
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9)
