"""A photo follows the performer; movement is carried over in the photo's own size and turn."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import NotPossibleError, Props
from candor.evaluation.recipes.puppet import Puppet, carried
from made_scenes import Scene, mesh_at, scene_with_donor


def test_movement_is_carried_over_in_the_size_and_turn_of_the_photo() -> None:
    neutral = mesh_at(80, 60)
    quarter = np.array([[0.0, -1.0], [1.0, 0.0]])
    still = (neutral * 2) @ quarter.T
    moved = np.tile([3.0, 1.0], (468, 1)).astype(np.float32)

    assert carried(moved, neutral, still.astype(np.float32)) == pytest.approx(2 * moved @ quarter.T, abs=0.05)


def test_the_face_of_the_photo_moves_and_the_rim_stays() -> None:
    scene, props = scene_with_donor(1.0)

    made = Puppet(noise_px=0.0).make(scene.clip, props, np.random.default_rng(0))

    assert len(made.frames) == 15
    one, other = made.frames[0].astype(int), made.frames[8].astype(int)
    assert np.abs(one - other)[40:80, 60:100].mean() > 5 * np.abs(one - other)[:4].mean()


def test_without_a_performer_there_is_no_puppet() -> None:
    scene = Scene(0.5)
    with pytest.raises(NotPossibleError):
        Puppet().make(scene.clip, Props(None, scene.mesh_of), np.random.default_rng(0))
