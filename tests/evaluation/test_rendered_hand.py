"""A drawn hand comes from above, hides the face on its way, leaves below, and changes nothing before and after."""

from __future__ import annotations

import numpy as np

from candor.evaluation.rendered_hand import hand_pass
from painted_faces import RED, Painted, mesh_at, paint

FRAME = paint(Painted(RED, 320, 180, 110))
MESH = mesh_at(320, 180, 110).landmarks_xyz[:, :2].copy()
MESH[10], MESH[152] = (320, 120), (320, 240)


def passed(seed: int = 1):
    return hand_pass([FRAME] * 60, [MESH] * 60, 10.0, 2.0, np.random.default_rng(seed))


def test_the_hand_goes_down_over_the_face() -> None:
    heights = [float(np.average(np.arange(360), weights=s.sum(axis=1))) for s in passed().shares if s.sum() > 1000]

    assert len(heights) > 15
    assert heights[-1] - heights[0] > 150
    assert np.mean(np.diff(heights) > 0) > 0.9


def test_it_hides_the_face_on_its_way_and_nothing_before_and_after() -> None:
    hand = passed()
    frames = hand.over([FRAME] * 60)
    changed = [float(np.abs(f[150:210, 290:350].astype(int) - FRAME[150:210, 290:350]).mean()) for f in frames]

    assert max(changed[:20]) == 0
    assert changed[-1] == 0
    assert max(share[150:210, 290:350].mean() for share in hand.shares) > 0.5


def test_the_same_generator_draws_the_same_hand_and_another_another() -> None:
    assert np.array_equal(passed(1).over([FRAME] * 60)[35], passed(1).over([FRAME] * 60)[35])
    assert not np.array_equal(passed(1).over([FRAME] * 60)[35], passed(2).over([FRAME] * 60)[35])
