"""The beginning of a recording on a regular grid, with its sound."""

from pathlib import Path

import numpy as np
import pytest

from candor.errors import DecodeError
from candor.evaluation.footage import read_clip, read_sound, still
from laboratory_builders import write_video


def test_only_the_beginning_is_read(tmp_path: Path) -> None:
    write_video(tmp_path / "a.avi", 3.0, fps=30)

    clip = read_clip(tmp_path / "a.avi", 15.0, 2.0)

    assert len(clip.frames) == 30
    assert clip.duration_s == 2.0
    assert clip.sound is None
    whole = read_clip(tmp_path / "a.avi", 15.0, 60.0)
    assert abs(len(whole.frames) - 45) <= 1


def test_sides_are_even_and_large_pictures_are_scaled_down(tmp_path: Path) -> None:
    write_video(tmp_path / "a.avi", 0.4, size=(130, 66))

    clip = read_clip(tmp_path / "a.avi", 15.0, 2.0, crop=(0, 0, 101, 51), longest_px=50)

    assert clip.frames[0].shape == (24, 50, 3)


def test_a_still_is_one_picture_with_new_noise(tmp_path: Path) -> None:
    write_video(tmp_path / "a.avi", 1.0)

    held = still(read_clip(tmp_path / "a.avi", 15.0, 1.0), 1.0, np.random.default_rng(0))

    assert len({rgb.tobytes() for rgb in held.frames}) == 15
    assert np.abs(held.frames[0].astype(int) - held.frames[9]).mean() < 6


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no video")

    with pytest.raises(DecodeError):
        read_clip(tmp_path / "a.mp4", 15.0, 1.0)
    assert read_sound(tmp_path / "a.mp4", 1.0) is None


def test_sound_comes_at_the_rate_of_the_analysis(shared: Path) -> None:
    clip = read_clip(shared / "data" / "calls" / "lipnet_grid__GRID__bbaf2n.mpg", 15.0, 2.0)

    assert clip.sound is not None
    assert len(clip.sound) == 32000
    assert clip.sound.dtype == np.int16
    assert float(np.abs(clip.sound.astype(float)).mean()) > 100
