"""What does a hand look like? Drawn, for want of recordings: shaded capsules, an open hand or one that points.

Made: real hands differ in outline, light and blur. Moved over pictures by hand_ways.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.evaluation.recipes.clip import F32, F64, RGB, as_rgb

# Joints and lengths as shares of the picture of the hand; fingers from thumb to little finger.
_BASES: Final = ((0.30, 0.62), (0.36, 0.46), (0.46, 0.43), (0.56, 0.44), (0.66, 0.49))
_DIRECTIONS_DEG: Final = (-50.0, -14.0, -3.0, 7.0, 19.0)
_LENGTHS: Final = (0.26, 0.30, 0.34, 0.31, 0.24)
_RADII: Final = (0.055, 0.047, 0.05, 0.047, 0.04)
_CURLED: Final = (0.45, 1.0, 0.3, 0.3, 0.3)
"""Of its length that is seen of each finger while the index points."""
_PALM: Final = (
    ((0.42, 0.56), (0.60, 0.56), 0.10, 0.10),
    ((0.42, 0.70), (0.58, 0.70), 0.12, 0.11),
    ((0.47, 0.80), (0.50, 1.05), 0.10, 0.095),
    ((0.36, 0.66), (0.33, 0.60), 0.08, 0.06),
)
_ARM: Final = ((0.5, 1.0), (0.5, 1.5), 0.095, 0.13)
_PALM_MIDDLE: Final = 0.6
_AROUND: Final = 0.5
"""Room on each side of the hand, so that it can be turned with its arm."""
_INDEX: Final = 1
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnHand:
    """A hand on a square of its own, fingers up unless it was turned."""

    picture: RGB
    """(S, S, 3), S twice the size of the hand."""
    share: F32
    """(S, S) 0 to 1: how far it covers a pixel."""
    anchor_xy: F64
    """(2,) px: the tip of a pointing hand's index, the middle of an open hand."""

    def turned(self, degrees: float) -> DrawnHand:
        """Return the hand turned about its palm, counterclockwise in the picture."""
        size = len(self.share)
        palm = size * (_PALM_MIDDLE + _AROUND) / (1 + 2 * _AROUND)
        turn = cv2.getRotationMatrix2D((size / 2, palm), degrees, 1.0)
        picture, share = (cv2.warpAffine(what, turn, (size, size)) for what in (self.picture, self.share))
        anchor = turn[:, :2] @ self.anchor_xy + turn[:, 2]
        return DrawnHand(np.asarray(picture, np.uint8), np.asarray(share, np.float32), anchor)

    def mirrored(self) -> DrawnHand:
        """Return the other hand."""
        picture, share = (np.ascontiguousarray(what[:, ::-1]) for what in (self.picture, self.share))
        anchor = np.array([len(self.share) - 1 - self.anchor_xy[0], self.anchor_xy[1]])
        return DrawnHand(np.asarray(picture, np.uint8), np.asarray(share, np.float32), anchor)


def open_hand(size: int, skin: F64, rng: np.random.Generator, *, has_arm: bool = False) -> DrawnHand:
    """Return an upright open hand of `size` px in this colour."""
    fingers, _ = _fingers(rng, (1.0,) * len(_LENGTHS))
    capsules = [*fingers, *([_ARM] if has_arm else [])]
    return DrawnHand(*_shaded(size, skin, capsules, rng), size * (np.array([0.5, 0.5]) + _AROUND))


def pointing_hand(size: int, skin: F64, rng: np.random.Generator) -> DrawnHand:
    """Return an upright hand of `size` px with its arm whose index points up, the other fingers curled."""
    fingers, tips = _fingers(rng, _CURLED)
    return DrawnHand(*_shaded(size, skin, [*fingers, _ARM], rng), size * (np.array(tips[_INDEX]) + _AROUND))


def _fingers(
    rng: np.random.Generator, seen: Sequence[float]
) -> tuple[list[tuple[Point, Point, float, float]], list[Point]]:
    """Return two capsules a finger, and the tips."""
    directions = np.radians(np.array(_DIRECTIONS_DEG) + rng.normal(0, 4, 5) - 90)
    capsules, tips = list[tuple[Point, Point, float, float]](), list[Point]()
    for base, direction, length, radius, much in zip(_BASES, directions, _LENGTHS, _RADII, seen, strict=True):
        middle, tip = (
            (base[0] + share * length * float(np.cos(direction)), base[1] + share * length * float(np.sin(direction)))
            for share in (0.55 * much, much)
        )
        capsules += [(base, middle, radius * 1.08, radius), (middle, tip, radius, radius * 0.85)]
        tips.append(tip)
    return capsules, tips


def _shaded(
    size: int, skin: F64, fingers: Sequence[tuple[Point, Point, float, float]], rng: np.random.Generator
) -> tuple[RGB, F32]:
    """Return picture and share of a hand of these fingers."""
    side = round(size * (1 + 2 * _AROUND))
    depth = np.zeros((side, side))
    for capsule in fingers:
        depth = np.maximum(depth, _capsule(size, *capsule))
    for capsule in _PALM:
        depth = np.maximum(depth, 0.9 * _capsule(size, *capsule))
    smooth = np.asarray(cv2.GaussianBlur(depth, (0, 0), size / 90) * size, dtype=np.float64)
    down, right = cast("tuple[F64, F64]", np.gradient(smooth))
    light = np.clip((1 - 0.35 * right + 0.5 * down) / np.sqrt(1 + right**2 + down**2), 0.35, 1.25)
    grain = 6 * cv2.GaussianBlur(rng.normal(0, 1, (side, side)), (0, 0), size / 60) + rng.normal(0, 2, (side, side))
    colour = skin * rng.uniform(0.9, 1.1)
    edge = cv2.GaussianBlur((depth > 0).astype(np.float32), (0, 0), size / 200 + 0.5)
    return as_rgb(colour * light[..., None] + grain[..., None]), np.asarray(edge, np.float32)


def _capsule(size: int, begin: Point, end: Point, begin_radius: float, end_radius: float) -> NDArray[np.float64]:
    """Return the height of a capsule above the picture's plane, as a share of `size`; 0 beside it."""
    side = round(size * (1 + 2 * _AROUND))
    y, x = np.mgrid[0:side, 0:side] / size - _AROUND
    along = np.array(end) - np.array(begin)
    share = np.clip(((x - begin[0]) * along[0] + (y - begin[1]) * along[1]) / max(float(along @ along), 1e-9), 0, 1)
    radius = begin_radius + (end_radius - begin_radius) * share
    distance_2 = (x - begin[0] - share * along[0]) ** 2 + (y - begin[1] - share * along[1]) ** 2
    return np.sqrt(np.clip(radius**2 - distance_2, 0, None))
