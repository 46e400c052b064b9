"""The raster keeps the brightness, aliases as it should, and vanishes behind a soft lens."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import Props
from candor.evaluation.recipes.screens import ScreenReplay, mosaicked, raster
from made_scenes import Scene

V = np.tile(np.arange(64.0)[:, None] * 1.1, (1, 256))


def test_a_raster_has_mean_one_in_every_channel() -> None:
    u = np.tile(np.arange(256.0) * 1.6, (64, 1))

    assert raster(u, V, 0.4).mean(axis=(0, 1)) == pytest.approx(1, abs=0.02)


def test_screen_and_sensor_beat_at_the_difference_of_their_frequencies() -> None:
    u = np.tile(np.arange(256.0) * 1.0625, (64, 1))

    row = raster(u, np.zeros_like(u), 0.3)[0, :, 0]

    spectrum = np.abs(np.fft.rfft(row - row.mean()))
    assert int(np.argmax(spectrum)) == 16  # 0.0625 cycles a pixel over 256 pixels


def test_a_soft_lens_leaves_no_raster() -> None:
    u = np.tile(np.arange(256.0) * 1.3, (64, 1))

    assert float(raster(u, V, 1.5).std()) < 1e-3 < float(raster(u, V, 0.3).std())


def test_a_bayer_grid_keeps_a_plain_colour() -> None:
    plain = np.full((32, 32, 3), (200, 120, 40), np.float32)

    assert mosaicked(plain)[4:-4, 4:-4].reshape(-1, 3).mean(axis=0) == pytest.approx([200, 120, 40], abs=1)


@pytest.mark.parametrize("hand_px", [0.0, 2.0])
def test_a_replay_shows_a_dark_border_and_as_many_frames(hand_px: float) -> None:
    scene = Scene(0.4)
    made = ScreenReplay(fills=0.7, hand_px=hand_px).make(scene.clip, Props(), np.random.default_rng(0))

    assert len(made.frames) == len(scene.clip.frames)
    assert (made.frames[0].max(axis=2) < 40).mean() > 0.02
    assert made.sound is scene.clip.sound
