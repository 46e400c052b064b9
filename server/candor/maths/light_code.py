"""Which codes of two colours may be shown, how is one drawn, and is a sequence of colours safe to look at?

A code is a balanced sequence of -1 and 1 without long runs. Codes are drawn uniformly from all such sequences: that is
what makes the permutation test (maths/permutation.py) exact.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Codes = NDArray[np.int8]

_SATURATED_RED: Final = 0.8
"""WCAG 2.2, 2.3.1, "red flash": R / (R + G + B) of linear values."""
_RED_CHANGE: Final = 20 / 320
_GENERAL_CHANGE: Final = 0.1
_GENERAL_DARKER: Final = 0.8
"""WCAG 2.2, "general flash": relative luminance changes by a tenth of the most, the darker one below this."""
_BROADCAST_CHANGE_CD: Final = 20.0
_BROADCAST_DARKER_CD: Final = 160.0
"""ITU-R BT.1702-3, annex 1: changes of luminance that may be harmful, cd/m2."""
_FLASHES_PER_S: Final = 3
"""Both: no more than three flashes, pairs of opposing changes, within any second."""


@cache
def _completions(length: int, max_run: int) -> F64:
    """Return how many ways there are to go on: [chips left, ones left, run so far].

    The run is of the symbol that counts as "one" here, so that one table serves both symbols.
    """
    ways = np.zeros((length + 1, length + 1, max_run + 1))
    ways[0, 0, :] = 1
    for left in range(1, length + 1):
        for ones in range(left + 1):
            zeros = left - ones
            other = ways[left - 1, zeros - 1, 1] if zeros else 0.0
            for run in range(1, max_run + 1):
                same = ways[left - 1, ones - 1, run + 1] if ones and run < max_run else 0.0
                ways[left, ones, run] = same + other
    return ways


def count_codes(length: int, max_run: int) -> int:
    """Return how many codes there are (exact up to 2^53).

    Args:
        length: even number of chips.
        max_run: longest run of equal chips, at least 1.
    """
    _check(length, max_run)
    # The first chip is one; by symmetry as many start with the other.
    return int(2 * _completions(length, max_run)[length - 1, length // 2 - 1, 1])


def draw_codes(rng: np.random.Generator, count: int, length: int, max_run: int) -> Codes:
    """Return codes drawn uniformly and independently from all codes.

    Args:
        rng: source of randomness; a secret code needs a secret seed.
        count: how many.
        length: even number of chips.
        max_run: longest run of equal chips.

    Returns:
        (count, length) int8 of -1 and 1; each row sums to 0.
    """
    _check(length, max_run)
    ways = _completions(length, max_run)
    codes = np.empty((count, length), dtype=np.int8)
    codes[:, 0] = np.where(rng.random(count) < 0.5, 1, -1)
    # Of the symbol shown last: how many are left, and how long its run is. And how many of the other are left.
    same_left = np.full(count, length // 2 - 1)
    other_left = np.full(count, length // 2)
    run = np.ones(count, dtype=np.int64)
    for chip in range(1, length):
        left = length - chip
        going_on = ways[left - 1, np.maximum(same_left - 1, 0), np.minimum(run + 1, max_run)]
        going_on = np.where((same_left > 0) & (run < max_run), going_on, 0.0)
        goes_on = rng.random(count) * ways[left, same_left, run] < going_on
        codes[:, chip] = np.where(goes_on, codes[:, chip - 1], -codes[:, chip - 1])
        same_left, other_left = (
            np.where(goes_on, same_left - 1, other_left - 1),
            np.where(goes_on, other_left, same_left),
        )
        run = np.where(goes_on, run + 1, 1)
    return codes


def linear_rgb(srgb: NDArray[np.uint8] | NDArray[np.float64]) -> F64:
    """Return linear light, 0 to 1, of sRGB values from 0 to 255 (IEC 61966-2-1)."""
    value = np.asarray(srgb, dtype=np.float64) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def relative_luminance(srgb: NDArray[np.uint8] | NDArray[np.float64]) -> F64:
    """Return the relative luminance, 0 to 1, of (..., 3) sRGB colours (WCAG 2.2)."""
    return np.asarray(linear_rgb(srgb) @ np.array([0.2126, 0.7152, 0.0722]), dtype=np.float64)


def is_photosensitivity_safe(colours: NDArray[np.uint8], step_s: float, screen_cd: float = 500.0) -> bool:
    """Return whether a full-screen sequence of colours stays within the limits for flashes.

    Args:
        colours: (N, 3) uint8 sRGB, one every `step_s`; a fade is given by its steps.
        step_s: seconds, above 0.
        screen_cd: luminance of white on a bright screen, cd/m2.

    Source: WCAG 2.2, success criterion 2.3.1 (general and red flash thresholds); ITU-R BT.1702-3, annex 1.
    """
    luminance = relative_luminance(colours)
    nits = luminance * screen_cd
    general = _changes(luminance, _GENERAL_CHANGE, _GENERAL_DARKER)
    broadcast = _changes(nits, _BROADCAST_CHANGE_CD, _BROADCAST_DARKER_CD)
    red = _red_changes(linear_rgb(colours))
    return all(_fits(steps, step_s) for steps in (general, broadcast, red))


def _changes(values: F64, at_least: float, darker_below: float) -> list[int]:
    """Return the steps at which rises and falls end that are large enough and dark enough to count."""
    found: list[int] = []
    start = 0
    for step in range(1, len(values)):
        is_turn = step + 1 == len(values) or (values[step + 1] - values[step]) * (values[step] - values[start]) < 0
        if is_turn:
            low = min(values[start], values[step])
            if abs(values[step] - values[start]) >= at_least and low < darker_below:
                found.append(step)
            start = step
    return found


def _red_changes(linear: F64) -> list[int]:
    total = linear.sum(axis=1)
    share = np.divide(linear[:, 0], total, out=np.zeros(len(total)), where=total > 0)
    redness = np.maximum(linear[:, 0] - linear[:, 1] - linear[:, 2], 0)
    is_red = (share[1:] >= _SATURATED_RED) | (share[:-1] >= _SATURATED_RED)
    return [int(step) + 1 for step in np.flatnonzero(is_red & (np.abs(np.diff(redness)) > _RED_CHANGE))]


def _fits(steps: list[int], step_s: float) -> bool:
    """Whether no second holds more than three flashes, which are six changes."""
    most = 2 * _FLASHES_PER_S
    return all((later - step) * step_s > 1.0 for step, later in zip(steps, steps[most:], strict=False))


def _check(length: int, max_run: int) -> None:
    if length < 2 or length % 2 or max_run < 1:
        raise ValueError("a code has an even number of chips and runs of at least one")
