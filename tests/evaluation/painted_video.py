"""Recordings of painted faces, as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

from candor.evaluation.datasets import LabelledRecording


def recorded(folder: Path, person: str, frames: Sequence[np.ndarray], fps: int = 10) -> LabelledRecording:
    """A lossless video of (H, W, 3) frames."""
    path = folder / f"{person}.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", fps)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "bgr0"
        for rgb in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb))))
        container.mux(stream.encode(None))
    return LabelledRecording(path, False, "", person, None, None, 0.0)
