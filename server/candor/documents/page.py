"""Which part of the picture is the page? An outline that holds the text and the face; else the whole picture, levelled.

The largest outline may be a coloured area of the page, where the page itself does not stand out from the table: then
text is left outside of it. So where text is, is looked at first, on a small copy; that also says how the page may lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.documents.locate import PAGE_SIDE_PX, find_outlines, straighten
from candor.documents.portrait import Portrait, PortraitFinder
from candor.domain.ports import TextReader

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_MAX_FACE_ON_PAGE: Final = 0.36
"""Width of the face over that of the page: portraits on documents have up to 0.3; more is a photo in a frame."""
_COARSE_SIDE_PX: Final = 640
_MOST_ENLARGED: Final = 2.0
_MAX_ASPECT: Final = 3.0
"""Long side over short side of a picture that text is looked for in: the finder enlarges narrow ones without end."""
_MOST_TEXT: Final = 0.92
"""Share of the picture's text that a page holds: a line of the zone is more than the rest."""
_MAX_OUTLINES: Final = 2
"""That are looked into."""
_LEVEL_DEG: Final = 0.7
_FEW: Final = 0.25
"""Share of the text, by length, that tells nothing about how the page lies: a number along its edge."""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The page of a picture; upright when it has a portrait."""

    rgb: RGB
    portrait: Portrait | None
    has_outline: bool
    """False when the picture itself is taken for the page."""
    from_picture: F64
    """(3, 3) map from px of the picture to px of the page."""
    holds: float
    """Share of the picture's text that is on it."""


class PageFinder:
    """Finds pages. Not to be shared between threads."""

    def __init__(self, portraits: PortraitFinder, text: TextReader) -> None:
        self._portraits = portraits
        self._text = text

    def pages(self, rgb: RGB) -> Iterator[SeenPage]:
        """Yield what may be the page of an (H, W, 3) uint8 picture, the likeliest first, those with a face first."""
        boxes = self.text_boxes(rgb, _COARSE_SIDE_PX)
        outlines = [(_share_inside(boxes, corners), corners) for corners in find_outlines(rgb)]
        holding = [one for one in outlines if one[0] >= _MOST_TEXT][:_MAX_OUTLINES]
        others = sorted((one for one in outlines if one[0] < _MOST_TEXT), key=lambda one: one[0])[-1:]
        faceless: list[SeenPage] = []
        for seen in self._looked_into(rgb, holding, others, boxes):
            if seen.portrait is None:
                faceless.append(seen)
            elif not seen.has_outline or seen.portrait.width_px < _MAX_FACE_ON_PAGE * max(seen.rgb.shape[:2]):
                yield seen
        yield from faceless

    def text_boxes(self, rgb: RGB, side_px: int) -> list[F32]:
        """Return where text is, (4, 2) px each, by a copy of a picture whose longer side is about so long."""
        if max(rgb.shape[:2]) > _MAX_ASPECT * min(rgb.shape[:2]):
            return []
        scale = min(_MOST_ENLARGED, side_px / max(rgb.shape[:2]))
        return [box / np.float32(scale) for box in self._text.find(_scaled(rgb, scale))]

    def _looked_into(
        self, rgb: RGB, holding: Sequence[tuple[float, F32]], others: Sequence[tuple[float, F32]], boxes: Sequence[F32]
    ) -> Iterator[SeenPage]:
        for share, corners in holding:
            yield self._seen(*straighten(rgb, corners), boxes, holds=share)
        yield self._seen(*_levelled(rgb, boxes), boxes, has_outline=False)
        for share, corners in others:
            yield self._seen(*straighten(rgb, corners), boxes, holds=share)

    def _seen(
        self, page: RGB, turn: F64, boxes: Sequence[F32], *, has_outline: bool = True, holds: float = 1.0
    ) -> SeenPage:
        portrait = self._portraits.find(page, ways_up([on_page(box, turn) for box in boxes]))
        if portrait is None:
            return SeenPage(page, None, has_outline, turn, holds)
        return SeenPage(portrait.page, portrait, has_outline, _quarter_turns(portrait.turns, page) @ turn, holds)


