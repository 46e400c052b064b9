"""A codec point scales, encodes, loses and keeps time; the same for everything that is compared."""

import numpy as np
import pytest

from candor.evaluation.codec_grid import GRID, GridPoint, bit_rate, sent
from made_scenes import Scene


@pytest.mark.parametrize("codec", ["vp8", "h264"])
def test_an_encoder_changes_the_pixels_and_keeps_the_scene(codec: str) -> None:
    scene = Scene(1.0)

    seen = sent(scene.clip, GridPoint("p", codec, 600, 480, 15), np.random.default_rng(0))  # pyright: ignore[reportArgumentType]

    assert len(seen.frames) == 15
    errors = [np.abs(a.astype(int) - b).mean() for a, b in zip(seen.frames, scene.clip.frames, strict=True)]
    assert 0 < max(errors[3:]) < 16
    assert seen.sound is scene.clip.sound


def test_fewer_bits_leave_less() -> None:
    clip = Scene(1.0).clip

    def error(kbps: int) -> float:
        seen = sent(clip, GridPoint("p", "h264", kbps, 120, 15), np.random.default_rng(0))
        return float(np.mean([np.abs(a.astype(int) - b).mean() for a, b in zip(seen.frames, clip.frames, strict=True)]))

    assert error(60) > 1.3 * error(2500)


def test_a_large_picture_is_scaled_down_and_a_small_one_is_not_scaled_up() -> None:
    clip = Scene(0.4).clip

    small = sent(clip, GridPoint("p", "vp8", 300, 60, 15), np.random.default_rng(0))

    assert small.frames[0].shape == (60, 80, 3)
    assert sent(clip, GRID["mid"], np.random.default_rng(0)).frames[0].shape == (120, 160, 3)


def test_bits_a_pixel_are_those_of_the_named_size() -> None:
    mid = GRID["mid"]

    assert bit_rate(mid, 854, 480) == pytest.approx(600_000, rel=0.01)
    assert bit_rate(mid, 427, 240) == pytest.approx(150_000, rel=0.02)
    assert bit_rate(mid, 1708, 960) == 600_000
    assert bit_rate(mid, 64, 48) == 40_000


@pytest.mark.parametrize("fps", [7.0, 15.0, 30.0])
def test_time_stays_whatever_the_frame_rate(fps: float) -> None:
    clip = Scene(2.0).clip

    seen = sent(clip, GridPoint("p", "vp8", 600, 120, fps), np.random.default_rng(0))

    assert seen.rate_fps == fps
    assert seen.duration_s == pytest.approx(2.0)


def test_lost_packets_stall_the_picture_and_it_recovers() -> None:
    clip = Scene(4.0).clip

    seen = sent(clip, GridPoint("p", "vp8", 2500, 120, 15, 0.3), np.random.default_rng(0))

    still = [np.array_equal(a, b) for a, b in zip(seen.frames, seen.frames[1:], strict=False)]
    assert 5 < sum(still) < 55
    assert not all(still[-15:])
    again = sent(clip, GridPoint("p", "vp8", 2500, 120, 15, 0.3), np.random.default_rng(0))
    assert all(np.array_equal(a, b) for a, b in zip(seen.frames, again.frames, strict=True))


def test_the_tier_that_targets_are_given_for_is_what_it_says() -> None:
    mid = GRID["mid"]

    assert (mid.height_px, mid.kbps, mid.fps, mid.loss) == (480, 600, 15, 0)
    assert {point.codec for point in GRID.values()} == {"vp8", "h264"}
    assert min(p.kbps for p in GRID.values()) == 150
    assert max(p.kbps for p in GRID.values()) == 2500
