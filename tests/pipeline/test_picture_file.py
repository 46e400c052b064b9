from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.errors import DecodeError
from candor.pipeline.picture_file import open_picture
from candor.pipeline.video_file import VideoLimits
from pipeline.bad_pictures import png_promising
from pipeline.recording_builders import animation, flat, video

LIMITS = VideoLimits()


def _read(path: Path) -> tuple[list[float], list[np.ndarray], list[str]]:
    file = open_picture(path, LIMITS)
    assert file is not None
    shown = [(at_s, rgb()) for at_s, rgb in file.pictures()]
    return [at_s for at_s, _ in shown], [rgb for _, rgb in shown], file.notices


@pytest.mark.parametrize("kind", ["WEBP", "GIF", "PNG"])
def test_animations_come_with_their_own_times(tmp_path: Path, kind: str) -> None:
    animation(tmp_path / "clip", kind, [10, 90, 200], [100, 300, 100])

    times, pictures, notices = _read(tmp_path / "clip")

    assert times == pytest.approx([0.0, 0.1, 0.4])
    assert [abs(int(p.mean()) - level) < 6 for p, level in zip(pictures, [10, 90, 200], strict=True)] == [True] * 3
    assert notices == []


def test_an_animation_without_times_is_shown_as_browsers_do(tmp_path: Path) -> None:
    animation(tmp_path / "clip.gif", "GIF", [10, 90, 200], 0)

    assert _read(tmp_path / "clip.gif")[0] == pytest.approx([0.0, 0.1, 0.2])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "GIF"])
def test_a_photo_is_one_picture(tmp_path: Path, kind: str) -> None:
    Image.fromarray(flat(120)).save(tmp_path / "photo", kind)

    times, (rgb,), _ = _read(tmp_path / "photo")

    assert times == [0.0]
    assert rgb.shape == (48, 64, 3)
    assert abs(int(rgb.mean()) - 120) < 4


def test_transparency_lies_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(tmp_path / "photo.gif", "GIF", transparency=0)

    assert _read(tmp_path / "photo.gif")[1][0].min() == 255


def test_a_cut_off_animation_keeps_what_was_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    images = [Image.fromarray(rng.integers(0, 255, (48, 64, 3), dtype=np.uint8)) for _ in range(8)]
    path = tmp_path / "clip.gif"
    images[0].save(path, "GIF", save_all=True, append_images=images[1:], duration=100)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 6 // 10])

    times, _, _ = _read(path)

    assert 3 <= len(times) <= 6


def test_a_video_is_no_picture(tmp_path: Path) -> None:
    assert open_picture(video(tmp_path / "clip.mp4", [flat(9)] * 3), LIMITS) is None


def test_a_photo_that_promises_too_many_pixels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(png_promising(30_000, 30_000))

    with pytest.raises(DecodeError) as caught:
        _read(tmp_path / "bomb.png")

    assert caught.value.code == "too_many_pixels"


def test_a_damaged_photo_is_refused(tmp_path: Path) -> None:
    Image.fromarray(np.random.default_rng(3).integers(0, 255, (48, 64, 3), dtype=np.uint8)).save(tmp_path / "p.bmp")
    content = (tmp_path / "p.bmp").read_bytes()
    (tmp_path / "p.bmp").write_bytes(content[: len(content) // 2])

    with pytest.raises(DecodeError) as caught:
        _read(tmp_path / "p.bmp")

    assert caught.value.code == "unreadable"
