"""What do the made sessions look like? One row of pictures for each species, for whoever runs the laboratory.

It shows the people of the recordings: it goes into the local report only, when asked for, and belongs nowhere else.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from candor.errors import DecodeError
from candor.evaluation.laboratory.plan import Planned
from candor.evaluation.laboratory.play import Player
from candor.evaluation.recipes.clip import RGB, NotPossibleError

_PLACES = (0.15, 0.4, 0.65, 0.9)
_HEIGHT_PX = 150


@dataclass(frozen=True, slots=True)
class Strip:
    """A few moments of one made session."""

    title: str
    picture: str
    """A data: address of a JPEG."""


def contact_sheet(planned: Sequence[Planned], player: Player) -> tuple[Strip, ...]:
    """Return a strip for the first possible session of each species and benign transform."""
    strips: dict[str, Strip] = {}
    for one in planned:
        title = one.species or f"bona fide, {one.recipe}"
        if title in strips:
            continue
        try:
            frames = player.made(one).frames
        except (NotPossibleError, DecodeError):
            continue
        strips[title] = Strip(title, _encoded(frames))
    return tuple(strips.values())


def _encoded(frames: Sequence[RGB]) -> str:
    chosen = [frames[min(int(len(frames) * place), len(frames) - 1)] for place in _PLACES]
    height, width = chosen[0].shape[:2]
    size = (max(round(width * _HEIGHT_PX / height), 1), _HEIGHT_PX)
    row = np.hstack([cv2.resize(rgb, size, interpolation=cv2.INTER_AREA) for rgb in chosen])
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(row, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 82])
    return "data:image/jpeg;base64," + base64.b64encode(jpeg.tobytes()).decode("ascii")
