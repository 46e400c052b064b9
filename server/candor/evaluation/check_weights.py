"""Which weights tell swaps from honest faces best? Logistic regression, for calibration/signals/check_degradation.toml.

Told by check_report.py for any data set; only those of models/datasets-checks-chosen.toml are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

_STEPS: Final = 25
_TINY: Final = 1e-9
_PENALTY: Final = 1.0
"""On squared weights of standardised numbers, for each observation of a class of effective size 1."""


def fitted_limits(
    kind: str, names: Sequence[str], honest: Sequence[Mapping[str, float]], swapped: Sequence[Mapping[str, float]]
) -> dict[str, float]:
    """Return bias, centres and weights by their names in the calibration file; both classes count alike.

    Args:
        kind: of check.
        names: of the numbers to weigh.
        honest: measures of honest faces, one or more.
        swapped: measures of swaps, one or more. What is missing stands at the centre.
    """
    table = np.array([[one.get(name, np.nan) for name in names] for one in (*honest, *swapped)], dtype=np.float64)
    table[:, ~np.isfinite(table).any(axis=0)] = 0.0
    centre, spread = np.nanmedian(table, axis=0), np.nanstd(table, axis=0) + 1e-9
    numbers = np.nan_to_num((table - centre) / spread)
    labels = np.array([-1.0] * len(honest) + [1.0] * len(swapped))
    share = np.where(labels > 0, 0.5 / len(swapped), 0.5 / len(honest)) * len(labels)

    design = np.column_stack([np.ones(len(labels)), numbers])
    ridge = np.diag([0.0] + [_PENALTY] * len(names))
    found = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        # Newton steps; the loss is convex, and the penalty keeps its curvature away from 0.
        wrong = share / (1 + np.exp(labels * (design @ found)))
        slope = ridge @ found - design.T @ (labels * wrong)
        curved = (design * (wrong * (1 - wrong / share))[:, None]).T @ design + ridge
        found = found - np.linalg.solve(curved + _TINY * np.eye(len(found)), slope)
    limits = {f"{kind}_bias": float(found[0])}
    for name, weight, middle in zip(names, found[1:] / spread, centre, strict=True):
        limits |= {f"{kind}_{name}_weight": float(weight), f"{kind}_{name}_centre": float(middle)}
    return limits


def weighed_sum(measures: Mapping[str, float], kind: str, names: Sequence[str], limits: Mapping[str, float]) -> float:
    """Return bias plus weight times (number minus centre); what is missing adds nothing."""
    numbers = {name: measures.get(name, np.nan) - limits[f"{kind}_{name}_centre"] for name in names}
    told = [limits[f"{kind}_{name}_weight"] * number for name, number in numbers.items() if np.isfinite(number)]
    return limits[f"{kind}_bias"] + sum(told)
