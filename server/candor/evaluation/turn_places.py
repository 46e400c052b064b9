"""Where does somebody turn the head furthest from the front, and how is it played as a check: rest, turn, and back?

The pictures are a recording's own; their order is made: the turn is played there and, backwards, back again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import Side

F64 = NDArray[np.float64]

LEAST_DEG: Final = 15.0
"""A smaller turn is none."""
_WITHIN_S: Final = 3.0
_FASTEST_DEG_S: Final = 150.0
"""Faster is a cut."""
_REST_SHARE: Final = 0.25
"""A head rests while it stays within this share of the turn."""
_REST_S: Final = 2.8
_AFTER_S: Final = 0.6


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a head."""

    places: tuple[int, ...]
    """Of the recording's frames, in the order in which they are played."""
    side: Side
    """Of the picture."""
    degrees: float


def largest_turn(yaw_deg: F64, rate_fps: float) -> Turn | None:
    """Return the largest turn away from the front; None without one.

    Args:
        yaw_deg: (N,) of each frame; NaN where no face was fitted.
        rate_fps: of the frames.
    """
    best, reach = (0.0, 0, 0), round(_WITHIN_S * rate_fps)
    for start in range(len(yaw_deg)):
        for step in (-1, 1):
            run = yaw_deg[start::step][: reach + 1] if step > 0 else yaw_deg[start::-1][: reach + 1]
            smooth = np.abs(np.diff(run)) <= _FASTEST_DEG_S / rate_fps
            run = run[: 1 + (len(smooth) if smooth.all() else int(np.argmin(smooth)))]
            far = int(np.argmax(np.abs(run))) if np.isfinite(run).all() else 0
            best = max(best, (abs(float(run[far] - run[0])), start, start + step * far))
    degrees, rest, far = best
    if degrees < LEAST_DEG or abs(yaw_deg[far]) <= abs(yaw_deg[rest]):
        return None
    way = list(range(rest, far, 1 if far > rest else -1))
    before = _resting(yaw_deg, rest, degrees, round(_REST_S * rate_fps))
    places = (*reversed(before), *way, far, *reversed(way), *before[: round(_AFTER_S * rate_fps)])
    return Turn(places, Side.LEFT if yaw_deg[far] < yaw_deg[rest] else Side.RIGHT, degrees)


def _resting(yaw_deg: F64, rest: int, degrees: float, count: int) -> list[int]:
    """Return `count` places that go to and fro about `rest`, beginning beside it."""
    near = np.nan_to_num(np.abs(yaw_deg - yaw_deg[rest]), nan=np.inf) <= _REST_SHARE * degrees
    first = last = rest
    while first > 0 and near[first - 1] and rest - first < count // 2:
        first -= 1
    while last + 1 < len(near) and near[last + 1] and last - rest < count // 2:
        last += 1
    round_trip = [*range(rest + 1, last + 1), *range(last - 1, first - 1, -1), *range(first + 1, rest + 1)]
    return [(round_trip or [rest])[i % max(len(round_trip), 1)] for i in range(count)]
