"""What do these bytes claim to be? Format, size and animation, read from the first bytes before anything is allocated.

First stop of pipeline/decode.py. The name of a file is never asked: only its content counts.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Final

from PIL import JpegImagePlugin, UnidentifiedImageError

from candor.errors import DecodeError

_OTHER_KINDS: Final = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"%PDF", "a PDF"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000"),
    (b"PK\x03\x04", "a ZIP or office document"),
    (b"<svg", "an SVG"),
    (b"<?xml", "an XML"),
)
"""Beginnings of files that people do send, so that the sentence can name them."""


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What the first bytes promise."""

    kind: str
    """ "jpeg", "png" or "webp"."""
    width: int
    height: int
    is_animated: bool


def read_header(data: bytes) -> ImageHeader:
    """Return format, size and animation of an encoded picture, decoding no pixel.

    Raises:
        DecodeError: "empty", "unsupported_format" or "unreadable".
    """
    if not data:
        raise DecodeError("empty", "The file is empty. Please choose the picture again.")
    try:
        if data[:3] == b"\xff\xd8\xff":
            return _jpeg_header(data)
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return _png_header(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp_header(data)
    except (OSError, SyntaxError, ValueError, IndexError, struct.error, UnidentifiedImageError) as error:
        raise unreadable(str(error)) from error
    raise DecodeError(
        "unsupported_format", f"This is {_other_kind(data)} file. Please send the picture as JPEG, PNG or WebP."
    )


def unreadable(cause: str) -> DecodeError:
    """The picture has a known format and cannot be read to its end."""
    return DecodeError(
        "unreadable", "The picture is damaged or incomplete. Please export or photograph it again.", cause=cause
    )


def _jpeg_header(data: bytes) -> ImageHeader:
    with JpegImagePlugin.JpegImageFile(io.BytesIO(data)) as image:
        return ImageHeader("jpeg", *image.size, is_animated=False)


def _png_header(data: bytes) -> ImageHeader:
    """Read IHDR by its fixed place, before the plug-in meets chunks that may be compressed bombs."""
    if data[12:16] != b"IHDR":
        raise SyntaxError("PNG without IHDR")
    width, height = struct.unpack(">II", data[16:24])
    animation = data.find(b"acTL", 0, 64 * 1024)
    return ImageHeader("png", width, height, is_animated=0 < animation < (data.find(b"IDAT") if b"IDAT" in data else 0))


def _webp_header(data: bytes) -> ImageHeader:
    """Read the canvas size of the three kinds of WebP.

    Source: RFC 9649 (WebP), sections 2.5 to 2.7; RFC 6386 (VP8), section 9.1.
    """
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        width, height = 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
        return ImageHeader("webp", width, height, is_animated=bool(body[0] & 0b10))
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return ImageHeader("webp", 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), is_animated=False)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return ImageHeader("webp", width & 0x3FFF, height & 0x3FFF, is_animated=False)
    raise SyntaxError("WebP without a picture header")


def _other_kind(data: bytes) -> str:
    start = data.lstrip()[:16]
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return "a HEIC"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "an AVIF"
    if data[4:8] == b"ftyp":
        return "a video"
    return next((name for magic, name in _OTHER_KINDS if start.startswith(magic)), "an unknown kind of")
