"""Does a dark border close around the face, as that of a phone or monitor? Straight lines beside a dark strip.

Each side is looked for on a small copy of the picture: the straight line, upright or lying give or take ten degrees,
along which most places are dark and a step away bright: the border against the picture on it, or against the room. The
sides have to belong together: left and right must reach from the top line to the bottom line, or to the end of the
picture. A window or a screen behind a person is covered by the body at the bottom and ends beside it, and so fails.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import BorderSide

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]

_WIDTH: Final = 160
"""Of the small copy, px; every length below is in its pixels."""
_TILTS: Final = (0.0, 0.04, -0.04, 0.08, -0.08, 0.12, -0.12, 0.16, -0.16)
"""Slopes that are tried, the straight one first: of equals the first is kept."""
_INNER, _OUTER, _GAP = 2, 4, 1
"""Widths of the strips that are compared, and half the gap between them: a line is blurred."""
_STEP: Final = 10.0
"""Grey levels that the brighter strip is brighter by."""
_DARK: Final = 0.45
"""The darker strip must be darker than this part of what is bright around the face."""
_BESIDE: Final = 0.98
"""What a place counts where the line runs one pixel beside it."""
_HOLDS: Final = 0.6
"""Coverage from which a line counts as there when the ends of the others are sought."""
_BLACK: Final = 6.0
"""Mean below which the end of a picture was drawn, grey levels: no camera sees a room or a screen so black."""
_SHORTEST: Final = 12
_SAME_PLACE: Final = 3


@dataclass(frozen=True, slots=True)
class _View:
    """The picture turned so that one side's outside lies at small x."""

    grey: F32
    near: float
    """Where the face begins, seen from that side."""
    size: float
    """Of the face in that direction."""
    bright: float


@dataclass(frozen=True, slots=True)
class _Line:
    side: BorderSide
    place: int = 0
    """Distance of its middle from the end of the picture."""

    @property
    def holds(self) -> bool:
        return self.side.coverage >= _HOLDS


def screen_border(luma: U8, box_xyxy: NDArray[np.floating]) -> tuple[BorderSide, BorderSide, BorderSide, BorderSide]:
    """Return the left, right, top and bottom side of the best border around a face.

    Args:
        luma: (H, W).
        box_xyxy: (4,) px, of the face.
    """
    grey, (x1, y1, x2, y2) = _small(luma, box_xyxy)
    height, width = grey.shape
    face_w, face_h = x2 - x1, y2 - y1
    body = (x1 - 0.8 * face_w, x2 + 0.8 * face_w)
    bright = _brightness(grey, body, (y1 - 0.3 * face_h, y2 + face_h))
    turned = np.ascontiguousarray(grey.T)
    left, right = _View(grey, x1, face_w, bright), _View(grey[:, ::-1], width - x2, face_w, bright)
    top, bottom = _View(turned, y1, face_h, bright), _View(turned[:, ::-1], height - y2, face_h, bright)
    over = _line(top, body)
    under = _agreed(_line(bottom, body), _line(bottom, (x1 - 0.2 * face_w, x2 + 0.2 * face_w)))
    rows = _between(over, under, y1 - 0.3 * face_h, height, height)
    before, behind = _line(left, rows), _line(right, rows)
    columns = _between(before, behind, max(body[0], 0.0), min(body[1], width), width)
    over = _line(top, columns) if over.holds else over
    under = _line(bottom, columns) if under.holds else under
    return before.side, behind.side, over.side, under.side


def _small(luma: U8, box_xyxy: NDArray[np.floating]) -> tuple[F32, tuple[float, float, float, float]]:
    """Return the small copy and the box of the face in it."""
    scale = _WIDTH / luma.shape[1]
    size = (_WIDTH, max(round(luma.shape[0] * scale), 1))
    grey = np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    x1, y1, x2, y2 = (float(v) * scale for v in box_xyxy)
    return grey, (x1, y1, x2, y2)


