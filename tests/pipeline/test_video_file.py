from pathlib import Path

import av
import numpy as np
import pytest

from candor.errors import DecodeError
from candor.pipeline.video_file import VideoLimits, open_video, upright_rgb
from pipeline.recording_builders import flat, halves, sound, video

LIMITS = VideoLimits()
TS_PACKET = 188
"""Bytes."""


def _read(path: Path, limits: VideoLimits = LIMITS) -> tuple[list[float], list[np.ndarray], list[str]]:
    file = open_video(path, limits)
    shown = [(at_s, rgb()) for at_s, rgb in file.pictures()]
    return [at_s for at_s, _ in shown], [rgb for _, rgb in shown], file.notices


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("clip.mp4", "libx264"),
        ("clip.mov", "libx264"),
        ("clip.mkv", "libx264"),
        ("clip.webm", "libvpx"),
        ("clip.avi", "mpeg4"),
        ("clip.mpg", "mpeg1video"),
        ("clip.ts", "libx264"),
        ("clip.flv", "flv"),
    ],
)
def test_the_usual_containers_are_read(tmp_path: Path, name: str, codec: str) -> None:
    video(tmp_path / name, [flat(40 + 5 * i) for i in range(20)], codec=codec)

    times, pictures, _ = _read(tmp_path / name)

    assert len(times) >= 19
    assert times[0] == 0.0
    assert np.all(np.diff(times) > 0)
    assert abs(int(pictures[0].mean()) - 40) < 12


def test_a_variable_rate_keeps_its_own_times(tmp_path: Path) -> None:
    times_ms = [0, 40, 300, 320, 1000, 2500]
    video(tmp_path / "clip.mkv", [flat(30 * i) for i in range(6)], times_ms=times_ms)

    times, _, _ = _read(tmp_path / "clip.mkv")

    assert times == pytest.approx([t / 1000 for t in times_ms], abs=0.002)


def test_a_stream_without_times_gets_them_from_its_rate(tmp_path: Path) -> None:
    video(tmp_path / "clip.h264", [flat(5 * i) for i in range(30)])

    times, _, _ = _read(tmp_path / "clip.h264")

    assert len(times) == 30
    assert np.all(np.diff(times) > 0)
    assert times[-1] == pytest.approx(29 / 25, abs=0.1)


def test_a_display_matrix_turns_the_picture_upright(tmp_path: Path) -> None:
    path = video(tmp_path / "clip.mp4", [np.rot90(halves(64, 64)).copy()] * 3)
    content = path.read_bytes()
    at = content.index(b"tkhd") + 4 + 40
    quarter = b"".join(v.to_bytes(4, "big", signed=True) for v in (0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30))
    path.write_bytes(content[:at] + quarter + content[at + 36 :])

    _, pictures, _ = _read(path)

    top, bottom = pictures[0][10, 32], pictures[0][54, 32]
    assert int(top[0]) > int(top[2])
    assert int(bottom[2]) > int(bottom[0])


def test_a_missing_end_is_reported_and_the_rest_is_kept(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    pictures = [rng.integers(0, 255, (48, 64, 3), dtype=np.uint8) for _ in range(100)]
    path = video(tmp_path / "clip.mkv", pictures)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    times, _, notices = _read(path)

    assert 20 < len(times) < 80
    assert notices


def test_a_damaged_stretch_is_reported_and_reading_goes_on(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    pictures = [rng.integers(0, 255, (48, 64, 3), dtype=np.uint8) for _ in range(100)]
    path = video(tmp_path / "clip.ts", pictures)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 9000] = rng.bytes(9000)
    path.write_bytes(content)

    times, _, notices = _read(path)

    assert times[-1] > 3.0
    assert "damaged_parts" in notices


@pytest.mark.parametrize("seed", range(5))
def test_a_stretch_that_is_missing_is_reported_also_where_every_picture_can_be_read(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    pictures = [rng.integers(0, 255, (48, 64, 3), dtype=np.uint8) for _ in range(100)]
    path = video(tmp_path / "clip.ts", pictures)
    content = path.read_bytes()
    middle = len(content) // 2 // TS_PACKET * TS_PACKET
    path.write_bytes(content[:middle] + content[middle + 48 * TS_PACKET :])

    times, _, notices = _read(path)

    assert times[-1] > 3.0
    assert notices == ["damaged_parts"]


@pytest.mark.parametrize("name", ["voice.wav", "voice.m4a"])
def test_sound_alone_is_refused_as_such(tmp_path: Path, name: str) -> None:
    sound(tmp_path / name)

    with pytest.raises(DecodeError, match="only sound") as caught:
        open_video(tmp_path / name, LIMITS)

    assert caught.value.code == "no_video"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (VideoLimits(max_pixels=64 * 47), "too_many_pixels"),
        (VideoLimits(max_side_px=63), "too_many_pixels"),
        (VideoLimits(min_side_px=49), "too_small"),
        (VideoLimits(max_duration_s=0.5), "too_long"),
    ],
)
def test_limits_are_checked_before_a_picture_is_decoded(tmp_path: Path, limits: VideoLimits, code: str) -> None:
    video(tmp_path / "clip.mp4", [flat(9)] * 25)

    with pytest.raises(DecodeError) as caught:
        open_video(tmp_path / "clip.mp4", limits)

    assert caught.value.code == code


def test_a_stream_that_promises_no_length_is_still_stopped(tmp_path: Path) -> None:
    video(tmp_path / "clip.h264", [flat(9)] * 50)

    with pytest.raises(DecodeError) as caught:
        list(open_video(tmp_path / "clip.h264", VideoLimits(max_duration_s=1.0)).pictures())

    assert caught.value.code == "too_long"


def test_an_upright_picture_stays_as_it_is(tmp_path: Path) -> None:
    assert np.array_equal(upright_rgb(av.VideoFrame.from_ndarray(halves(), format="rgb24")), halves())
