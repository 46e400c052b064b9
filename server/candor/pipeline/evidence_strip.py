"""Which pictures of a check does the interviewer judge by? A strip of the face at rest, on its way, farthest, and back.

While a check runs, small pictures of one place are kept in memory; when it ends, four of them become one JPEG and all
are forgotten. Only with consent. Called by pipeline/session.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FrameFacts

RGB = NDArray[np.uint8]

HEIGHT_PX: Final = 120
WIDTH_PX: Final = 120
"""Of one picture; four of them side by side, as domain.checks.CheckStatus promises."""
_EVERY_S: Final = 0.25
_MOST: Final = 96
"""Pictures kept at most (4 MB); when there are more, every second one goes."""
_ROOM: Final = 2.2
"""Side of the place over the face's longer side: a turned or near head and a hand have room in it."""
_JPEG_QUALITY: Final = 85


@dataclass(frozen=True, slots=True)
class Strip:
    """What is kept of a check that runs."""

    place_xywh: tuple[float, float, float, float] | None = None
    """Of the face when the check began, as shares of the picture: sizes may change."""
    every_s: float = _EVERY_S
    pictures: tuple[tuple[float, RGB], ...] = ()
    """(captured_at_s, picture), oldest first."""


def with_picture(strip: Strip, rgb: RGB, facts: FrameFacts) -> Strip:
    """Add the newest frame when it is due; the place is that of the first face seen."""
    place = strip.place_xywh or _place(facts)
    if place is None:
        return strip
    if strip.pictures and facts.captured_at_s - strip.pictures[-1][0] < strip.every_s:
        return replace(strip, place_xywh=place)
    pictures = (*strip.pictures, (facts.captured_at_s, _cut(rgb, place)))
    if len(pictures) <= _MOST:
        return replace(strip, place_xywh=place, pictures=pictures)
    return Strip(place, 2 * strip.every_s, pictures[::2])


def strip_jpeg(strip: Strip, farthest_at_s: float) -> bytes | None:
    """Return rest, way there, farthest and back side by side as JPEG of 480 x 120 px; None when no face was seen."""
    if not strip.pictures:
        return None
    times = np.array([at_s for at_s, _ in strip.pictures])
    wanted = (times[0], (times[0] + farthest_at_s) / 2, farthest_at_s, times[-1])
    chosen = [strip.pictures[int(np.abs(times - at_s).argmin())][1] for at_s in wanted]
    bgr = cv2.cvtColor(np.hstack(chosen), cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return encoded.tobytes()


def _place(facts: FrameFacts) -> tuple[float, float, float, float] | None:
    if facts.candidate is None:
        return None
    width, height = facts.size_px
    x1, y1, x2, y2 = (float(v) for v in facts.candidate.box_xyxy)
    side = min(_ROOM * max(x2 - x1, y2 - y1), width, height)
    # Moved into the picture: a face near its edge would leave a black bar where a hand could be seen.
    x = min(max((x1 + x2 - side) / 2, 0.0), width - side)
    y = min(max((y1 + y2 - side) / 2, 0.0), height - side)
    return (x / width, y / height, side / width, side / height)


def _cut(rgb: RGB, place_xywh: tuple[float, float, float, float]) -> RGB:
    """Return the place as (120, 120, 3); what lies outside the picture is black."""
    height, width = rgb.shape[:2]
    x, y, w, h = (share * size for share, size in zip(place_xywh, (width, height, width, height), strict=True))
    scale_x, scale_y = WIDTH_PX / max(w, 1.0), HEIGHT_PX / max(h, 1.0)
    to_strip = np.array([[scale_x, 0, -x * scale_x], [0, scale_y, -y * scale_y]])
    cut = cv2.warpAffine(rgb, to_strip, (WIDTH_PX, HEIGHT_PX), flags=cv2.INTER_AREA)
    return np.asarray(cut, dtype=np.uint8)
