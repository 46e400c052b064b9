"""Identity values: a template of one face and the reference made from an ID photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Template:
    """A face as the mean of one or more embeddings of one model."""

    model: str
    """Manifest id of the embedder; templates of different models are never compared."""
    vector: NDArray[np.float32]
    """(d,) quality-weighted mean of the embeddings, scaled as the embedder gives them."""
    n_embeddings: int
    face_width_px: float
    """Median width of the faces that went in."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing two templates. LLR > 0 speaks for DIFFERENT people, < 0 for the same person."""

    score: float
    """Cohort-normalised similarity (AS-norm), dimensionless; larger is more alike."""
    llr: float
    """Natural-log likelihood ratio, different over same, clipped to what the calibration data support."""
