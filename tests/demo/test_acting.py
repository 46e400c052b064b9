import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.demo.acting import ASKED_TURN_S, AskedTurn, Performance

MINUTE = [i / 10 for i in range(600)]


def _path(seed: int) -> np.ndarray:
    performance = Performance(seed, 60.0)
    moments = [performance.at(t) for t in MINUTE]
    return np.array([(m.pose.yaw_deg, m.pose.pitch_deg, m.jaw, m.lid_closure) for m in moments])


def test_the_same_seed_gives_the_same_performance() -> None:
    assert np.array_equal(_path(3), _path(3))
    assert not np.array_equal(_path(3), _path(4))


def test_a_minute_has_blinks_turns_and_speech_as_people_have_them() -> None:
    path = np.concatenate([_path(seed) for seed in range(5)])
    closed = path[:, 3] > 0.5
    blinks = np.count_nonzero(closed[1:] & ~closed[:-1]) / 5

    assert 8 < blinks < 28
    assert 8.0 < np.abs(path[:, 0]).max() < 30.0
    assert 0.3 < np.mean(path[:, 2] > 0.05) < 0.9


def test_no_four_seconds_of_a_minute_come_again() -> None:
    path = _path(31)[:, :2]
    pieces = [path[i : i + 40] - path[i : i + 40].mean(axis=0) for i in range(0, 560, 10)]

    closest = min(np.abs(a - b).max() for i, a in enumerate(pieces) for b in pieces[i + 4 :])

    assert closest > 1.0


@given(st.floats(0.0, 60.0), st.integers(0, 50))
def test_every_moment_stays_within_what_a_face_can_do(at_s: float, seed: int) -> None:
    moment = Performance(seed, 60.0).at(at_s)

    assert 0.0 <= moment.lid_closure <= 1.0
    assert -1.0 <= moment.jaw <= 1.0
    assert abs(moment.pose.yaw_deg) < 35.0
    assert abs(moment.pose.pitch_deg) < 15.0


def test_after_the_end_nobody_blinks_or_speaks() -> None:
    moment = Performance(1, 5.0).at(100.0)

    assert moment.lid_closure == 0.0
    assert moment.jaw == pytest.approx(-0.8)


def test_who_is_asked_turns_far_to_that_side_and_back_and_makes_no_other_turn() -> None:
    asked = Performance(5, 20.0, (AskedTurn(2.0, -44.0), AskedTurn(8.0, 44.0)))
    yaw = {t: asked.at(t).pose.yaw_deg for t in (1.0, 2.0 + ASKED_TURN_S / 2, 6.0, 8.0 + ASKED_TURN_S / 2, 15.0)}

    assert [abs(v) < 9 if t in (1.0, 6.0, 15.0) else abs(v) > 36 for t, v in yaw.items()] == [True] * 5
    assert yaw[2.0 + ASKED_TURN_S / 2] < 0 < yaw[8.0 + ASKED_TURN_S / 2]