def _agreed(wide: _Line, beneath: _Line) -> _Line:
    """Return the bottom line if it also runs beneath the face, where a body covers all that lies behind it."""
    is_one = wide.holds and beneath.holds and abs(wide.place - beneath.place) <= _SAME_PLACE
    return wide if is_one else _Line(BorderSide(0.0, 0.0, 0.0))


def _between(first: _Line, last: _Line, start: float, stop: float, length: int) -> tuple[float, float]:
    """Return where a side runs: from one line to the other, or from `start`, or to `stop`, where there is none."""
    return (
        first.place + 2 if first.holds else start,
        length - last.place - 2 if last.holds else stop,
    )


def _brightness(grey: F32, columns: tuple[float, float], rows: tuple[float, float]) -> float:
    """Return what is bright around the face, grey levels; 0 where there is nothing."""
    left, top = max(int(columns[0]), 0), max(int(rows[0]), 0)
    part = grey[top : max(int(rows[1]), 0), left : max(int(columns[1]), 0)]
    return float(np.quantile(part, 0.9)) if part.size else 0.0


def _line(view: _View, along: tuple[float, float]) -> _Line:
    """Return the best line between the end of the picture and the face, judged from along[0] to along[1]."""
    start, stop = max(int(along[0]), 0), min(int(along[1]), view.grey.shape[0])
    until = min(int(view.near - 0.1 * view.size), view.grey.shape[1])
    first = _OUTER + _GAP
    if stop - start < _SHORTEST or until <= first + _INNER + _GAP:
        return _Line(BorderSide(0.0, 0.0, 0.0))
    n = min(until, view.grey.shape[1] - _INNER - _GAP) - first
    inner = _strip(view.grey[start:stop, first + _GAP :], _INNER, n)
    outer = _strip(view.grey[start:stop, first - _GAP - _OUTER :], _OUTER, n)
    edges = [
        _best(bright - dark > _STEP, dark < _DARK * view.bright, dark)
        for bright, dark in ((outer, inner), (inner, outer))
    ]
    # Of equals the outer edge, which a dark picture on the screen does not hide.
    best = max(edges, key=lambda line: line.side.coverage)
    end = view.grey[start:stop, 0]
    is_drawn = float(end.mean()) < _BLACK and float(end.std()) < _BLACK / 4
    return _Line(replace(best.side, spread=0.0) if is_drawn else best.side, first + best.place)


def _strip(grey: F32, width: int, places: int) -> F32:
    """Return (length, places) the mean of `width` pixels from each place on."""
    parts = [grey[:, i : i + places] for i in range(width)]
    return np.asarray(sum(parts[1:], start=parts[0]) / width, dtype=np.float32)


def _best(steps: NDArray[np.bool_], dark: NDArray[np.bool_], grey: F32) -> _Line:
    """Return the line with most places on it: (length, places) of steps, of dark strips, and of their grey levels."""
    hit = (steps & dark).astype(np.float32)
    wide = np.maximum(hit, _BESIDE * np.asarray(cv2.dilate(hit, np.ones((1, 3), np.uint8)), dtype=np.float32))
    best, found, at = 0.0, 0.0, 0
    for tilt in _TILTS:
        coverage = cv2.reduce(_sheared(wide, tilt), 0, cv2.REDUCE_AVG)[0]
        place = int(coverage.argmax())
        if coverage[place] > best:
            best, found, at = float(coverage[place]), tilt, place
    spread = float(_sheared(grey, found)[:, at].std())
    return _Line(BorderSide(best, found, spread), at)


def _sheared(values: F32, tilt: float) -> F32:
    """Return values along lines of this slope as columns."""
    length, places = values.shape
    shear = np.array([[1, tilt, -tilt * length / 2], [0, 1, 0]], dtype=np.float32)
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(values, shear, (places, length), flags=flags), dtype=np.float32)
