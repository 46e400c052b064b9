"""Which text does the PDF417 symbol on this picture hold? Decoded by zxing-cpp, which repairs what is damaged.

A symbol is where bars stand close together: that part is cut out, laid level, and decoded in several looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
import zxingcpp
from cv2.typing import MatLike
from numpy.typing import NDArray

from candor.documents.aamva import read_licence
from candor.documents.locate import find_outlines, in_order, straighten
from candor.domain.documents import DocumentFields

RGB = NDArray[np.uint8]
Grey = NDArray[np.uint8]
F32 = NDArray[np.float32]

_MAX_SIDE_PX: Final = 3200
_SEARCH_SIDE_PX: Final = 800
_CLOSED: Final = 0.02
"""Of the search size: gaps between bars that are filled."""
_MIN_AREA: Final = 0.015
"""Of the picture."""
_MIN_FILL: Final = 0.6
"""Of its rectangle."""
_TOLERANCES: Final = (0.01, 0.02, 0.03, 0.05)
_MARGIN: Final = 0.1
"""Around the symbol, of its length: the quiet zone."""
_MAX_AREAS: Final = 3
_MAX_OUTLINES: Final = 2
"""Of pages seen at an angle, that are straightened when the picture as it is does not do."""
_LENGTHS_PX: Final = (1400, 2100)
"""Of a symbol cut out: some 350 bars need a few px each; which size is read best depends on blur and noise."""
_PDF417: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.PDF417])


def read_barcode(picture: RGB) -> DocumentFields | None:
    """Return the fields of the first licence barcode on an (H, W, 3) uint8 picture; None when none can be read."""
    for look in _looks(picture):
        for symbol in zxingcpp.read_barcodes(look, formats=_PDF417, text_mode=zxingcpp.TextMode.Plain):
            fields = read_licence(symbol.text)
            if fields:
                return fields
    return None


def _looks(picture: RGB) -> Iterator[Grey]:
    """Yield grey pictures, what helps most often and costs least first."""
    grey = _grey(picture)
    yield from _symbols(grey)
    for corners in find_outlines(picture)[:_MAX_OUTLINES]:
        yield from _symbols(_grey(straighten(picture, corners)[0]))
    yield _scaled(grey, min(1.0, _MAX_SIDE_PX / max(grey.shape)))


def _symbols(grey: Grey) -> Iterator[Grey]:
    """Yield looks at what may be a symbol: smoothing along the bars takes noise off, sharpening helps the blurred."""
    cuts = [_cut(grey, corners) for corners in _areas(grey)]
    for length in _LENGTHS_PX:
        for cut in cuts:
            larger = _scaled(cut, length / max(cut.shape))
            yield larger
            yield np.asarray(cv2.GaussianBlur(larger, (1, 9), 0), dtype=np.uint8)
            blurred = cv2.GaussianBlur(larger, (0, 0), 4.0)
            yield np.asarray(cv2.addWeighted(larger, 1.8, blurred, -0.8, 0), dtype=np.uint8)


def _areas(grey: Grey) -> Iterator[F32]:
    """Yield the corners of what may be a symbol, (4, 2) px, the largest first."""
    scale = min(1.0, _SEARCH_SIDE_PX / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    change = cv2.magnitude(cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1))
    size = max(3, round(_CLOSED * max(small.shape)) | 1)
    dense = cv2.blur(change, (size, size))
    dense = (dense * (255 / max(float(dense.max()), 1.0))).astype(np.uint8)
    _, busy = cv2.threshold(dense, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    kernel = np.ones((size, size), np.uint8)
    busy = cv2.morphologyEx(cv2.morphologyEx(busy, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(busy, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:_MAX_AREAS]:
        box = cv2.minAreaRect(contour)
        if cv2.contourArea(contour) > max(_MIN_AREA * small.size, _MIN_FILL * box[1][0] * box[1][1]):
            for corners in (np.asarray(cv2.boxPoints(box), dtype=np.float32), _four_corners(contour)):
                if corners is not None:
                    yield in_order(corners) / np.float32(scale)


def _four_corners(contour: MatLike) -> F32 | None:
    """Return the quadrilateral around a contour, as it looks at an angle; None where it has none."""
    hull = cv2.convexHull(contour)
    around = cv2.arcLength(hull, closed=True)
    for tolerance in _TOLERANCES:
        corners = cv2.approxPolyDP(hull, tolerance * around, closed=True)
        if len(corners) == 4:
            return np.asarray(corners, dtype=np.float32).reshape(4, 2)
    return None


def _cut(grey: Grey, corners: F32) -> Grey:
    """Return the part of a picture within corners, lying, with a margin."""
    if np.linalg.norm(corners[1] - corners[0]) < np.linalg.norm(corners[2] - corners[1]):
        corners = np.roll(corners, -1, axis=0)
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = float(lengths[[0, 2]].mean()), float(lengths[[1, 3]].mean())
    edge = _MARGIN * width
    size = (round(width + 2 * edge), round(height + 2 * edge))
    inside = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32) + np.float32(edge)
    turn = cv2.getPerspectiveTransform(corners, inside)
    return np.asarray(cv2.warpPerspective(grey, turn, size, flags=cv2.INTER_CUBIC, borderValue=255), dtype=np.uint8)


def _grey(rgb: RGB) -> Grey:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _scaled(grey: Grey, scale: float) -> Grey:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)
