"""A frame on its way in: encoded as it came, then decoded. Two clocks, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """One picture of the candidate's tile as the peer sent it."""

    seq: int
    """Rises by one per captured frame; gaps are frames dropped before sending."""
    captured_at_s: float
    """Seconds on the sender's clock, from its own arbitrary zero."""
    received_at_s: float
    """Seconds on the server's monotonic clock."""
    data: bytes
    """JPEG, PNG or WebP."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One decoded picture."""

    seq: int
    captured_at_s: float
    received_at_s: float
    rgb: NDArray[np.uint8]
    """(height, width, 3) uint8, RGB, upright."""
