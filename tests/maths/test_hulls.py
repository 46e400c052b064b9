"""Hulls: a square by construction, any points inside their own hull, and points that span nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from candor.maths.hulls import convex_hull, covered_share, grown, inside_hull

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10), (5, 5), (3, 7)], dtype=np.float32)


def test_the_hull_of_a_square_is_its_corners() -> None:
    assert {tuple(corner) for corner in convex_hull(SQUARE)} == {(0, 0), (10, 0), (10, 10), (0, 10)}


def test_what_lies_inside_is_told_from_what_lies_outside() -> None:
    assert inside_hull(np.array([(5, 5), (0, 0), (11, 5), (-1, -1)]), convex_hull(SQUARE)).tolist() == [
        True,
        True,
        False,
        False,
    ]


def test_half_a_square_is_covered_by_its_half() -> None:
    square = convex_hull(SQUARE)

    assert covered_share(square, square - [5, 0]) == pytest.approx(0.5, abs=0.03)
    assert covered_share(square, square - [20, 0]) == 0
    assert covered_share(square, grown(square, 1.5)) == 1


@settings(deadline=None)
@given(arrays(np.float64, st.tuples(st.integers(1, 30), st.just(2)), elements=st.integers(-50, 50).map(float)))
def test_all_points_lie_in_their_own_hull_or_span_none(points: np.ndarray) -> None:
    hull = convex_hull(points)

    assert len(hull) < 3 or inside_hull(points, hull).all()
    assert 0 <= covered_share(hull, hull) <= 1


@pytest.mark.parametrize("points", [np.zeros((1, 2)), np.zeros((5, 2)), np.array([(0, 0), (1, 1), (2, 2)])])
def test_what_spans_no_area_holds_and_covers_nothing(points: np.ndarray) -> None:
    hull = convex_hull(points)

    assert covered_share(hull, convex_hull(SQUARE)) in {0.0, 1.0}
    assert not inside_hull(np.array([(5.0, 5.0)]), hull).any()
