"""How does the head and face of the candidate move? The nine-number behaviour vector of signals.md B3, as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts, FrameFacts

F64 = NDArray[np.float64]

DIMENSIONS = ("yaw", "pitch", "roll", "x", "y", "scale", "eyes", "mouth", "brow")


def capture_times(frames: Sequence[FrameFacts]) -> F64:
    """Return (N,) captured_at_s."""
    return np.array([frame.captured_at_s for frame in frames], dtype=np.float64)


def behaviour(frames: Sequence[FrameFacts]) -> F64:
    """Return (N, 9) behaviour vectors in the order of DIMENSIONS; a row is NaN where the face was not meshed.

    Angles in degrees, place and scale in shares of the picture width, openness and brow dimensionless.
    """
    nothing = (np.nan,) * len(DIMENSIONS)
    rows = [
        nothing if frame.candidate is None else _vector(frame.candidate, frame.size_px[0]) or nothing
        for frame in frames
    ]
    return np.array(rows, dtype=np.float64).reshape(len(frames), len(DIMENSIONS))


def _vector(face: FaceFacts, width_px: int) -> tuple[float, ...] | None:
    if face.pose is None or face.eye_openness is None or face.mouth_openness is None or face.brow_height is None:
        return None
    x1, y1, x2, y2 = (float(v) / width_px for v in face.box_xyxy)
    return (
        face.pose.yaw_deg,
        face.pose.pitch_deg,
        face.pose.roll_deg,
        (x1 + x2) / 2,
        (y1 + y2) / 2,
        x2 - x1,
        (face.eye_openness[0] + face.eye_openness[1]) / 2,
        face.mouth_openness,
        face.brow_height,
    )
