"""Which pixels are these bytes? Frames of the stream and ID photos, within limits that are checked before allocation.

First step of the loop in pipeline/session.py, and of pipeline/reference.py. JPEG frames go through OpenCV (fast);
everything that is rare, and every photo, goes through Pillow (strict).
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from candor.domain.frames import EncodedFrame, Frame
from candor.errors import DecodeError
from candor.pipeline.image_header import ImageHeader, read_header, unreadable

RGB = NDArray[np.uint8]

_END_OF_JPEG: Final = b"\xff\xd9"
_PLUGINS: Final = {
    "jpeg": JpegImagePlugin.JpegImageFile,
    "png": PngImagePlugin.PngImageFile,
    "webp": WebPImagePlugin.WebPImageFile,
}
_PAPER: Final = (255, 255, 255)
"""Transparent pixels are shown on white, as on paper."""


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """How large a picture may be. Safety limits of the server's memory, not thresholds of a judgement."""

    max_bytes: int
    max_pixels: int
    max_side_px: int
    min_side_px: int = 16


FRAME_LIMITS: Final = DecodeLimits(max_bytes=2 * 1024 * 1024, max_pixels=2560 * 1440, max_side_px=4096)
"""One frame of a tile: as wire.messages.MAX_BINARY_BYTES; 1440p is more than any call sends."""
PHOTO_LIMITS: Final = DecodeLimits(max_bytes=20 * 1024 * 1024, max_pixels=64_000_000, max_side_px=12_000)
"""One ID photo: what a present-day phone makes (64 megapixels, 192 MB decoded)."""


def decode_frame(encoded: EncodedFrame, limits: DecodeLimits = FRAME_LIMITS) -> Frame:
    """Return one frame of the stream as pixels; of an animated file its first picture.

    Raises:
        DecodeError: as `decode_photo`, without "animated".
    """
    header = _checked_header(encoded.data, limits)
    if header.kind == "jpeg" and encoded.data.endswith(_END_OF_JPEG):
        rgb = _decode_jpeg(encoded.data)
    else:
        rgb = _decode_strictly(encoded.data, header)
    return Frame(encoded.seq, encoded.captured_at_s, encoded.received_at_s, rgb)


def decode_photo(data: bytes, limits: DecodeLimits = PHOTO_LIMITS, *, allow_animated: bool = False) -> RGB:
    """Return a photo as (H, W, 3) uint8 RGB: upright by its EXIF tag, on white where transparent, 8 bits per channel.

    Args:
        data: JPEG, PNG or WebP, told by content.
        limits: checked against the header before any pixel is allocated.
        allow_animated: take the first picture of an animation instead of refusing it.

    Raises:
        DecodeError: "empty", "too_many_bytes", "unsupported_format", "too_many_pixels", "too_small", "animated" or
            "unreadable"; the sentence says what to do.
    """
    header = _checked_header(data, limits)
    if header.is_animated and not allow_animated:
        raise DecodeError("animated", "This is an animation. Please send one still picture as JPEG, PNG or WebP.")
    return _decode_strictly(data, header)


def check_limits(size_bytes: int, width: int, height: int, limits: DecodeLimits) -> None:
    """Refuse a picture by what is known before it is read.

    Raises:
        DecodeError: "too_many_bytes", "too_many_pixels" or "too_small".
    """
    if size_bytes > limits.max_bytes:
        raise DecodeError(
            "too_many_bytes",
            f"The file has {size_bytes / 1e6:.1f} MB; at most {limits.max_bytes / 1e6:.0f} MB are taken. "
            "Please send a smaller picture.",
        )
    if width * height > limits.max_pixels or max(width, height) > limits.max_side_px:
        raise DecodeError(
            "too_many_pixels",
            f"The picture has {width} x {height} pixels; at most {limits.max_pixels / 1e6:.1f} megapixels"
            f" and {limits.max_side_px} on a side are taken. Please send a smaller one.",
        )
    if min(width, height) < limits.min_side_px:
        raise DecodeError(
            "too_small",
            f"The picture has only {width} x {height} pixels. Please send a larger one.",
        )


def _checked_header(data: bytes, limits: DecodeLimits) -> ImageHeader:
    if len(data) > limits.max_bytes:
        check_limits(len(data), 0, 0, limits)
    header = read_header(data)
    check_limits(len(data), header.width, header.height, limits)
    return header


def _decode_jpeg(data: bytes) -> RGB:
    """Decode a complete JPEG; OpenCV turns it upright and makes grey and CMYK into RGB."""
    try:
        decoded = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR_RGB)
    except cv2.error as error:
        raise unreadable(str(error)) from error
    # The stubs promise an array; the library returns None for a picture that it cannot read.
    rgb = np.asarray(decoded)
    if rgb.ndim != 3 or rgb.dtype != np.uint8:
        raise unreadable("imdecode returned no picture")
    return rgb


def _decode_strictly(data: bytes, header: ImageHeader) -> RGB:
    """Decode with Pillow, which refuses what is cut off."""
    try:
        with _PLUGINS[header.kind](io.BytesIO(data)) as image:
            if image.size != (header.width, header.height):
                raise unreadable(f"header promises {header.width} x {header.height}, picture is {image.size}")
            image.load()
            upright = ImageOps.exif_transpose(image)
            return np.array(_as_rgb(upright), dtype=np.uint8)
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, OverflowError, struct.error) as error:
        # Pillow's plug-ins let these through on damaged input.
        raise unreadable(str(error)) from error


def _as_rgb(image: Image.Image) -> Image.Image:
    """Bring any mode to RGB: 16-bit grey is scaled, not clipped, and transparency lies on white."""
    if image.mode.startswith("I") or image.mode == "F":
        grey = np.asarray(image, dtype=np.float64)
        return Image.fromarray((grey / 257.0).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, (*_PAPER, 255))
        return Image.alpha_composite(paper, rgba).convert("RGB")
    return image.convert("RGB")
