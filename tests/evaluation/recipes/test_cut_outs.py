"""Through the holes another person is seen, and only there."""

from dataclasses import replace

import numpy as np
import pytest

from candor.evaluation.recipes.clip import NotPossibleError
from candor.evaluation.recipes.cut_outs import with_living_holes
from made_scenes import scene_with_donor


def test_only_eyes_and_mouth_are_the_others() -> None:
    scene, props = scene_with_donor(2.0)
    photo = scene.clip.frames[0]

    made = with_living_holes(photo, photo, props, 5)

    changed = (np.abs(made[0].astype(int) - photo) > 3).any(axis=2)
    assert len(made) == 5
    assert 0 < changed.mean() < 0.1


def test_a_short_donor_plays_to_and_fro() -> None:
    scene, props = scene_with_donor(2.0)
    assert props.donor is not None
    short = replace(props, donor=replace(props.donor, frames=props.donor.frames[:3]))

    made = with_living_holes(scene.clip.frames[0], scene.clip.frames[0], short, 6)

    assert [next(k for k in range(3) if made[i] is made[k]) for i in range(6)] == [0, 1, 2, 1, 0, 1]


def test_without_a_face_there_is_nothing_to_cut() -> None:
    _, props = scene_with_donor(1.0)

    with pytest.raises(NotPossibleError, match="no face"):
        with_living_holes(np.zeros((120, 160, 3), np.uint8), np.zeros((120, 160, 3), np.uint8), props, 3)
