"""What does a picture show of an ID document? The order of the steps: page, portrait, zone, barcode.

No embedding is computed here: that a face is there, and where, is all that is asked.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from candor.documents.barcode import read_barcode
from candor.documents.mrz import read_zone
from candor.documents.page import PageFinder, SeenPage, quarter_turned, ways_up
from candor.documents.portrait import PortraitFinder
from candor.documents.zone_area import read_zone_lines, rows_of
from candor.domain.documents import DocumentFields, DocumentReading, ReadPicture, Zone
from candor.domain.ports import FaceDetector, FaceMesher, TextReader
from candor.errors import ReferencePhotoError
from candor.pipeline.decode import decode_photo

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

_MIN_ROWS: Final = 4
"""Rows of text that make a document of a picture without a zone that can be read: a photo of a person has few."""
_FINDING_SIDE_PX: Final = 1050
_MAX_PAGES: Final = 2
"""Of one picture that a zone is looked for on."""
_ON_THE_BACK: Final = frozenset({Zone.TD1, Zone.AAMVA})
"""Zones on the side without the portrait."""
_JPEG_QUALITY: Final = 95


class DocumentReader:
    """Reads pictures of documents. Not to be shared between threads."""

    def __init__(self, detector: FaceDetector, mesher: FaceMesher, text: TextReader) -> None:
        self.portraits = PortraitFinder(detector, mesher)
        self._pages = PageFinder(self.portraits, text)
        self._text = text

    def read_photo(self, photo: bytes, today: date) -> ReadPicture:
        """Read the side with the portrait, or a portrait alone.

        Raises:
            DecodeError: the file is no picture that can be read.
            ReferencePhotoError: "back_side": it is a document, but shows no face.
        """
        rgb = decode_photo(photo)
        seen, boxes, fields = self._read(rgb, today)
        fields = fields or read_barcode(rgb)
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
        return read_barcode(rgb) or self._read(rgb, today)[2]

    def page(self, rgb: RGB) -> SeenPage:
        """Return the likeliest page of an (H, W, 3) uint8 picture."""
        return next(self._pages.pages(rgb))

    def _read(self, rgb: RGB, today: date) -> tuple[SeenPage, list[F32], DocumentFields | None]:
        """Return the likeliest page, where text is on it, and the zone of it or, failing that, of the next page."""
        read: list[tuple[SeenPage, list[F32], DocumentFields | None]] = []
        for seen in islice(self._pages.pages(rgb), _MAX_PAGES):
            boxes = self._pages.text_boxes(seen.rgb, _FINDING_SIDE_PX)
            read.append((seen, boxes, self._zone(seen, boxes, today)))
            fields = read[-1][2]
            if seen.holds == 1 or (fields and not fields.wrong_checks):
                break
        found = [fields for _, _, fields in read if fields]
        best = min(found, key=lambda fields: len(fields.wrong_checks), default=None)
        return (*read[0][:2], best)

    def _zone(self, seen: SeenPage, boxes: Sequence[F32], today: date) -> DocumentFields | None:
        for turns in (0,) if seen.portrait else ways_up(boxes):
            turned = np.ascontiguousarray(np.rot90(seen.rgb, turns))
            lines = read_zone_lines(turned, quarter_turned(boxes, turns, seen.rgb), self._text)
            fields = read_zone(lines, today) if lines else None
            if fields:
                return fields
        return None


def _encoded(rgb: RGB) -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()
