"""Which lines of text on a page may be its machine readable zone, and what do they say?

The zone is the lowest text of a page and has its longest lines; only those are read, from below, until all check digits
fit: that saves most of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.documents.mrz_lines import find_zone, is_right
from candor.domain.ports import TextReader

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

_MIN_LENGTH: Final = 0.45
"""Of the longest row of text: a zone's line is one, or nearly."""
_MAX_ROWS: Final = 6
_MIN_ASPECT: Final = 8.0
_MAX_ASPECT: Final = 80.0
"""Length over height of a row: 30 characters of OCR-B have 16 and more."""
_MARGIN: Final = 0.12
"""Of a row's height, around it."""


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes of text side by side, as one."""

    corners: F32
    """(4, 2) px from the top left, clockwise."""

    @property
    def length_px(self) -> float:
        """From the first letter to the last."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))

    @property
    def height_px(self) -> float:
        """Of the letters."""
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))

    @property
    def middle_y(self) -> float:
        """Where it stands on the page."""
        return float(self.corners[:, 1].mean())


def read_zone_lines(page: RGB, boxes: Sequence[F32], reader: TextReader) -> list[str] | None:
    """Return the lines of the zone of an upright page; None when there is none that can be read."""
    rows = rows_of(boxes)
    if not rows:
        return None
    longest = max(row.length_px for row in rows)
    long = [
        row
        for row in rows
        if row.length_px > _MIN_LENGTH * longest and _MIN_ASPECT < row.length_px / max(row.height_px, 1.0) < _MAX_ASPECT
    ]
    texts: list[str] = []
    zone: list[str] | None = None
    for row in sorted(long, key=lambda row: row.middle_y, reverse=True)[:_MAX_ROWS]:
        texts.insert(0, reader.read(cut_row(page, row)))
        zone = find_zone(texts)
        if zone and is_right(zone):
            break
    return zone


def rows_of(boxes: Sequence[F32]) -> list[Row]:
    """Return boxes joined to rows: a line of the zone may be found in pieces."""
    rows: list[list[F32]] = []
    for box in sorted(boxes, key=lambda each: float(each[:, 0].min())):
        piece = Row(box)
        for row in rows:
            end = Row(row[-1])
            is_beside = float(box[:, 0].min()) > float(row[-1][:, 0].max()) - 0.5 * end.height_px
            rise = float((piece.corners[[0, 3], 1] - end.corners[[1, 2], 1]).mean())
            if is_beside and abs(rise) < 0.5 * end.height_px and 0.6 < piece.height_px / max(end.height_px, 1.0) < 1.6:
                row.append(box)
                break
        else:
            rows.append([box])
    return [Row(np.array([row[0][0], row[-1][1], row[-1][2], row[0][3]], dtype=np.float32)) for row in rows]


def cut_row(page: RGB, row: Row) -> RGB:
    """Return a row as a lying strip."""
    margin = _MARGIN * row.height_px
    width, height = max(round(row.length_px + 2 * margin), 8), max(round(row.height_px + 2 * margin), 8)
    inside = np.array(
        [(margin, margin), (width - margin, margin), (width - margin, height - margin), (margin, height - margin)],
        dtype=np.float32,
    )
    turn = cv2.getPerspectiveTransform(row.corners, inside)
    strip = cv2.warpPerspective(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, dtype=np.uint8)
