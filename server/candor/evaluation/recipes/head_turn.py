"""Where does an honest person turn the head? The stretch of a recording around its largest turn, pictures unchanged.

The honest counterpart of photos that are turned like a head (photos.py): a target for "after one head turn" can only be
measured on recordings in which somebody turns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.recipes.clip import F32, F64, Clip, NotPossibleError, Props, meshes_of

_NOSE_TIP: Final = 4
_CHEEKS: Final = (234, 454)
"""Points of the mesh before the ears."""
_NOSE_REACH: Final = 1.5
"""From the line between the cheeks to the nose tip, half widths of the face; so that degrees are those of head_pose."""


@dataclass(frozen=True, slots=True)
class HeadTurn:
    """Benign: the seconds around a turn of the head."""

    name: str = "head_turn"
    seconds: float = 10.0
    """Of the stretch, at most; the turn lies in its middle where the recording allows it."""
    within_s: float = 3.0
    """A turn is over in so long."""
    turn_deg: float = 15.0

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        yaw = yaw_deg(meshes_of(clip.frames, props.mesh_of))
        first, turned = _largest_turn(yaw, max(round(self.within_s * clip.rate_fps), 1))
        if turned < self.turn_deg:
            raise NotPossibleError("nobody turns the head")
        count = round(self.seconds * clip.rate_fps)
        middle = first + round(self.within_s * clip.rate_fps / 2)
        start = int(np.clip(middle - count // 2, 0, max(len(clip.frames) - count, 0)))
        return _cut(clip, start, count)


def yaw_deg(meshes_xy: list[F32]) -> F64:
    """Return how far each face is turned to a side, degrees: the nose tip between both cheeks, seen from far away.

    Args:
        meshes_xy: (468, 2) px each.
    """
    mesh = np.stack(meshes_xy).astype(np.float64)
    left, right = mesh[:, _CHEEKS[0]], mesh[:, _CHEEKS[1]]
    across = right - left
    along = ((mesh[:, _NOSE_TIP] - (left + right) / 2) * across).sum(axis=1)
    return np.rad2deg(np.arctan2(2 * along, _NOSE_REACH * np.maximum((across * across).sum(axis=1), 1e-9)))


def _largest_turn(yaw: F64, frames: int) -> tuple[int, float]:
    """Return where the `frames` pictures start in which the head turns furthest, and by how many degrees."""
    spans = [float(np.ptp(yaw[i : i + frames])) for i in range(max(len(yaw) - frames + 1, 1))]
    first = int(np.argmax(spans))
    return first, spans[first]


def _cut(clip: Clip, start: int, count: int) -> Clip:
    begin = round(start / clip.rate_fps * SOUND_RATE_HZ)
    sound = None if clip.sound is None else clip.sound[begin : begin + round(count / clip.rate_fps * SOUND_RATE_HZ)]
    return replace(clip, frames=clip.frames[start : start + count], sound=sound)
