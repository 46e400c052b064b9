"""When did the eyes blink? Dips of eyelid openness against the eye's own open state.

Source: T. Soukupova, J. Cech, Real-Time Eye Blink Detection using Facial Landmarks, CVWW 2016 (eye aspect ratio); here
the dip is measured against the same eye's open state, because eyes differ in shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.maths.quantiles import quantiles_of_stretches

F64 = NDArray[np.float64]

_AROUND_S: Final = 4.0
"""The open state is the 75th percentile of the openness this many seconds before and after."""


@dataclass(frozen=True, slots=True)
class BlinkEvent:
    """One dip."""

    at_s: float
    lasts_s: float
    depth: float
    """Lowest openness over the open state, 0 to 1."""


def find_blinks(times_s: F64, openness: F64, *, closed: float, longest_s: float) -> list[BlinkEvent]:
    """Return the blinks of a series, oldest first.

    Args:
        times_s: (N,) rising.
        openness: (N,) eye aspect ratio; NaN where unknown.
        closed: a dip goes below this share of the open state, 0 to 1.
        longest_s: what lasts longer is a closed or lowered eye, not a blink.
    """
    known = np.isfinite(openness)
    times_s, openness = times_s[known], openness[known]
    blinks: list[BlinkEvent] = []
    if len(times_s) < 3:
        return blinks
    share = openness / np.maximum(_open_state(times_s, openness), 1e-6)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], share < closed, [False]]).astype(np.int8)))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if first == 0 or end == len(share):
            continue  # began or ends outside the series
        lasts_s = (
            float(times_s[end] - times_s[first - 1]) / 2 if end - first == 1 else float(times_s[end] - times_s[first])
        )
        if lasts_s <= longest_s:
            blinks.append(BlinkEvent(float(times_s[first]), lasts_s, float(share[first:end].min())))
    return blinks


def _open_state(times_s: F64, openness: F64) -> F64:
    first = np.searchsorted(times_s, times_s - _AROUND_S)
    last = np.searchsorted(times_s, times_s + _AROUND_S, side="right")
    return quantiles_of_stretches(openness, first, last, 0.75)
