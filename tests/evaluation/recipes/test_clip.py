"""What recipes share: beginnings, filled meshes, slow noise and sensor noise."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import NotPossibleError, Props, donor_of, meshes_of, sensor_noise, smooth_noise
from made_scenes import Scene


def test_the_beginning_of_a_clip_keeps_pictures_and_sound_together() -> None:
    short = Scene(4.0).clip.first(1.0)

    assert len(short.frames) == 15
    assert short.sound is not None
    assert len(short.sound) == 16000
    assert short.duration_s == 1.0


def test_a_frame_without_a_face_takes_the_mesh_before_it() -> None:
    scene = Scene(0.4)
    blank = np.zeros_like(scene.clip.frames[0])
    frames = [blank, *scene.clip.frames[:3], blank]

    meshes = meshes_of(frames, scene.mesh_of)

    assert [m is scene.meshes[i] for m, i in zip(meshes, (0, 0, 1, 2, 2), strict=True)] == [True] * 5


def test_a_clip_without_faces_and_props_without_donor_are_refused() -> None:
    with pytest.raises(NotPossibleError, match="no face"):
        meshes_of(Scene(0.2).clip.frames, lambda _: None)
    with pytest.raises(NotPossibleError, match="another person"):
        donor_of(Props())


def test_slow_noise_is_slow_and_of_deviation_one() -> None:
    waves = smooth_noise(400, 15.0, 0.5, np.random.default_rng(0), 3)

    assert waves.shape == (400, 3)
    assert waves.std(axis=0) == pytest.approx(1, abs=1e-6)
    assert np.abs(np.diff(waves, axis=0)).mean() < 0.4


def test_the_noise_of_a_sensor_grows_with_the_light() -> None:
    rng = np.random.default_rng(0)
    dark, light = np.full((80, 80, 3), 20, np.uint8), np.full((80, 80, 3), 200, np.uint8)

    spreads = [float(sensor_noise(rgb, 0.1, 0.5, rng).std()) for rgb in (dark, light)]

    assert spreads[0] == pytest.approx(np.sqrt(0.1 * 20 + 0.25), rel=0.1)
    assert spreads[1] == pytest.approx(np.sqrt(0.1 * 200 + 0.25), rel=0.1)
