"""What does a hand in front of a face look like? Drawn, for want of recordings: shaded capsules on their way down.

Made: real hands differ in outline, light and blur. The colour is that of the cheeks that it passes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.evaluation.recipes.clip import F32, F64, RGB, as_rgb

_CHEEKS: Final = (205, 425, 50, 280)
_FOREHEAD, _CHIN = 10, 152
_SMALLEST_PX: Final = 60
# Joints and lengths as shares of the picture of the hand; fingers from thumb to little finger.
_BASES: Final = ((0.30, 0.62), (0.36, 0.46), (0.46, 0.43), (0.56, 0.44), (0.66, 0.49))
_DIRECTIONS_DEG: Final = (-50.0, -14.0, -3.0, 7.0, 19.0)
_LENGTHS: Final = (0.26, 0.30, 0.34, 0.31, 0.24)
_RADII: Final = (0.055, 0.047, 0.05, 0.047, 0.04)
_PALM: Final = (
    ((0.42, 0.56), (0.60, 0.56), 0.10, 0.10),
    ((0.42, 0.70), (0.58, 0.70), 0.12, 0.11),
    ((0.47, 0.80), (0.50, 1.05), 0.10, 0.095),
    ((0.36, 0.66), (0.33, 0.60), 0.08, 0.06),
)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pass:
    """A hand on its way, frame by frame."""

    shares: Sequence[F32]
    """(H, W) each, 0 to 1: how far the hand covers a pixel."""
    pictures: Sequence[RGB]
    """(H, W, 3) each."""

    def over(self, frames: Sequence[RGB]) -> list[RGB]:
        """Return frames with the hand in front."""
        return [
            as_rgb(rgb * (1 - share[..., None]) + hand * share[..., None]) if share.any() else rgb
            for rgb, share, hand in zip(frames, self.shares, self.pictures, strict=True)
        ]


def hand_pass(
    frames: Sequence[RGB], meshes: Sequence[F32], rate_fps: float, from_s: float, rng: np.random.Generator
) -> Pass:
    """Return a hand that passes from above the forehead to below the chin in two to three seconds.

    Args:
        frames: of one size.
        meshes: (468, 2) px each.
        rate_fps: of the frames.
        from_s: when it comes into the picture.
        rng: of its size, turn, colour and pace.
    """
    width = float(np.median([np.ptp(mesh[:, 0]) for mesh in meshes]))
    picture, share = _turned(
        *_hand(max(int(width * rng.uniform(1.15, 1.5)), _SMALLEST_PX), _skin(frames, meshes), rng), rng
    )
    seconds, aside = rng.uniform(2.0, 3.0), rng.uniform(-0.15, 0.15) * width
    shares, pictures = list[F32](), list[RGB]()
    for number, (rgb, mesh) in enumerate(zip(frames, meshes, strict=True)):
        height, size = rgb.shape[:2], rgb.shape[1::-1]
        way = (number / rate_fps - from_s) / seconds
        if not 0 <= way <= 1:
            shares.append(np.zeros(height, np.float32))
            pictures.append(rgb)
            continue
        x, y = _place(mesh, way)
        centre = (x + aside + 3 * np.sin(number / 2), y)
        move = np.array([[1, 0, centre[0] - len(share) / 2], [0, 1, centre[1] - len(share) / 2]])
        shares.append(np.asarray(cv2.warpAffine(share, move, size), np.float32))
        pictures.append(np.asarray(cv2.warpAffine(picture, move, size), np.uint8))
    return Pass(shares, pictures)


def _place(mesh: F32, way: float) -> tuple[float, float]:
    """Return the middle of the hand: 0.75 faces above the forehead at first, as far below the chin at last."""
    top, chin = mesh[_FOREHEAD], mesh[_CHIN]
    face = float(np.linalg.norm(chin - top))
    return float(top[0] + chin[0]) / 2, float(top[1]) + face * (2.4 * way - 0.75)


def _skin(frames: Sequence[RGB], meshes: Sequence[F32]) -> F64:
    """Return the colour of the cheeks in the first frame."""
    places = np.clip(meshes[0][list(_CHEEKS)].astype(int), 0, np.array(frames[0].shape[1::-1]) - 1)
    return np.median(frames[0][places[:, 1], places[:, 0]], axis=0)


def _turned(picture: RGB, share: F32, rng: np.random.Generator) -> tuple[RGB, F32]:
    """Return the hand as a left or right one, turned by up to 35 degrees."""
    if rng.random() < 0.5:
        picture, share = np.ascontiguousarray(picture[:, ::-1]), np.ascontiguousarray(share[:, ::-1])
    size = len(share)
    turn = cv2.getRotationMatrix2D((size / 2, size * 0.6), rng.uniform(-35, 35), 1.0)
    turned = cv2.warpAffine(picture, turn, (size, size))
    return np.asarray(turned, np.uint8), np.asarray(cv2.warpAffine(share, turn, (size, size)), np.float32)


def _hand(size: int, skin: F64, rng: np.random.Generator) -> tuple[RGB, F32]:
    """Return an upright hand of `size` px: picture and share."""
    depth = np.zeros((size, size))
    directions = np.radians(np.array(_DIRECTIONS_DEG) + rng.normal(0, 4, 5) - 90)
    for base, direction, length, radius in zip(_BASES, directions, _LENGTHS, _RADII, strict=True):
        middle, tip = (
            (base[0] + share * length * float(np.cos(direction)), base[1] + share * length * float(np.sin(direction)))
            for share in (0.55, 1.0)
        )
        for capsule in ((base, middle, radius * 1.08, radius), (middle, tip, radius, radius * 0.85)):
            depth = np.maximum(depth, _capsule(size, *capsule))
    for capsule in _PALM:
        depth = np.maximum(depth, 0.9 * _capsule(size, *capsule))
    smooth = np.asarray(cv2.GaussianBlur(depth, (0, 0), size / 90) * size, dtype=np.float64)
    down, right = cast("tuple[F64, F64]", np.gradient(smooth))
    light = np.clip((1 - 0.35 * right + 0.5 * down) / np.sqrt(1 + right**2 + down**2), 0.35, 1.25)
    grain = 6 * cv2.GaussianBlur(rng.normal(0, 1, (size, size)), (0, 0), size / 60) + rng.normal(0, 2, (size, size))
    colour = skin * rng.uniform(0.9, 1.1)
    edge = cv2.GaussianBlur((depth > 0).astype(np.float32), (0, 0), size / 200 + 0.5)
    return as_rgb(colour * light[..., None] + grain[..., None]), np.asarray(edge, np.float32)


def _capsule(size: int, begin: Point, end: Point, begin_radius: float, end_radius: float) -> NDArray[np.float64]:
    """Return the height of a capsule above the picture's plane, as a share of `size`; 0 beside it."""
    y, x = np.mgrid[0:size, 0:size] / size
    along = np.array(end) - np.array(begin)
    share = np.clip(((x - begin[0]) * along[0] + (y - begin[1]) * along[1]) / max(float(along @ along), 1e-9), 0, 1)
    radius = begin_radius + (end_radius - begin_radius) * share
    distance_2 = (x - begin[0] - share * along[0]) ** 2 + (y - begin[1] - share * along[1]) ** 2
    return np.sqrt(np.clip(radius**2 - distance_2, 0, None))
