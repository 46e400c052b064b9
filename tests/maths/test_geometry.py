"""Overlap, distance and similarity transforms of boxes and points."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.geometry import bounding_box, centre_distance, intersection_over_union, two_point_similarity


def box(*xyxy: float) -> np.ndarray:
    return np.array([xyxy], dtype=np.float32)


def test_half_overlapping_boxes_share_a_third() -> None:
    assert np.isclose(intersection_over_union(box(0, 0, 10, 10), box(5, 0, 15, 10))[0, 0], 1 / 3)


def test_boxes_that_touch_do_not_overlap() -> None:
    assert intersection_over_union(box(0, 0, 10, 10), box(10, 0, 20, 10))[0, 0] == 0


def test_empty_boxes_overlap_nothing_and_are_infinitely_far() -> None:
    empty = box(3, 3, 3, 3)
    assert intersection_over_union(empty, empty)[0, 0] == 0
    assert np.isinf(centre_distance(empty, empty)[0, 0])


def test_distance_is_counted_in_box_sides() -> None:
    assert np.isclose(centre_distance(box(0, 0, 10, 10), box(20, 0, 30, 10))[0, 0], 2.0)


coordinates = st.floats(-500, 500, width=32)
boxes = st.tuples(coordinates, coordinates, st.floats(0, 300, width=32), st.floats(0, 300, width=32)).map(
    lambda b: np.array([[b[0], b[1], b[0] + b[2], b[1] + b[3]]], dtype=np.float32)
)


@given(boxes, boxes)
def test_overlap_is_symmetric_and_within_zero_and_one(a: np.ndarray, b: np.ndarray) -> None:
    there, back = intersection_over_union(a, b)[0, 0], intersection_over_union(b, a)[0, 0]
    assert 0 <= there <= 1 + 1e-5
    assert np.isclose(there, back, atol=1e-6)


def test_bounding_box_holds_all_points() -> None:
    points = np.array([[3, 9], [-1, 4], [7, 5]], dtype=np.float32)
    assert bounding_box(points).tolist() == [-1, 4, 7, 9]


points = st.tuples(coordinates, coordinates)


@given(points, points, points, points)
def test_similarity_takes_both_points_onto_their_targets(a: tuple, b: tuple, c: tuple, d: tuple) -> None:
    source, target = np.array([a, b], dtype=np.float32), np.array([c, d], dtype=np.float32)
    if np.linalg.norm(source[1] - source[0]) < 1:
        return
    matrix = two_point_similarity(source, target)
    mapped = source @ matrix[:, :2].T + matrix[:, 2]
    scale = np.abs(matrix[:, :2]).max() + 1
    assert np.allclose(mapped, target, atol=1e-3 * scale * 10)


def test_similarity_of_one_point_twice_is_flat() -> None:
    same = np.array([[5, 5], [5, 5]], dtype=np.float32)
    assert two_point_similarity(same, np.array([[0, 0], [9, 9]], dtype=np.float32))[:, :2].tolist() == [[0, 0], [0, 0]]
