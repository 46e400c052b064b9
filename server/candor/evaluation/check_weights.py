"""Which weights tell swaps from honest faces best? Logistic regression, for models/calibration/signals/check_degradation.toml.

Printed by check_report.py for whatever data set it is made of; only those of models/datasets-checks-chosen.toml are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

F64 = NDArray[np.float64]

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

    def loss(values: F64) -> float:
        scores = values[0] + numbers @ values[1:]
        return float(share @ np.logaddexp(0, -labels * scores) + _PENALTY * values[1:] @ values[1:] / 2)

    found = np.asarray(minimize(loss, np.zeros(len(names) + 1)).x, dtype=np.float64)
    limits = {f"{kind}_bias": float(found[0])}
    for name, weight, middle in zip(names, found[1:] / spread, centre, strict=True):
        limits |= {f"{kind}_{name}_weight": float(weight), f"{kind}_{name}_centre": float(middle)}
    return limits


def weighed_sum(measures: Mapping[str, float], kind: str, names: Sequence[str], limits: Mapping[str, float]) -> float:
    """Return bias plus weight times (number minus centre); what is missing adds nothing."""
    numbers = {name: measures.get(name, np.nan) - limits[f"{kind}_{name}_centre"] for name in names}
    told = [limits[f"{kind}_{name}_weight"] * number for name, number in numbers.items() if np.isfinite(number)]
    return limits[f"{kind}_bias"] + sum(told)
