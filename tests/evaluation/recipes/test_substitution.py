"""Another person comes, stands beside, or speaks."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import NotPossibleError
from candor.evaluation.recipes.substitution import SecondFace, SecondVoice, Substitution
from made_scenes import Scene, scene_with_donor, silent


def test_the_second_person_follows_a_hard_cut() -> None:
    scene, props = scene_with_donor(5.0)

    made = Substitution(after_s=2.4, seconds=1.0).make(scene.clip, props, np.random.default_rng(0))

    assert made.attack_from_s == pytest.approx(2.4)
    assert made.frames[35] is scene.clip.frames[35]
    assert len(made.frames) == 36 + 15


def test_a_call_of_two_seconds_is_too_short_for_a_substitution() -> None:
    scene, props = scene_with_donor(2.0)
    with pytest.raises(NotPossibleError):
        Substitution().make(scene.clip, props, np.random.default_rng(0))


def test_a_second_face_stands_in_one_corner() -> None:
    scene, props = scene_with_donor(2.0)

    made = SecondFace(from_s=0.5).make(scene.clip, props, np.random.default_rng(0))

    changed = np.abs(made.frames[-1].astype(int) - scene.clip.frames[-1]).max(axis=2) > 0
    assert changed[:40].sum() == 0
    assert changed[-40:].any(axis=0).sum() == pytest.approx(0.42 * 160, abs=4)
    assert made.frames[3] is scene.clip.frames[3]


def test_a_second_voice_is_six_decibels_below() -> None:
    scene, props = scene_with_donor(1.0)

    made = SecondVoice().make(scene.clip, props, np.random.default_rng(0))

    assert made.sound is not None
    assert scene.clip.sound is not None
    extra = made.sound.astype(float) - scene.clip.sound
    assert 20 * np.log10(extra.std() / scene.clip.sound.std()) == pytest.approx(-6, abs=0.2)
    with pytest.raises(NotPossibleError):
        SecondVoice().make(silent(Scene(1.0)), props, np.random.default_rng(0))
