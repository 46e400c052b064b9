"""How is a holder's page printed? The portrait, the zone in OCR-B or the barcode, put into an empty document.

The page is made at twice the width of the template, so that a sharp camera has something to see.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from candor.errors import ConfigurationError
from candor.evaluation.id_documents.plan_file import Template

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

PAGE_WIDTH_PX: Final = 2000
FONT: Final = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")
_PLACES_WIDTH_PX: Final = 1000
_SCALE: Final = PAGE_WIDTH_PX / _PLACES_WIDTH_PX
_BARCODE_ROWS: Final = 16
"""Gives some 17 columns of code words: 350 bars across 72 mm, as on licences."""
_CLEARED: Final = 91
"""Window of the median that takes the placeholder off, px: its strokes fill less than half of it."""


def page_picture(path: Path) -> RGB:
    """Return an empty page at PAGE_WIDTH_PX."""
    with Image.open(path) as image:
        page = np.asarray(image.convert("RGB"), dtype=np.uint8)
    height = round(page.shape[0] * PAGE_WIDTH_PX / page.shape[1])
    return np.asarray(cv2.resize(page, (PAGE_WIDTH_PX, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def put_portrait(page: RGB, place: tuple[int, int, int, int], portrait: RGB, rng: np.random.Generator) -> RGB:
    """Return the page with a portrait printed at a place: softened by the screen of the print, under fine lines."""
    x0, y0, x1, y1 = (round(each * _SCALE) for each in place)
    size = (x1 - x0, y1 - y0)
    enlarged = cv2.resize(portrait, size, interpolation=cv2.INTER_CUBIC)
    photo = np.asarray(cv2.GaussianBlur(enlarged, (0, 0), 1.2), dtype=np.float32)
    contrast, colour = float(rng.uniform(0.8, 1.0)), float(rng.uniform(0.5, 1.0))
    photo = (photo - 128) * contrast + 134
    photo = photo * colour + photo.mean(axis=2, keepdims=True) * (1 - colour)
    grain = np.asarray(rng.normal(0, 3, photo.shape), dtype=np.float32)
    photo = np.asarray(photo + _screen(size)[:, :, None] + grain, dtype=np.float32)
    printed = page.copy()
    printed[y0:y1, x0:x1] = np.clip(_lines_over(photo, rng), 0, 255).astype(np.uint8)
    return printed


def put_zone(page: RGB, template: Template, lines: list[str]) -> RGB:
    """Return the page with its placeholder taken off and a machine readable zone printed.

    Raises:
        ConfigurationError: "no_font": OCR-B is not installed.
    """
    left, right = (each * _SCALE for each in template.zone_x)
    step = (right - left) / len(lines[0])
    half = 1.1 * step
    printed = page.copy()
    for text, middle in zip(lines, template.zone_y, strict=True):
        top, bottom = round(middle * _SCALE - half), round(middle * _SCALE + half)
        x0, x1 = max(0, round(left - step)), min(page.shape[1], round(right + step))
        band = printed[top:bottom, x0:x1]
        printed[top:bottom, x0:x1] = cv2.medianBlur(cv2.medianBlur(band, _CLEARED), _CLEARED)
        printed = _typed(printed, text, (left, middle * _SCALE), step, template.ink)
    return printed


def put_barcode(page: RGB, text: str, place: tuple[float, float, float, float]) -> RGB:
    """Return the page with a PDF417 symbol on white at a place (x0, y0, x1, y1 as shares of the page)."""
    height, width = page.shape[:2]
    x0, y0, x1, y1 = (round(each * side) for each, side in zip(place, (width, height, width, height), strict=True))
    symbol = zxingcpp.create_barcode(  # pyright: ignore[reportUnknownMemberType]  # its keywords have no types
        text, zxingcpp.BarcodeFormat.PDF417, options=f"rows={_BARCODE_ROWS}"
    )
    bars = np.array(symbol.to_image(scale=1, add_quiet_zones=False), dtype=np.uint8)
    size = (round((x1 - x0) * 0.96), round((y1 - y0) * 0.88))
    shown = np.asarray(cv2.resize(bars, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    printed = page.copy()
    printed[y0:y1, x0:x1] = 245
    top, left = y0 + (y1 - y0 - size[1]) // 2, x0 + (x1 - x0 - size[0]) // 2
    printed[top : top + size[1], left : left + size[0]] = np.maximum(shown[:, :, None], 20)
    return printed


def _typed(page: RGB, text: str, start: tuple[float, float], step: float, ink: tuple[int, int, int]) -> RGB:
    image = Image.fromarray(page)
    pen, font = ImageDraw.Draw(image), _font(_points(step))
    for n, letter in enumerate(text):
        pen.text((start[0] + (n + 0.5) * step, start[1]), letter, font=font, fill=ink, anchor="mm")
    return np.array(image, dtype=np.uint8)


def _points(step: float) -> int:
    """Return the size of type whose letters advance by a step."""
    return round(100 * step / _font(100).getlength("0"))


@lru_cache(maxsize=32)
def _font(points: int) -> ImageFont.FreeTypeFont:
    if not FONT.is_file():
        raise ConfigurationError("no_font", "The font OCR-B is not installed. Run `make ocr-font` first.")
    return ImageFont.truetype(str(FONT), points)


def _screen(size: tuple[int, int]) -> F32:
    """Return the dots of a print, ±4 levels."""
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    return (4 * np.sin((x + y) * 1.1) * np.sin((x - y) * 1.1)).astype(np.float32)


def _lines_over(photo: F32, rng: np.random.Generator) -> F32:
    """Return a photo under fine waved lines, as security prints have."""
    shape = (photo.shape[0], photo.shape[1])
    lines = np.zeros(shape, dtype=np.float32)
    across = np.arange(shape[1], dtype=np.float64)
    phase, period = float(rng.uniform(0, 6)), float(rng.uniform(60, 160))
    for k in range(-4, 24):
        y = k * shape[0] / 20 + 14 * np.sin(across / period + phase + 0.35 * k)
        points = np.stack([across, y], axis=1).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(lines, [points], isClosed=False, color=1.0, thickness=1, lineType=cv2.LINE_AA)
    return (photo + 26 * lines[:, :, None]).astype(np.float32)
