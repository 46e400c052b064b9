"""Where is the face, where is the person? The models of an analysis as props of the recipes."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from candor.domain.ports import Detection, FaceDetector, FaceMesher, PersonSegmenter
from candor.evaluation.recipes.clip import F32, RGB
from candor.pipeline.facts import detection_of


class FaceFinder:
    """Finds the mesh of the largest face, frame by frame; starts from the frame before, as the pipeline does."""

    def __init__(self, detector: FaceDetector, mesher: FaceMesher, fresh_every: int = 10) -> None:
        """Look with these models.

        Args:
            detector: of faces.
            mesher: of the 468 points.
            fresh_every: the detector looks anew after so many frames, so that a lost face is found again.
        """
        self._detector, self._mesher, self._fresh_every = detector, mesher, fresh_every
        self._followed: Detection | None = None
        self._since = 0

    def __call__(self, rgb: RGB) -> F32 | None:
        """Return (468, 2) px, or None without a face."""
        if self._followed is None or self._since >= self._fresh_every:
            self._followed, self._since = self._largest(rgb), 0
        if self._followed is None:
            return None
        mesh = self._mesher.fit(rgb, self._followed)
        self._since += 1
        self._followed = None if mesh is None else detection_of(mesh)
        return None if mesh is None else mesh.landmarks_xyz[:, :2].copy()

    def _largest(self, rgb: RGB) -> Detection | None:
        found = self._detector.detect(rgb)
        return max(found, key=lambda one: float(one.box_xyxy[2] - one.box_xyxy[0]), default=None)


def person_finder(segmenter: PersonSegmenter) -> Callable[[RGB], F32]:
    """Return what tells person from background in (H, W) from 0 to 1, smooth in the size of the picture."""

    def person_of(rgb: RGB) -> F32:
        height, width = rgb.shape[:2]
        wide = cv2.resize(segmenter.segment(rgb), (width, height), interpolation=cv2.INTER_LINEAR)
        return np.clip(np.asarray(wide, dtype=np.float32), 0.0, 1.0)

    return person_of
