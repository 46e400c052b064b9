"""Pictures for the tests of this folder, as (H, W, 3) uint8 RGB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import Mesh
from candor.inference.default_set import DefaultModels

RGB = NDArray[np.uint8]


def rgb_of(encoded: bytes) -> RGB:
    """Decode a picture."""
    bgr = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    return np.ascontiguousarray(bgr[:, :, ::-1], dtype=np.uint8)


def read_rgb(path: Path) -> RGB:
    """Read a picture from a file."""
    return rgb_of(path.read_bytes())


def frames_of(clip: Path, n: int, width: int = 640) -> Iterator[RGB]:
    """Yield `n` frames spread over a clip, scaled to `width` px."""
    capture = cv2.VideoCapture(str(clip))
    total = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    for index in range(n):
        capture.set(cv2.CAP_PROP_POS_FRAMES, (2 * index + 1) * total // (2 * n))
        read, bgr = capture.read()
        if read:
            scaled = cv2.resize(bgr, (width, round(bgr.shape[0] * width / bgr.shape[1])))
            yield np.ascontiguousarray(scaled[:, :, ::-1], dtype=np.uint8)
    capture.release()


def fitted(models: DefaultModels, rgb: RGB) -> Mesh | None:
    """Fit the mesh to the best face of a picture."""
    found = models.detector.detect(rgb)[:1]
    return models.mesher.fit(rgb, found[0]) if found else None


def mesh_of(models: DefaultModels, rgb: RGB) -> Mesh:
    """Fit the mesh to the best face of a picture that has one."""
    mesh = fitted(models, rgb)
    assert mesh is not None
    return mesh
