"""The largest turn away from the front is found, and played there and back after a rest."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.domain.checks import Side
from candor.evaluation.turn_places import LEAST_DEG, largest_turn


def turning(most_deg: float) -> np.ndarray:
    """3 s at rest, 1 s to the side, 1 s there."""
    return np.concatenate([np.sin(np.arange(30)), np.linspace(0, most_deg, 10), np.full(10, most_deg)])


def test_a_turn_is_played_from_rest_there_and_back() -> None:
    yaw = turning(40.0)
    turn = largest_turn(yaw, 10.0)
    assert turn is not None
    played = yaw[list(turn.places)]

    assert turn.side is Side.RIGHT
    assert 38 < turn.degrees < 42
    assert np.abs(played[:28]).max() <= 11
    assert played.max() == 40
    assert abs(played[-1]) <= 11
    assert np.abs(np.diff(turn.places)).max() <= 1


def test_the_side_is_that_of_the_picture() -> None:
    turn = largest_turn(turning(-30.0), 10.0)

    assert turn is not None
    assert turn.side is Side.LEFT


def test_coming_back_to_the_front_is_a_turn_backwards() -> None:
    turn = largest_turn(turning(-30.0)[::-1], 10.0)

    assert turn is not None
    assert turn.side is Side.LEFT


def test_what_is_no_turn_gives_none() -> None:
    cut = np.array([0.0] * 20 + [40.0] * 20)
    gap = turning(40.0)
    gap[35] = np.nan
    away = np.full(30, 35.0)

    assert largest_turn(turning(LEAST_DEG - 3), 10.0) is None
    assert largest_turn(cut, 10.0) is None
    assert largest_turn(away, 10.0) is None
    assert largest_turn(np.full(20, np.nan), 10.0) is None
    assert largest_turn(np.array([]), 10.0) is None
    # A lost face is no place to pass through; what was reached before it still counts.
    assert (found := largest_turn(gap, 10.0)) is None or found.degrees < 40


@settings(deadline=None)
@given(st.lists(st.one_of(st.floats(-60, 60), st.just(float("nan"))), max_size=60))
def test_only_frames_that_show_the_face_are_played(values: list[float]) -> None:
    yaw = np.array(values, dtype=np.float64)
    turn = largest_turn(yaw, 10.0)

    assert turn is None or (np.isfinite(yaw[list(turn.places)]).all() and turn.degrees >= LEAST_DEG)
