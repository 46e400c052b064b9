"""Benign transforms change what they name, keep the length, and do not touch the original."""

import numpy as np
import pytest

from candor.evaluation.recipes import BENIGN
from candor.evaluation.recipes.benign import Background, Freezes, GlassesGlare, LowLight, LowRate
from candor.evaluation.recipes.clip import NotPossibleError, Props
from made_scenes import Scene, scene_with_donor


@pytest.mark.parametrize("name", sorted(BENIGN.keys() - {"head_turn"}))
def test_a_transform_keeps_length_and_size_and_the_original(name: str) -> None:
    scene, props = scene_with_donor(1.0)
    before = [rgb.copy() for rgb in scene.clip.frames]

    made = BENIGN[name].make(scene.clip, props, np.random.default_rng(0))

    assert len(made.frames) == len(before)
    assert {rgb.shape for rgb in made.frames} == {before[0].shape}
    assert all((a == b).all() for a, b in zip(scene.clip.frames, before, strict=True))
    assert made.attack_from_s == 0


def test_only_the_background_is_replaced() -> None:
    scene = Scene(0.2)
    left = np.zeros((120, 160), np.float32)
    left[:, :80] = 1
    props = Props(None, scene.mesh_of, lambda _: left)

    made = Background("virtual", is_virtual=True).make(scene.clip, props, np.random.default_rng(0))

    assert (made.frames[0][:, :80] == scene.clip.frames[0][:, :80]).all()
    assert (made.frames[0][:, 90:] != scene.clip.frames[0][:, 90:]).mean() > 0.5
    with pytest.raises(NotPossibleError):
        Background().make(scene.clip, Props(), np.random.default_rng(0))


def test_a_dark_room_is_dark_and_noisy() -> None:
    made = LowLight().make(Scene(0.2).clip, Props(), np.random.default_rng(0))

    assert float(made.frames[0].mean()) < 60
    assert (made.frames[0] != made.frames[1]).mean() > 0.5


def test_glare_lies_on_the_eyes() -> None:
    scene, props = scene_with_donor(0.2)

    made = GlassesGlare().make(scene.clip, props, np.random.default_rng(0))

    rise = (made.frames[0].astype(int) - scene.clip.frames[0]).sum(axis=2)
    assert rise[40:64, 50:115].max() > 60
    assert rise[80:].max() == 0


def test_a_stalled_network_repeats_a_picture_and_then_goes_on() -> None:
    scene = Scene(6.0)

    made = Freezes(every_s=1.0).make(scene.clip, Props(), np.random.default_rng(0))

    still = [a is b for a, b in zip(made.frames, made.frames[1:], strict=False)]
    assert 3 < sum(still) < 80
    assert made.frames[0] is scene.clip.frames[0]


def test_a_slow_camera_shows_each_picture_several_times() -> None:
    made = LowRate(fps=5.0).make(Scene(2.0).clip, Props(), np.random.default_rng(0))

    assert len({id(rgb) for rgb in made.frames}) == 10
