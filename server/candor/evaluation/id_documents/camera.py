"""How does a page look on the picture that somebody sends? Three ways to take it, each with its own noise.

scan: flat, a degree askew, cut loosely. photo: a phone at an angle, on a table, in uneven light. rough: the same in a
hurry: more angle, less light, a reflection, out of focus, hard JPEG.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Condition:
    """Ranges of one way to take a picture."""

    turn_deg: float
    tilt: float
    """Shift of a corner at most, of the page's width."""
    blur: tuple[float, float]
    """Sigma in px on a page of 1000 px."""
    noise: tuple[float, float]
    """Levels."""
    light: float
    """Fall of light across the page at most, share."""
    glare: float
    """Probability of a reflection."""
    quality: tuple[int, int]
    """Of the JPEG."""
    margin: tuple[float, float]
    """Table around the page, of its width."""


CONDITIONS: Final[Mapping[str, Condition]] = {
    "scan": Condition(1.5, 0.0, (0.3, 0.7), (1, 3), 0.03, 0.0, (80, 95), (0.02, 0.25)),
    "photo": Condition(8.0, 0.04, (0.4, 1.1), (2, 6), 0.3, 0.15, (75, 92), (0.08, 0.4)),
    "rough": Condition(15.0, 0.08, (0.8, 1.8), (4, 10), 0.5, 0.5, (50, 80), (0.1, 0.6)),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture of a page, and where the page is on it."""

    jpeg: bytes
    from_page: F32
    """(3, 3) homography from px of the page to px of the picture."""

    def place(self, box: tuple[float, float, float, float]) -> F32:
        """Return the corners of a box of the page, (4, 2) px on the picture."""
        x0, y0, x1, y1 = box
        corners = np.array([[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]], dtype=np.float32)
        return np.asarray(cv2.perspectiveTransform(corners, self.from_page)[0], dtype=np.float32)


def taken(page: RGB, condition: Condition, width_px: int, rng: np.random.Generator) -> Taken:
    """Return a picture on which the page is about `width_px` wide."""
    height_px = round(page.shape[0] * width_px / page.shape[1])
    rounded = _sized(page, (width_px, height_px))
    margin = float(rng.uniform(*condition.margin)) * width_px
    canvas = (round(width_px + 2 * margin), round(height_px + 2 * margin))
    turn = _pose(width_px, height_px, margin, condition, rng)
    table = _table((canvas[1], canvas[0]), rng)
    seen = cv2.warpPerspective(rounded, turn, canvas, flags=cv2.INTER_CUBIC)
    where = cv2.warpPerspective(_card_shape(width_px, height_px), turn, canvas, flags=cv2.INTER_LINEAR)
    share = (where.astype(np.float32) / 255)[:, :, None]
    picture = np.asarray(seen * share + table * (1 - share), dtype=np.float32)
    shown = _with_noise(_lit(picture, condition, rng), condition, width_px, rng)
    out = io.BytesIO()
    Image.fromarray(shown).save(out, "JPEG", quality=int(rng.integers(*condition.quality)))
    scale = np.diag([width_px / page.shape[1], height_px / page.shape[0], 1.0])
    return Taken(out.getvalue(), (turn @ scale).astype(np.float32))


def _sized(page: RGB, size: tuple[int, int]) -> RGB:
    smaller = size[0] < page.shape[1]
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC), np.uint8)


def _pose(width: int, height: int, margin: float, condition: Condition, rng: np.random.Generator) -> F32:
    """Return the homography that lays the page on the table, turned and seen at an angle."""
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    turned = corners - corners.mean(axis=0)
    angle = np.deg2rad(float(rng.uniform(-condition.turn_deg, condition.turn_deg)))
    # A page that has little room around it is turned less, so that it stays on the picture.
    angle *= min(1.0, margin / (0.15 * width))
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shift = rng.uniform(-condition.tilt, condition.tilt, (4, 2)) * width * min(1.0, margin / (0.15 * width))
    middle = corners.mean(axis=0) + margin
    laid = (turned @ spin.T + middle + shift).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, laid), dtype=np.float32)


def _card_shape(width: int, height: int) -> NDArray[np.uint8]:
    """Return the page's shape, with round corners of 3 mm on 85.6 mm."""
    shape = np.zeros((height, width), dtype=np.uint8)
    radius = round(0.035 * width)
    cv2.rectangle(shape, (radius, 0), (width - radius - 1, height - 1), 255, -1)
    cv2.rectangle(shape, (0, radius), (width - 1, height - radius - 1), 255, -1)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(shape, (x, y), radius, 255, -1, cv2.LINE_AA)
    return shape


def _table(size: tuple[int, int], rng: np.random.Generator) -> F32:
    """Return a table top of a random colour: plain, with a grain, or with coarse structure."""
    colour = (rng.uniform(40, 220) + rng.uniform(-25, 25, 3)).astype(np.float32)
    kind = int(rng.integers(3))
    if kind == 0:
        return np.broadcast_to(colour, (*size, 3)).astype(np.float32)
    cells = (max(2, size[0] // (12 if kind == 1 else 60)), max(2, size[1] // (160 if kind == 1 else 60)))
    grain = cv2.resize(rng.normal(0, 18, cells).astype(np.float32), (size[1], size[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(colour + grain[:, :, None], dtype=np.float32)


def _lit(picture: F32, condition: Condition, rng: np.random.Generator) -> F32:
    """Return the picture in light that falls off to one side, at times with a reflection."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    angle, fall = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0, condition.light))
    along = (np.cos(angle) * (x / width - 0.5) + np.sin(angle) * (y / height - 0.5)) + 0.5
    lit = picture * (1 - fall * np.clip(along, 0, 1))[:, :, None]
    if rng.random() < condition.glare:
        place, size = rng.uniform(0.25, 0.75, 2) * (width, height), float(rng.uniform(0.05, 0.12)) * width
        spot = np.exp(-(((x - place[0]) ** 2 + (y - place[1]) ** 2) / (2 * size**2)))
        lit = lit + 120 * spot[:, :, None]
    return np.asarray(lit, dtype=np.float32)


def _with_noise(picture: F32, condition: Condition, width_px: int, rng: np.random.Generator) -> RGB:
    sigma = float(rng.uniform(*condition.blur)) * width_px / 1000
    blurred = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.float32)
    noise = np.asarray(rng.normal(0, float(rng.uniform(*condition.noise)), blurred.shape), dtype=np.float32)
    return np.clip(blurred + noise, 0, 255).astype(np.uint8)
