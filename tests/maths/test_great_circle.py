"""Distances on a sphere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.great_circle import EARTH_RADIUS_KM, distance_km

PLACE = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [((0, 0), (0, 0), 0), ((0, 0), (0, 180), math.pi * EARTH_RADIUS_KM), ((48.857, 2.352), (52.520, 13.405), 878)],
)
def test_known_distances(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance_km(a, b) == pytest.approx(km, rel=0.005, abs=0.001)


@given(PLACE, PLACE)
def test_it_is_the_same_both_ways_and_never_more_than_half_round(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert 0 <= distance_km(a, b) <= math.pi * EARTH_RADIUS_KM + 1e-6
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
