"""How much does an embedding of one face tremble that pose, blur and speech do not explain?

Source: the idea of signals.md B2; the regression is ridge regression (A. Hoerl, R. Kennard, Technometrics 12(1), 1970).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

_RIDGE: Final = 0.1
MIN_STEPS: Final = 4


def unexplained_step(embeddings: F64, covariates: F64) -> float | None:
    """Return the typical cosine distance from one embedding to the next when nothing else changes; None for too few.

    Args:
        embeddings: (N, d), in order of time.
        covariates: (N, k) what may explain a change, each scaled to about one for a usual change.
    """
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    if len(embeddings) < MIN_STEPS + 1 or float(lengths.min()) < 1e-9:
        return None
    unit = embeddings / lengths
    steps = 1.0 - (unit[1:] * unit[:-1]).sum(axis=1)
    changes = np.abs(np.diff(covariates, axis=0))
    centred = changes - changes.mean(axis=0)
    k = changes.shape[1]
    normal = centred.T @ centred + _RIDGE * len(steps) * np.eye(k)
    slopes = np.asarray(np.linalg.solve(normal, centred.T @ (steps - steps.mean())), dtype=np.float64)
    # A change of pose makes steps longer, never shorter: a slope below zero is noise.
    explained = changes @ np.maximum(slopes, 0.0)
    return float(np.median(np.maximum(steps - explained, 0.0)))
