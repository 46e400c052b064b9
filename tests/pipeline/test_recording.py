from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.errors import DecodeError, UsageError
from candor.pipeline.recording import Crop, open_recording, parse_crop
from pipeline.recording_builders import flat, halves, video


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return video(tmp_path / "clip.mp4", [flat(8 * i) for i in range(25)])


def test_all_frames_come_with_their_times_and_numbers(clip: Path) -> None:
    frames = list(open_recording(clip))

    assert [f.seq for f in frames] == list(range(25))
    assert [f.captured_at_s for f in frames] == pytest.approx([i / 25 for i in range(25)])
    assert all(f.received_at_s == f.captured_at_s for f in frames)


def test_a_lower_rate_takes_the_first_frame_of_each_slot(clip: Path) -> None:
    frames = list(open_recording(clip, fps=10))

    assert [round(f.captured_at_s * 25) for f in frames] == [0, 3, 5, 8, 10, 13, 15, 18, 20, 23]
    assert [f.seq for f in frames] == list(range(10))


def test_a_rate_above_the_own_one_takes_every_frame_once(clip: Path) -> None:
    assert len(list(open_recording(clip, fps=60))) == 25


def test_the_crop_is_cut_from_the_upright_picture(tmp_path: Path) -> None:
    Image.fromarray(halves()).save(tmp_path / "photo.png")

    (frame,) = open_recording(tmp_path / "photo.png", crop=Crop(10, 24, 20, 24))

    assert frame.rgb.shape == (24, 20, 3)
    assert frame.rgb[0, 0].tolist() == [20, 20, 220]
    assert frame.rgb.flags.c_contiguous


def test_a_crop_outside_the_picture_is_refused_with_both_sizes(clip: Path) -> None:
    with pytest.raises(DecodeError, match="64 x 48") as caught:
        list(open_recording(clip, crop=Crop(40, 0, 40, 40)))

    assert caught.value.code == "crop_outside"


def test_a_photo_is_a_recording_of_one_frame(tmp_path: Path) -> None:
    Image.fromarray(halves()).save(tmp_path / "photo.jpg", quality=95)

    recording = open_recording(tmp_path / "photo.jpg")

    assert recording.duration_s == 0.0
    assert [(f.seq, f.captured_at_s, f.rgb.shape) for f in recording] == [(0, 0.0, (48, 64, 3))]


@pytest.mark.parametrize(("name", "code"), [("nothing.mp4", "no_such_file"), (".", "not_a_file")])
def test_a_missing_file_is_named(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(DecodeError) as caught:
        open_recording(tmp_path / name)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"hello, this is text", "unreadable"),
        (b"\x00" * 5000, "unreadable"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "unreadable"),
        (b"ffconcat version 1.0\nfile /etc/hostname\n", "unreadable"),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 300, "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "unreadable"),
        (np.random.default_rng(7).bytes(20_000), "unreadable"),
    ],
)
def test_what_is_no_recording_is_one_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "file.mp4").write_bytes(content)

    with pytest.raises(DecodeError) as caught:
        list(open_recording(tmp_path / "file.mp4"))

    assert caught.value.code == code


def test_a_crop_is_read_from_four_numbers() -> None:
    assert parse_crop("1, 2,30,40") == Crop(1, 2, 30, 40)


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "-1,0,5,5", "0,0,0,10", "a,b,c,d", "1.5,0,4,4"])
def test_anything_else_is_no_crop(text: str) -> None:
    with pytest.raises(UsageError, match="x,y,width,height"):
        parse_crop(text)
