"""Pictures of a video are read in an unbroken chain or not at all, and nothing a peer sends breaks more than that."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from candor.domain.frames import MAX_LEAD, Colour, EncodedFrame, overtaking
from candor.errors import DecodeError
from candor.pipeline.decode import DecodeLimits
from candor.pipeline.video_stream import FrameDecoder, keyframe_size
from made_videos import moving_picture, vp8, vp8_of

PICTURES = [moving_picture(at) for at in range(12)]
PACKETS = vp8(PICTURES)


def frame(at: int, data: bytes | None = None, chain: int | None = None) -> EncodedFrame:
    return EncodedFrame(at, at / 10, at / 10, PACKETS[at] if data is None else data, at if chain is None else chain)


def code(decode: Callable[[], object]) -> str:
    with pytest.raises(DecodeError) as caught:
        decode()
    return caught.value.code


def decoder_after(places: Sequence[int], limits: DecodeLimits | None = None) -> FrameDecoder:
    decoder = FrameDecoder(limits) if limits else FrameDecoder()
    for at in places:
        decoder.decode(frame(at))
    return decoder


def test_a_stream_is_read_picture_by_picture() -> None:
    decoder = FrameDecoder()
    for at, truth in enumerate(PICTURES):
        read = decoder.decode(frame(at))
        assert (read.seq, read.captured_at_s) == (at, at / 10)
        assert read.rgb.shape == truth.shape
        assert np.abs(read.rgb.astype(int) - truth).mean() < 25  # another place would be 60


@pytest.mark.parametrize("seen", [[], [0, 1]])
def test_after_a_gap_nothing_is_read_until_a_keyframe(seen: list[int]) -> None:
    decoder = decoder_after(seen)
    for at in (4, 5):
        assert code(lambda at=at: decoder.decode(frame(at))) == "needs_keyframe"
    decoder.decode(frame(0))
    decoder.decode(frame(1))


def test_a_damaged_picture_ends_the_chain() -> None:
    decoder = decoder_after([0, 1])
    assert code(lambda: decoder.decode(frame(2, data=b"\x31"))) == "unreadable"
    assert code(lambda: decoder.decode(frame(3))) == "needs_keyframe"


def test_overtaken_pictures_are_read_unseen() -> None:
    decoder = decoder_after([0])
    waiting = frame(1)
    for at in (2, 3):
        waiting = overtaking(waiting, frame(at))
    assert [older.chain for older in waiting.lead] == [1, 2]
    read = decoder.decode(waiting)
    whole = decoder_after([0, 1, 2]).decode(frame(3))
    assert (read.seq, read.rgb.tolist()) == (3, whole.rgb.tolist())


def test_so_many_may_be_overtaken_and_no_more() -> None:
    waiting = frame(0)
    for at in range(1, MAX_LEAD + 3):
        waiting = overtaking(waiting, frame(at))
    assert len(waiting.lead) == MAX_LEAD
    assert code(lambda: FrameDecoder().decode(waiting)) == "needs_keyframe"


def test_a_keyframe_and_a_picture_by_itself_need_none_of_what_they_overtake() -> None:
    alone = EncodedFrame(9, 0.9, 0.9, b"jpeg")
    assert overtaking(frame(3), frame(0)).lead == ()
    assert overtaking(frame(3), alone).lead == ()


def test_pictures_by_themselves_come_between_without_harm() -> None:
    jpeg = io.BytesIO()
    Image.fromarray(PICTURES[0]).save(jpeg, "JPEG")
    decoder = decoder_after([0])
    assert decoder.decode(EncodedFrame(1, 0.1, 0.1, jpeg.getvalue())).rgb.shape == PICTURES[0].shape
    assert decoder.decode(overtaking(EncodedFrame(2, 0.2, 0.2, b""), frame(1))).seq == 1


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        (Colour.BT601, (182, 59, 78)),
        (Colour.BT709, (193, 72, 77)),
        (Colour.FULL_RANGE, (174, 66, 82)),
    ],
)
def test_colours_are_read_as_they_are_meant(colour: Colour, shown: tuple[int, int, int]) -> None:
    y, u, v = 100, 118, 181  # by the formulas of BT.601 and BT.709
    planes = av.VideoFrame(160, 96, "yuv420p")
    for plane, value in zip(planes.planes, (y, u, v), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    [packet] = vp8_of([planes])
    red, green, blue = FrameDecoder().decode(replace(frame(0, packet), colour=colour)).rgb[48, 80].tolist()
    assert np.abs(np.subtract((red, green, blue), shown)).max() <= 4


def test_the_size_may_change_with_a_keyframe() -> None:
    decoder = decoder_after([0, 1])
    wider = vp8([moving_picture(at, 320, 176) for at in range(2)])
    shapes = [decoder.decode(frame(at, data=wider[at])).rgb.shape for at in (0, 1)]
    assert shapes == [(176, 320, 3)] * 2


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (DecodeLimits(max_bytes=100, max_pixels=10**6, max_side_px=1000), "too_many_bytes"),
        (DecodeLimits(max_bytes=10**6, max_pixels=1000, max_side_px=1000), "too_many_pixels"),
        (DecodeLimits(max_bytes=10**6, max_pixels=10**6, max_side_px=150), "too_many_pixels"),
        (DecodeLimits(max_bytes=10**6, max_pixels=10**6, max_side_px=1000, min_side_px=100), "too_small"),
    ],
)
def test_limits_are_checked_before_anything_is_read(limits: DecodeLimits, expected: str) -> None:
    assert code(lambda: FrameDecoder(limits).decode(frame(0))) == expected


def test_a_size_cannot_be_smuggled_in_behind_the_limits() -> None:
    decoder = decoder_after([0])
    wider = vp8([moving_picture(0, 320, 176)])
    assert code(lambda: decoder.decode(frame(1, data=wider[0]))) == "unreadable"


@pytest.mark.parametrize("data", [b"", b"\x10", PACKETS[0][:9], PACKETS[1], b"\xff\xd8\xff\xe0" + b"\0" * 20])
def test_what_is_no_keyframe_begins_no_stream(data: bytes) -> None:
    assert code(lambda: FrameDecoder().decode(frame(0, data=data))) == "unreadable"


def test_the_size_stands_in_the_keyframe() -> None:
    assert keyframe_size(PACKETS[0]) == (160, 96)


CODES = {"needs_keyframe", "unreadable", "too_many_pixels", "too_small"}


def outcome(decoder: FrameDecoder, encoded: EncodedFrame, limits: DecodeLimits) -> str:
    try:
        height, width, _ = decoder.decode(encoded).rgb.shape
    except DecodeError as error:
        return error.code
    return "read" if width * height <= limits.max_pixels else "larger than allowed"


damage = st.tuples(
    st.integers(0, len(PACKETS) - 1), st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=8)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(damage, st.integers(1, 1 << 16), st.integers(0, 4)), min_size=1, max_size=6))
def test_any_damage_is_one_known_code_and_a_keyframe_heals_it(steps: list) -> None:
    limits = DecodeLimits(max_bytes=100_000, max_pixels=320 * 200, max_side_px=320)
    decoder = decoder_after([0, 1], limits)
    for (at, changes), length, chain in steps:
        data = bytearray(PACKETS[at][:length])
        for place, value in changes:
            data[place % len(data)] = value
        assert outcome(decoder, frame(at, bytes(data), chain), limits) in {*CODES, "read"}
    assert decoder.decode(frame(0)).rgb.shape == PICTURES[0].shape
