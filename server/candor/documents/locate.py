"""Where may a card or passport page be in this picture, and how does it look from straight above?

Edges in three looks of the picture give outlines; those that are quadrilaterals with the proportions of a document
may be it. So may a coloured area on it: `page.py` looks at what is inside. A scan cut to the document has no outline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]
U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

PAGE_SIDE_PX: Final = 1600
"""Width of the straightened page at most: the zone of a passport then has 30 px a character."""
_SEARCH_SIDE_PX: Final = 640
_RATIOS: Final = (85.60 / 53.98, 105.0 / 74.0, 125.0 / 88.0)
"""ID-1, ID-2 and ID-3 of ISO/IEC 7810, width over height. An open passport is as the last, turned."""
_RATIO_RANGE: Final = (1.25, 1.85)
"""Seen at an angle, the proportions change."""
_MIN_AREA: Final = 0.1
_MAX_AREA: Final = 0.98
_MIN_FILL: Final = 0.93
"""Share of its quadrilateral that an outline fills: rounded corners cost two in a hundred, a thumb more."""
_TOLERANCES: Final = (0.02, 0.035, 0.05)
_MAX_OUTLINES: Final = 6
_SAME_PX: Final = 8.0
"""Corners of two outlines of one thing, at the search size."""


def find_outlines(rgb: RGB) -> list[F32]:
    """Return the corners of what may be the document, (4, 2) px from the top left, clockwise; the largest first."""
    scale = min(1.0, _SEARCH_SIDE_PX / max(rgb.shape[:2]))
    small = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    area = small.shape[0] * small.shape[1]
    found = [corners for edges in _edges(small) for corners in _quadrilaterals(edges, area)]
    kept: list[F32] = []
    for corners in sorted(found, key=cv2.contourArea, reverse=True):
        if len(kept) < _MAX_OUTLINES and all(np.abs(corners - other).max() > _SAME_PX for other in kept):
            kept.append(corners)
    return [corners / np.float32(scale) for corners in kept]


def straighten(rgb: RGB, corners: F32) -> tuple[RGB, F64]:
    """Return the page seen from straight above, its long side lying, and the (3, 3) map from the picture to it, px."""
    if _side(corners, 0) < _side(corners, 1):
        corners = np.roll(corners, 1, axis=0)
    shrunk = min(1.0, PAGE_SIDE_PX / _side(corners, 0))
    if shrunk < 1:  # averaged first: a warp alone would leave pixels out
        rgb = np.asarray(cv2.resize(rgb, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        corners = corners * np.float32(shrunk)
    width, seen = round(_side(corners, 0)), _side(corners, 0) / max(_side(corners, 1), 1.0)
    height = round(width / min(_RATIOS, key=lambda each: abs(each - seen)))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    page = cv2.warpPerspective(rgb, turn, (width, height), flags=cv2.INTER_CUBIC)
    return np.asarray(page, dtype=np.uint8), np.asarray(turn @ np.diag([shrunk, shrunk, 1.0]), dtype=np.float64)


def _side(corners: F32, n: int) -> float:
    """Return the mean length of two opposite sides: 0 the upper and lower, 1 the left and right."""
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(lengths[n] + lengths[n + 2]) / 2


def _edges(rgb: RGB) -> Iterator[U8]:
    """Yield pictures whose white lines may be the outline: by lightness and by colour."""
    lab = cv2.cvtColor(cv2.medianBlur(rgb, 5), cv2.COLOR_RGB2LAB)
    for channel in cv2.split(lab):
        plane = _stretched(np.asarray(channel, dtype=np.uint8))
        middle = float(np.median(plane))
        for low, high in ((20, 60), (0.66 * middle, 1.33 * middle)):
            lines = cv2.Canny(plane, low, high)
            yield np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), dtype=np.uint8)
        _, parted = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        yield np.asarray(parted, dtype=np.uint8)
        yield np.asarray(255 - parted, dtype=np.uint8)


def _stretched(plane: U8) -> U8:
    """Return a plane from black to white."""
    low, high = float(plane.min()), float(plane.max())
    return ((plane - low) * (255 / max(high - low, 1.0))).astype(np.uint8)


def _quadrilaterals(edges: U8, area: int) -> Iterator[F32]:
    contours, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        hull = cv2.convexHull(contour)
        size = cv2.contourArea(hull)
        if not _MIN_AREA * area < size < _MAX_AREA * area:
            continue
        length = cv2.arcLength(hull, closed=True)
        for tolerance in _TOLERANCES:
            corners = cv2.approxPolyDP(hull, tolerance * length, closed=True)
            if len(corners) == 4:
                quad = in_order(np.asarray(corners, dtype=np.float32).reshape(4, 2))
                if _is_page(quad, size):
                    yield quad
                break


def in_order(corners: F32) -> F32:
    """Return corners from the top left, clockwise as seen."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)


def _is_page(corners: F32, filled: float) -> bool:
    across, down = _side(corners, 0), _side(corners, 1)
    ratio = max(across, down) / max(min(across, down), 1.0)
    size = cv2.contourArea(corners)
    return _RATIO_RANGE[0] < ratio < _RATIO_RANGE[1] and min(filled, size) > _MIN_FILL * max(filled, size)
