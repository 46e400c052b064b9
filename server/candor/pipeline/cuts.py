"""Did the scene change between two frames: a cut, or another person's tile? Then no track may go on.

Asked before tracking, of thumbnails only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.pipeline.rules import CutRules

U8 = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Change:
    """How two consecutive thumbnails differ."""

    correlation: float
    """-1 to 1; 1 when both are flat."""
    difference: float
    """Mean absolute difference, grey levels."""


def change_between(before: U8, after: U8) -> Change:
    """Compare two (18, 32) thumbnails."""
    a, b = before.astype(np.float32).ravel(), after.astype(np.float32).ravel()
    difference = float(np.abs(a - b).mean())
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.linalg.norm(a) * np.linalg.norm(b))
    return Change(
        correlation=float(a @ b) / scale if scale > 0 else float(not (a.any() or b.any())), difference=difference
    )


def is_cut(before: U8, after: U8, rules: CutRules) -> bool:
    """Return whether the scene changed; light alone (high correlation) or a slow move (small difference) is no cut."""
    change = change_between(before, after)
    return change.correlation <= rules.max_correlation and change.difference >= rules.min_difference
