"""Where is the portrait of the holder, and which way up is the page? The largest face decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import Detection, FaceDetector, FaceMesher

RGB = NDArray[np.uint8]

_ABOVE, _BESIDE, _BELOW = 0.75, 0.55, 0.6
"""Of the face's box around it: hair, ears and chin stay; printed fields and a ghost image beside do not."""
_RIGHT_EYE, _LEFT_EYE, _MOUTH = 0, 1, 3
_SURE: Final = 0.8
"""A face of this score on the page as it lies ends the search."""
_CLEARLY: Final = 0.1
"""By which a face in another position has to be surer: upside down, a blurred face is found nearly as well."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """The page turned so that its face is upright, and where the face is on it."""

    page: RGB
    box_xyxy: tuple[float, float, float, float]
    """px on the page."""
    score: float
    turns: int = 0
    """Quarter turns to the left that were made."""

    @property
    def width_px(self) -> float:
        """Of the face."""
        return self.box_xyxy[2] - self.box_xyxy[0]

    def cut(self) -> RGB:
        """Return the part of the page around the face."""
        x0, y0, x1, y1 = self.box_xyxy
        width, height = x1 - x0, y1 - y0
        rows, columns = self.page.shape[:2]
        left, right = max(0, round(x0 - _BESIDE * width)), min(columns, round(x1 + _BESIDE * width))
        top, bottom = max(0, round(y0 - _ABOVE * height)), min(rows, round(y1 + _BELOW * height))
        return np.ascontiguousarray(self.page[top:bottom, left:right])


class PortraitFinder:
    """Finds portraits; the mesh has the last word on whether something is a face. Not to be shared between threads."""

    def __init__(self, detector: FaceDetector, mesher: FaceMesher) -> None:
        self._detector = detector
        self._mesher = mesher

    def find(self, page: RGB, ways: Sequence[int] = (0, 1, 2, 3)) -> Portrait | None:
        """Return the largest upright face of an (H, W, 3) uint8 page; None without one.

        Args:
            page: in any of four positions.
            ways: quarter turns that come into question, the likeliest first.
        """
        best: Portrait | None = None
        for turns in ways:
            turned = np.ascontiguousarray(np.rot90(page, turns))
            face = self._largest(turned)
            if face and (best is None or face.score > best.score + (_CLEARLY if best.turns == ways[0] else 0.0)):
                best = replace(face, turns=turns)
            if turns == ways[0] and best and best.score >= _SURE:
                break
        return best

    def _largest(self, page: RGB) -> Portrait | None:
        """Return the largest upright face, looking closer only where none is seen on the whole page."""
        for parts in (_whole(page), _halves(page)):
            found = [(left, part, each) for left, part in parts for each in self._detector.detect(part)]
            for left, part, face in sorted(found, key=lambda one: _width(one[2]), reverse=True):
                if _is_upright(face) and self._mesher.fit(part, face):
                    x0, y0, x1, y1 = map(float, face.box_xyxy)
                    return Portrait(page, (x0 + left, y0, x1 + left, y1), face.score)
        return None


def _whole(page: RGB) -> Iterator[tuple[int, RGB]]:
    yield 0, page


def _halves(page: RGB) -> Iterator[tuple[int, RGB]]:
    """Yield the left, middle and right half with their place."""
    width = page.shape[1]
    for left in (0, width // 4, width // 2):
        yield left, np.ascontiguousarray(page[:, left : left + width // 2 + 1])


def _width(face: Detection) -> float:
    return float(face.box_xyxy[2] - face.box_xyxy[0])


def _is_upright(face: Detection) -> bool:
    """Tell whether the mouth is below the eyes, and the eyes are beside each other."""
    eyes = face.keypoints_xy[[_RIGHT_EYE, _LEFT_EYE]]
    down = face.keypoints_xy[_MOUTH] - eyes.mean(axis=0)
    return bool(down[1] > abs(down[0]))
