"""Format and size are read from the first bytes, for every kind, and what else people send is named."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import DecodeError
from candor.pipeline.image_header import ImageHeader, read_header
from pipeline.bad_pictures import HEIGHT, WIDTH, animation, encoded, jpeg_promising, png_promising, webp_promising


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (encoded("JPEG"), "jpeg"),
        (encoded("JPEG", progressive=True), "jpeg"),
        (encoded("PNG"), "png"),
        (encoded("WEBP", quality=80), "webp"),
        (encoded("WEBP", lossless=True), "webp"),
    ],
)
def test_size_is_read_without_decoding(data: bytes, kind: str) -> None:
    assert read_header(data) == ImageHeader(kind, WIDTH, HEIGHT, is_animated=False)


@pytest.mark.parametrize("data", [animation("PNG"), animation("WEBP")])
def test_animations_are_told(data: bytes) -> None:
    assert read_header(data).is_animated


@pytest.mark.parametrize("make", [jpeg_promising, png_promising, webp_promising])
def test_a_promised_size_is_believed_and_not_allocated(make: Callable[[int, int], bytes]) -> None:
    header = read_header(make(40_000, 30_000))
    assert (header.width, header.height) == (40_000, 30_000)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (encoded("GIF"), "a GIF"),
        (encoded("BMP"), "a BMP"),
        (encoded("TIFF"), "a TIFF"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x00\x00\x00\x18ftypheic", "a HEIC"),
        (b"\x00\x00\x00\x18ftypavif", "an AVIF"),
        (b"\x00\x00\x00\x18ftypisom", "a video"),
        (b"hello", "an unknown kind of"),
    ],
)
def test_other_files_are_named_in_the_sentence(data: bytes, named: str) -> None:
    with pytest.raises(DecodeError, match=f"This is {named} file") as caught:
        read_header(data)
    assert caught.value.code == "unsupported_format"


@given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8X"]),
    st.binary(),
)
def test_any_bytes_give_a_header_or_a_named_error(start: bytes, rest: bytes) -> None:
    with contextlib.suppress(DecodeError):
        assert read_header(start + rest).kind in {"jpeg", "png", "webp"}
