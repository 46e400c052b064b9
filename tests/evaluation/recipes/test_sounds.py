"""Sound comes late by what was asked, drifts, and keeps its timing when its pitch moves."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import NotPossibleError, Props
from candor.evaluation.recipes.sounds import ChangedVoice, LateSound, OtherSpeaker, lagged, mixed, repitched
from made_scenes import Scene, scene_with_donor, silent

RATE = 16000
T = np.arange(2 * RATE) / RATE
CLICKS = np.zeros(2 * RATE, np.int16)
CLICKS[[4000, 20000]] = 20000


def test_a_lag_moves_the_sound_and_keeps_its_length() -> None:
    late = lagged(CLICKS, 0.25)

    assert len(late) == len(CLICKS)
    assert np.flatnonzero(late > 10000).tolist() == [8000, 24000]


def test_a_drift_grows_with_time() -> None:
    late = lagged(np.repeat(CLICKS, 1), 0.0, 0.1)

    places = np.flatnonzero(late > 3000)
    assert places[0] == pytest.approx(4000 / 0.9, abs=2)
    assert places[-1] == pytest.approx(20000 / 0.9, abs=2)


def test_a_moved_pitch_keeps_length_and_loudness_over_time() -> None:
    voice = (8000 * np.sin(2 * np.pi * 150 * T) * (T % 1 < 0.5)).astype(np.int16)

    higher = repitched(voice, 4.0)

    assert len(higher) == len(voice)
    spectrum = np.abs(np.fft.rfft(higher[: RATE // 2].astype(float)))
    assert int(np.argmax(spectrum)) * 2 == pytest.approx(150 * 2 ** (4 / 12), abs=6)
    loud = np.abs(higher.astype(float)).reshape(-1, RATE // 10).mean(axis=1)
    assert loud[[1, 3, 11, 13]].min() > 5 * loud[[7, 8, 17, 18]].max()


def test_recipes_replace_the_sound_and_refuse_silence() -> None:
    scene, props = scene_with_donor(1.0)
    rng = np.random.default_rng(0)

    for recipe in (OtherSpeaker(), LateSound(), ChangedVoice()):
        made = recipe.make(scene.clip, props, rng)
        assert made.sound is not None
        assert scene.clip.sound is not None
        assert len(made.sound) == len(scene.clip.sound)
        assert (made.sound != scene.clip.sound).any()
        assert made.frames is scene.clip.frames
        with pytest.raises(NotPossibleError):
            recipe.make(silent(Scene(1.0)), Props(), rng)


def test_mixing_never_wraps_around() -> None:
    loud = np.full(100, 30000, np.int16)

    assert mixed(loud, loud, 0.0).max() == 32767
