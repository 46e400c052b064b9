"""Which text does the PDF417 symbol on this page hold? Decoded by zxing-cpp, which repairs what is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from candor.documents.aamva import read_licence
from candor.domain.documents import DocumentFields

RGB = NDArray[np.uint8]
Grey = NDArray[np.uint8]

_MAX_SIDE_PX: Final = 3200
_PDF417: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.PDF417])


def read_barcode(page: RGB, picture: RGB) -> DocumentFields | None:
    """Return the fields of the first licence barcode; None when there is none that can be read.

    Args:
        page: (H, W, 3) uint8, the straightened page.
        picture: (H, W, 3) uint8, the whole picture, for a page that was taken wrongly.
    """
    for look in _looks(page, picture):
        for symbol in zxingcpp.read_barcodes(look, formats=_PDF417, text_mode=zxingcpp.TextMode.Plain):
            fields = read_licence(symbol.text)
            if fields:
                return fields
    return None


def _looks(page: RGB, picture: RGB) -> Iterator[Grey]:
    """Yield grey pictures, what helps most often first: bars of one or two pixels need a larger copy to be told apart,
    smoothing along the bars takes noise off, sharpening helps the blurred.
    """
    grey, whole = _grey(page), _grey(picture)
    double = _larger(grey, 2.0)
    yield double
    yield np.asarray(cv2.GaussianBlur(double, (1, 7), 0), dtype=np.uint8)
    yield grey
    yield whole
    triple = _larger(grey, 3.0)
    yield np.asarray(cv2.addWeighted(triple, 1.8, cv2.GaussianBlur(triple, (0, 0), 4.0), -0.8, 0), dtype=np.uint8)


def _grey(rgb: RGB) -> Grey:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _larger(grey: Grey, times: float) -> Grey:
    scale = min(times, _MAX_SIDE_PX / max(grey.shape))
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