def at_most(rgb: RGB, side_px: int) -> tuple[RGB, float]:
    """Return a picture with its longer side at most so long, and by what it was scaled."""
    scale = min(1.0, side_px / max(rgb.shape[:2]))
    return _scaled(rgb, scale), scale


def _scaled(rgb: RGB, scale: float) -> RGB:
    if scale == 1:
        return rgb
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)


def ways_up(boxes: Sequence[F32]) -> tuple[int, ...]:
    """Return the quarter turns in which text of these boxes may be upright: an open passport has text both ways."""
    lengths = [_length(box) for box in boxes]
    lying = sum(length for box, length in zip(boxes, lengths, strict=True) if np.ptp(box[:, 0]) > np.ptp(box[:, 1]))
    share = lying / sum(lengths) if boxes else 0.5
    return (*((0, 2) if share >= _FEW else ()), *((1, 3) if share <= 1 - _FEW else ()))


def on_page(box: F32, turn: F64) -> F32:
    """Return a box of a picture, (4, 2) px, where a map puts it."""
    return np.asarray(cv2.perspectiveTransform(box[None].astype(np.float32), turn)[0], dtype=np.float32)


def quarter_turned(boxes: Sequence[F32], turns: int, page: RGB) -> list[F32]:
    """Return boxes of a page where numpy.rot90 puts them, each from its new upper left."""
    turn = _quarter_turns(turns, page)
    return [np.roll(on_page(box, turn), -turns, axis=0) for box in boxes]


def _share_inside(boxes: Sequence[F32], corners: F32) -> float:
    """Return how much of the text, by length, lies inside an outline; 1 without text."""
    lengths = [_length(box) for box in boxes]
    inside = [
        length
        for box, length in zip(boxes, lengths, strict=True)
        if cv2.pointPolygonTest(corners, tuple(map(float, box.mean(axis=0))), measureDist=False) >= 0
    ]
    return sum(inside) / sum(lengths) if boxes else 1.0


def _length(box: F32) -> float:
    return float(max(np.linalg.norm(box[1] - box[0]), np.linalg.norm(box[2] - box[1])))


def _levelled(rgb: RGB, boxes: Sequence[F32]) -> tuple[RGB, F64]:
    """Return the picture, made smaller and turned so that its text lies level or upright, and the map to it."""
    whole, scale = at_most(rgb, PAGE_SIDE_PX)
    shrunk = np.diag([scale, scale, 1.0])
    angle = _lean_deg(boxes)
    if abs(angle) < _LEVEL_DEG:
        return whole, shrunk
    height, width = whole.shape[:2]
    spin = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    room = np.abs(spin[:, :2]) @ (width, height)
    spin[:, 2] += (room - (width, height)) / 2
    size = (round(float(room[0])), round(float(room[1])))
    level = cv2.warpAffine(whole, spin, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8), np.vstack([spin, (0.0, 0.0, 1.0)]) @ shrunk


def _lean_deg(boxes: Sequence[F32]) -> float:
    """Return the angle of the text to the nearest axis, by the median over its length; 0 without text."""
    if not boxes:
        return 0.0
    angles = np.array([(_angle_deg(box) + 45) % 90 - 45 for box in boxes])
    lengths = np.array([_length(box) for box in boxes])
    order = np.argsort(angles)
    before_half = np.cumsum(lengths[order]) < 0.5 * lengths.sum()
    return float(angles[order][int(before_half.sum())])


def _angle_deg(box: F32) -> float:
    """Return the angle of a box's longer side."""
    across, down = box[1] - box[0], box[2] - box[1]
    x, y = across if np.linalg.norm(across) > np.linalg.norm(down) else down
    return float(np.degrees(np.arctan2(y, x)))


def _quarter_turns(turns: int, page: RGB) -> F64:
    """Return the (3, 3) map of numpy.rot90 on px of a page."""
    total, (height, width) = np.eye(3), page.shape[:2]
    for _ in range(turns):
        total = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64) @ total
        height, width = width, height
    return total
