"""Decoding refuses what it must with one code and one sentence, and takes every rare kind the right way up."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from PIL import Image

from candor.domain.frames import EncodedFrame
from candor.errors import DecodeError
from candor.pipeline.decode import DecodeLimits, decode_frame, decode_photo
from pipeline.bad_pictures import HEIGHT, WIDTH, animation, broken, encoded, png_promising, scene, unusual

BROKEN, UNUSUAL = broken(), unusual()
TINY = DecodeLimits(max_bytes=10_000, max_pixels=2000, max_side_px=64)


def frame_of(data: bytes) -> EncodedFrame:
    return EncodedFrame(seq=7, captured_at_s=1.5, received_at_s=100.0, data=data)


def assert_shows_scene(rgb: np.ndarray) -> None:
    assert rgb.shape == (HEIGHT, WIDTH, 3)
    assert rgb.dtype == np.uint8
    quarters = [(12, 16), (12, 48), (36, 16), (36, 48)]
    for y, x in quarters:
        assert np.abs(rgb[y, x].astype(int) - scene()[y, x]).max() < 40


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_photo_is_refused_with_one_code_and_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode_photo(data)
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".")
    assert "Please" in caught.value.sentence


@pytest.mark.parametrize("data", [data for data, _ in BROKEN.values()], ids=BROKEN.keys())
def test_frame_is_refused_with_a_named_error(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode_frame(frame_of(data))


@pytest.mark.parametrize("data", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_rare_kinds_are_decoded_upright_in_rgb(data: bytes) -> None:
    assert_shows_scene(decode_photo(data))
    assert_shows_scene(decode_frame(frame_of(data)).rgb)


def test_frame_keeps_number_and_both_clocks() -> None:
    frame = decode_frame(frame_of(encoded("JPEG")))
    assert (frame.seq, frame.captured_at_s, frame.received_at_s) == (7, 1.5, 100.0)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_animation_is_refused_as_photo_unless_its_first_picture_is_asked_for(kind: str) -> None:
    data = animation(kind)
    with pytest.raises(DecodeError) as caught:
        decode_photo(data)
    assert caught.value.code == "animated"
    assert_shows_scene(decode_photo(data, allow_animated=True))
    assert_shows_scene(decode_frame(frame_of(data)).rgb)


@pytest.mark.parametrize("mode", ["L", "1", "LA"])
def test_grey_pictures_become_rgb(mode: str) -> None:
    rgb = decode_photo(encoded("PNG", Image.fromarray(scene()).convert(mode)))
    assert rgb.shape == (HEIGHT, WIDTH, 3)
    assert rgb[36, 48].min() > 200


def test_sixteen_bit_grey_is_scaled_and_not_clipped() -> None:
    grey = np.full((32, 32), 0x8000, dtype=np.uint16)
    grey[:16] = 0x4000
    rgb = decode_photo(encoded("PNG", Image.fromarray(grey)))
    assert abs(int(rgb[4, 4, 0]) - 64) <= 1
    assert abs(int(rgb[28, 4, 0]) - 128) <= 1


def test_transparent_pixels_lie_on_white() -> None:
    rgb = decode_photo(encoded("PNG", Image.new("RGBA", (32, 32), (0, 0, 0, 0))))
    assert rgb.min() == 255


def test_grey_jpeg_frame_becomes_rgb() -> None:
    rgb = decode_frame(frame_of(encoded("JPEG", Image.fromarray(scene()).convert("L")))).rgb
    assert rgb.shape == (HEIGHT, WIDTH, 3)


@pytest.mark.parametrize("size", [(65, 20), (20, 65), (50, 50)])
def test_limits_hold_for_sides_and_pixels(size: tuple[int, int]) -> None:
    with pytest.raises(DecodeError) as caught:
        decode_photo(encoded("PNG", Image.new("RGB", size)), TINY)
    assert caught.value.code == "too_many_pixels"


def test_a_bomb_is_refused_before_its_pixels_are_allocated() -> None:
    bomb = png_promising(30_000, 30_000, rows=100)
    tracemalloc.start()
    with pytest.raises(DecodeError):
        decode_photo(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_cause_stays_out_of_the_sentence() -> None:
    with pytest.raises(DecodeError) as caught:
        decode_photo(encoded("PNG")[:60])
    assert caught.value.cause
    assert caught.value.cause not in caught.value.sentence
