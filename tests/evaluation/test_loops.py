"""Loops, ping-pong loops and freezes, made of frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from candor.errors import DecodeError
from candor.evaluation.loops import Repeat, decoded, places, re_encoded, repeated

FRAMES = [np.full((36, 64, 3), 8 * i, dtype=np.uint8) for i in range(20)]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Repeat.FORWARD, [0, 1, 2, 3, 4, 2, 3, 4, 2]),
        (Repeat.PING_PONG, [0, 1, 2, 3, 4, 3, 2, 3, 4]),
        (Repeat.FREEZE, [0, 1, 2, 2, 2, 2, 2, 2, 2]),
    ],
)
def test_the_stretch_follows_the_lead_and_comes_again(how: Repeat, expected: list[int]) -> None:
    assert [place for place, _ in places(2, 3, 9, how)] == expected
    assert [int(rgb[0, 0, 0]) // 8 for rgb in repeated(FRAMES, 2, 3, 9, how)] == expected


def test_places_say_how_often_they_were_shown_before() -> None:
    assert [shown for _, shown in places(0, 3, 7, Repeat.FORWARD)] == [0, 0, 0, 1, 1, 1, 2]


def test_too_short_a_clip_or_stretch_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted"):
        repeated(FRAMES, 10, 11, 30, Repeat.FORWARD)
    with pytest.raises(ValueError, match="stretch"):
        places(0, 1, 5, Repeat.FORWARD)


@pytest.mark.parametrize("codec", ["libvpx", "libx264"])
def test_an_encoder_changes_the_pixels_and_keeps_the_pictures(codec: str) -> None:
    rng = np.random.default_rng(0)
    noisy = [np.clip(rgb.astype(int) + rng.integers(-4, 5, rgb.shape), 0, 255).astype(np.uint8) for rgb in FRAMES]

    seen = re_encoded(noisy, 15.0, codec, 300)

    assert len(seen) == len(noisy)
    assert any((a != b).any() for a, b in zip(seen, noisy, strict=True))
    assert all(abs(float(a.mean()) - float(b.mean())) < 8 for a, b in zip(seen, noisy, strict=True))


def test_a_recording_is_read_on_a_regular_grid(shared: Path) -> None:
    frames = decoded(shared / "data" / "calls" / "lipnet_grid__GRID__bbaf2n.mpg", 15.0, longest_px=320)

    assert 43 <= len(frames) <= 46
    assert frames[0].shape == (256, 320, 3)


def test_an_unreadable_recording_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no video")

    with pytest.raises(DecodeError):
        decoded(tmp_path / "a.mp4", 15.0)
