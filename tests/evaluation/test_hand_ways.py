"""A drawn hand does what the check asks for, in its time, and changes nothing before and after."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.checks import Check, CheckId, CheckKind, Side
from candor.evaluation.hand_ways import HandInFront, hand_for
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import CHEEKS
from painted_faces import RED, Painted, mesh_at, paint

FRAME = paint(Painted(RED, 320, 180, 110))
MESH = mesh_at(320, 180, 110).landmarks_xyz[:, :2].copy()
MESH[10], MESH[152] = (320, 120), (320, 240)
for points, x in zip(CHEEKS, (295.0, 345.0), strict=True):
    MESH[list(points)] = (x, 200)
EYES = eye_centres(MESH)
EVERY = [
    (CheckKind.HAND_OVER_FACE, Side.NONE),
    *((kind, side) for kind in (CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE) for side in (Side.LEFT, Side.RIGHT)),
]


def moved(kind: CheckKind, side: Side = Side.NONE, seed: int = 1) -> HandInFront:
    check = Check(CheckId("trial"), kind, side)
    return hand_for(check, [FRAME] * 60, [MESH] * 60, 10.0, 2.0, np.random.default_rng(seed))


def share_at(hand: HandInFront, xy: np.ndarray | tuple[float, float]) -> np.ndarray:
    x, y = np.rint(xy).astype(int)
    return np.array([share[y - 4 : y + 5, x - 4 : x + 5].mean() for share in hand.shares])


@pytest.mark.parametrize(("kind", "side"), EVERY)
def test_before_and_after_there_is_no_hand(kind: CheckKind, side: Side) -> None:
    frames = moved(kind, side).over([FRAME] * 60)

    assert all(np.array_equal(rgb, FRAME) for rgb in (*frames[:20], frames[-1]))
    assert any(not np.array_equal(rgb, FRAME) for rgb in frames)


def test_a_hand_over_the_face_goes_down_and_hides_it_on_its_way() -> None:
    hand = moved(CheckKind.HAND_OVER_FACE)
    heights = [float(np.average(np.arange(360), weights=s.sum(axis=1))) for s in hand.shares if s.sum() > 1000]

    assert len(heights) > 15
    assert heights[-1] - heights[0] > 150
    assert np.mean(np.diff(heights) > 0) > 0.9
    assert share_at(hand, (320, 180)).max() > 0.5


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("side", "own", "other"), [(Side.LEFT, 0, 1), (Side.RIGHT, 1, 0)])
def test_a_finger_is_on_the_cheek_that_was_asked_for(side: Side, own: int, other: int, seed: int) -> None:
    hand = moved(CheckKind.PRESS_CHEEK, side, seed)

    assert (share_at(hand, MESH[CHEEKS[own][0]]) > 0.2).sum() >= 8
    assert share_at(hand, MESH[CHEEKS[other][0]]).max() == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("side", "own", "other"), [(Side.LEFT, 0, 1), (Side.RIGHT, 1, 0)])
def test_a_hand_covers_the_eye_that_was_asked_for(side: Side, own: int, other: int, seed: int) -> None:
    hand = moved(CheckKind.COVER_EYE, side, seed)

    assert (share_at(hand, EYES[own]) > 0.5).sum() >= 14
    assert share_at(hand, EYES[other])[28:36].max() < 0.5


def test_the_same_generator_moves_the_same_hand() -> None:
    assert np.array_equal(
        moved(CheckKind.COVER_EYE, Side.LEFT).shares[30], moved(CheckKind.COVER_EYE, Side.LEFT).shares[30]
    )
