"""Which picture goes with a warning? The crop of the frame that tipped the decision, or a close-up of that moment.

Last step of the loop in pipeline/session.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.assessment import Warning
from candor.domain.facts import FaceFacts, FrameFacts

RGB = NDArray[np.uint8]

MAX_WIDTH_PX: Final = 320
"""As domain.assessment.Warning promises."""
_ROOM: Final = 0.6
"""Room around the faces, over their box: hair, chin and some of the room, so that a person can judge the crop."""
_JPEG_QUALITY: Final = 85


def with_evidence(
    warnings: Sequence[Warning], rgb: RGB, facts: FrameFacts, near: RGB | None = None
) -> tuple[Warning, ...]:
    """Add the crop to every warning that was raised by this frame; updates keep the crop they were raised with."""
    if all(warning.at_s != facts.captured_at_s for warning in warnings):
        return tuple(warnings)
    crop = evidence_jpeg(rgb, facts, near)
    return tuple(replace(w, evidence_jpeg=crop) if w.at_s == facts.captured_at_s else w for w in warnings)


def evidence_jpeg(rgb: RGB, facts: FrameFacts, near: RGB | None = None) -> bytes:
    """Return all faces of a frame with some room around them, or the whole frame without a face, as JPEG.

    Args:
        rgb: (H, W, 3) uint8.
        facts: of the same frame.
        near: a close-up of the candidate at this moment, with as much room around the face; taken where nobody else is
            in the frame.
    """
    faces = (*((facts.candidate,) if facts.candidate else ()), *facts.others)
    x1, y1, x2, y2 = _region(faces, rgb) if faces else (0, 0, rgb.shape[1], rgb.shape[0])
    crop = near if near is not None and facts.candidate and not facts.others else rgb[y1:y2, x1:x2]
    scale = min(1.0, MAX_WIDTH_PX / crop.shape[1])
    if scale < 1:
        size = (MAX_WIDTH_PX, max(1, round(crop.shape[0] * scale)))
        crop = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA))
    bgr = cv2.cvtColor(np.ascontiguousarray(crop), cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return encoded.tobytes()


def _region(faces: Sequence[FaceFacts], rgb: RGB) -> tuple[int, int, int, int]:
    """Return a box inside the picture around all faces, never empty."""
    boxes = np.stack([face.box_xyxy for face in faces])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    room = _ROOM * (boxes[:, 2:] - boxes[:, :2]).max(axis=0)
    height, width = rgb.shape[:2]
    x1, y1 = (int(v) for v in np.clip(low - room, 0, (width - 2, height - 2)))
    x2, y2 = (int(v) for v in np.clip(high + room, (x1 + 2, y1 + 2), (width, height)))
    return x1, y1, x2, y2
