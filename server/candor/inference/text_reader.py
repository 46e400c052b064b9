"""Which text is printed here? RapidOCR with the PP-OCRv6 networks of its own package: nothing is downloaded.

The networks come with the hash-pinned wheel, so they stand in no manifest; docs/id-documents.md names their licence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

_ONE_CORE: Final = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
}
_AS_GIVEN: Final = {"Det.limit_type": "max", "Det.limit_side_len": 2000}
"""Small pictures are not made larger to look for text: whoever asks chooses the size, and with it the time."""


class RapidTextReader:
    """Finds and reads lines; the networks are loaded with the first picture."""

    def __init__(self) -> None:
        self._ocr = RapidOCR(params=_ONE_CORE | _AS_GIVEN)

    def find(self, rgb: RGB) -> Sequence[F32]:
        """See domain.ports.TextReader."""
        found = self._ocr(_bgr(rgb), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return [] if boxes is None else [np.asarray(box, dtype=np.float32) for box in boxes]

    def read(self, line: RGB) -> str:
        """See domain.ports.TextReader."""
        read = self._ocr(_bgr(line), use_det=False, use_cls=False, use_rec=True)
        texts = getattr(read, "txts", None)
        return str(texts[0]) if texts else ""


def _bgr(rgb: RGB) -> RGB:
    return np.ascontiguousarray(rgb[:, :, ::-1])
