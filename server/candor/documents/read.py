"""What does a picture show of an ID document? The order of the steps: page, portrait, zone, barcode.

No embedding is computed here: that a face is there, and where, is all that is asked.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from candor.documents.barcode import read_barcode
from candor.documents.locate import PAGE_SIDE_PX, find_page, straighten
from candor.documents.mrz import read_zone
from candor.documents.portrait import Portrait, PortraitFinder
from candor.documents.zone_area import read_zone_lines, rows_of
from candor.domain.documents import DocumentFields, DocumentReading, ReadPicture, Zone
from candor.domain.ports import FaceDetector, FaceMesher, TextReader
from candor.errors import ReferencePhotoError
from candor.pipeline.decode import decode_photo

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_MAX_FACE_ON_PAGE: Final = 0.36
"""Width of the face over that of the page: portraits on documents have up to 0.3; more is a photo in a frame."""
_MIN_ROWS: Final = 4
"""Rows of text that make a document of a picture without a zone that can be read: a photo of a person has few."""
_FINDING_SIDE_PX: Final = 1050
_MAX_ASPECT: Final = 3.0
"""Long side over short side of a picture that text is looked for in: the finder enlarges narrow ones without end."""
_ON_THE_BACK: Final = frozenset({Zone.TD1, Zone.AAMVA})
"""Zones on the side without the portrait."""
_JPEG_QUALITY: Final = 95


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The page of a picture; upright when it has a portrait."""

    rgb: RGB
    portrait: Portrait | None
    has_outline: bool
    """False when the picture itself is taken for the page."""
    from_picture: F64
    """(3, 3) map from px of the picture to px of the page."""


class DocumentReader:
    """Reads pictures of documents. Not to be shared between threads."""

    def __init__(self, detector: FaceDetector, mesher: FaceMesher, text: TextReader) -> None:
        self.portraits = PortraitFinder(detector, mesher)
        self._text = text

    def read_photo(self, photo: bytes, today: date) -> ReadPicture:
        """Read the side with the portrait, or a portrait alone.

        Raises:
            DecodeError: the file is no picture that can be read.
            ReferencePhotoError: "back_side": it is a document, but shows no face.
        """
        rgb = decode_photo(photo)
        seen = self.page(rgb)
        boxes = self._boxes(seen.rgb)
        fields = self._zone(seen, boxes, today) or read_barcode(seen.rgb, rgb)
        if seen.portrait is None:
            if fields and fields.zone in _ON_THE_BACK:
                raise ReferencePhotoError(
                    "back_side",
                    "This is the side of a document without the portrait. Please send the side with the portrait here.",
                )
            return ReadPicture(DocumentReading(fields is not None, fields), photo)
        is_document = fields is not None or len(rows_of(boxes)) >= _MIN_ROWS
        kept = _encoded(seen.portrait.cut()) if is_document else photo
        return ReadPicture(DocumentReading(is_document, fields), kept)

    def read_back(self, photo: bytes, today: date) -> DocumentFields | None:
        """Read the side without a portrait; None when neither zone nor barcode can be read.

        Raises:
            DecodeError: the file is no picture that can be read.
        """
        rgb = decode_photo(photo)
        seen = self.page(rgb)
        return read_barcode(seen.rgb, rgb) or self._zone(seen, self._boxes(seen.rgb), today)

    def page(self, rgb: RGB) -> SeenPage:
        """Return the page of an (H, W, 3) uint8 picture; without an outline, the picture is the page."""
        whole, scale = _at_most(rgb, PAGE_SIDE_PX)
        corners = find_page(rgb)
        if corners is not None:
            page, turn = straighten(rgb, corners)
            portrait = self.portraits.find(page)
            if portrait and portrait.width_px < _MAX_FACE_ON_PAGE * max(page.shape[:2]):
                return _seen(page, turn, portrait, has_outline=True)
            if portrait is None and not self.portraits.find(whole):
                return _seen(page, turn, None, has_outline=True)
        return _seen(whole, np.diag([scale, scale, 1.0]), self.portraits.find(whole), has_outline=False)

    def _boxes(self, page: RGB) -> list[F32]:
        """Return where text is; a smaller copy shows that as well in a third of the time."""
        if max(page.shape[:2]) > _MAX_ASPECT * min(page.shape[:2]):
            return []
        smaller, scale = _at_most(page, _FINDING_SIDE_PX)
        return [box / np.float32(scale) for box in self._text.find(smaller)]

    def _zone(self, seen: SeenPage, boxes: Sequence[F32], today: date) -> DocumentFields | None:
        for turns in (0,) if seen.portrait else _ways_up(boxes):
            turned = np.ascontiguousarray(np.rot90(seen.rgb, turns))
            lines = read_zone_lines(turned, self._boxes(turned) if turns else boxes, self._text)
            fields = read_zone(lines, today) if lines else None
            if fields:
                return fields
        return None


def _seen(page: RGB, turn: F64, portrait: Portrait | None, *, has_outline: bool) -> SeenPage:
    if portrait is None:
        return SeenPage(page, None, has_outline, turn)
    return SeenPage(portrait.page, portrait, has_outline, _quarter_turns(portrait.turns, page) @ turn)


def _quarter_turns(turns: int, page: RGB) -> F64:
    """Return the (3, 3) map of numpy.rot90 on px of a page."""
    total, (height, width) = np.eye(3), page.shape[:2]
    for _ in range(turns):
        total = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64) @ total
        height, width = width, height
    return total


def _ways_up(boxes: Sequence[F32]) -> tuple[int, ...]:
    """Return the quarter turns in which text of these boxes may be upright."""
    lying = sum(float(np.ptp(box[:, 0]) > np.ptp(box[:, 1])) for box in boxes)
    return (0, 2) if 2 * lying >= len(boxes) else (1, 3)


def _at_most(rgb: RGB, side_px: int) -> tuple[RGB, float]:
    """Return a picture with its longer side at most so long, and by what it was scaled."""
    scale = min(1.0, side_px / max(rgb.shape[:2]))
    if scale == 1:
        return rgb, scale
    return np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8), scale


def _encoded(rgb: RGB) -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()
