"""What must be known of a still portrait before it can move? Head, background, depth, lids and lips.

First step of the demo: the public-domain portrait of the manifest goes in, layers that demo/render.py moves come out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  # ships none

from candor.demo.pixels import F32, RGB, blurred, grid, resized
from candor.domain.ports import FaceDetector, FaceMesher
from candor.errors import ModelError

F64 = NDArray[np.float64]

SIZE_PX: Final = (640, 360)
"""(width, height) of the demo picture: a usual tile."""
FRAMING_XYWH: Final = (38, 0, 376, 212)
"""The head and shoulders of the 512 x 512 portrait "astronaut", px."""
REACH_PX: Final = 40
"""How far the outline of the head may move, px."""

LEFT_UPPER_LID: Final = (33, 246, 161, 160, 159, 158, 157, 173, 133)
LEFT_LOWER_LID: Final = (33, 7, 163, 144, 145, 153, 154, 155, 133)
RIGHT_UPPER_LID: Final = (362, 398, 384, 385, 386, 387, 388, 466, 263)
RIGHT_LOWER_LID: Final = (362, 382, 381, 380, 374, 373, 390, 249, 263)
UPPER_LIP_INNER: Final = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LOWER_LIP_INNER: Final = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
FACE_OVAL: Final = (10, 297, 284, 389, 454, 361, 397, 379, 152, 150, 172, 132, 234, 162, 54, 67)
CHIN: Final = 152
"""Indices into the face mesh; lids and lips from left to right in the picture."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A still person, ready to be moved."""

    rgb: RGB
    """(360, 640, 3)."""
    head_alpha: F32
    """(360, 640), 0 to 1: where head and neck are."""
    background: RGB
    """(360, 640, 3): the picture without the head."""
    landmarks_xyz: F32
    """(468, 3) px, as domain.ports.Mesh."""
    depth_px: F32
    """(360, 640): how far the head stands out towards the viewer, px; 0 at its outline."""

    @property
    def face_width_px(self) -> float:
        """From ear to ear."""
        return float(np.ptp(self.landmarks_xyz[:, 0]))

    @property
    def head_box(self) -> tuple[slice, slice]:
        """Rows and columns that the head can reach when it moves."""
        rows, columns = np.nonzero(self.head_alpha > 0.01)
        height, width = self.head_alpha.shape
        top, bottom = max(int(rows.min()) - REACH_PX, 0), min(int(rows.max()) + REACH_PX, height)
        left, right = max(int(columns.min()) - REACH_PX, 0), min(int(columns.max()) + REACH_PX, width)
        return slice(top, bottom), slice(left, right)

    @property
    def centre_xy(self) -> F32:
        """Middle of the face, px."""
        return self.landmarks_xyz[:, :2].mean(axis=0)


def frame_portrait(photo: RGB) -> RGB:
    """Return head and shoulders of the 512 x 512 portrait at tile size."""
    x, y, width, height = FRAMING_XYWH
    cut = photo[y : y + height, x : x + width]
    return np.asarray(cv2.resize(cut, SIZE_PX, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def make_portrait(rgb: RGB, detector: FaceDetector, mesher: FaceMesher) -> Portrait:
    """Find the face of a framed portrait and take the picture apart.

    Raises:
        ModelError: no face is found: the portrait is not the one that the demo is made for.
    """
    detections = detector.detect(rgb)
    mesh = mesher.fit(rgb, detections[0]) if detections else None
    if mesh is None:
        raise ModelError("no_demo_face", "No face was found in the demo portrait; run `candor models verify`.")
    landmarks = mesh.landmarks_xyz
    alpha = head_alpha(rgb, landmarks)
    return Portrait(rgb, alpha, background_behind(rgb, alpha), landmarks, head_depth(landmarks, rgb.shape[:2]))


def head_alpha(rgb: RGB, landmarks_xyz: F32) -> F32:
    """Return the soft mask of head and neck, (H, W) 0 to 1.

    Source: Rother, Kolmogorov and Blake 2004 (GrabCut), started from an ellipse around the face mesh.
    """
    points = landmarks_xyz[:, :2]
    centre, width, height = points.mean(axis=0), float(np.ptp(points[:, 0])), float(np.ptp(points[:, 1]))
    mask = np.full(rgb.shape[:2], cv2.GC_BGD, np.uint8)
    middle = (round(float(centre[0])), round(float(centre[1]) - 0.22 * height))
    cv2.ellipse(mask, middle, (round(0.98 * width), round(0.98 * height)), 0, 0, 360, cv2.GC_PR_FGD, -1)
    cv2.fillConvexPoly(mask, cv2.convexHull(points.astype(np.int32)), cv2.GC_FGD)
    cv2.setRNGSeed(1)
    model = np.zeros((1, 65))
    cv2.grabCut(rgb[..., ::-1].copy(), mask, (0, 0, 1, 1), model, model.copy(), 5, cv2.GC_INIT_WITH_MASK)
    inside = ((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)).astype(np.float32)
    inside = cv2.morphologyEx(inside, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.clip(blurred(inside, 1.2) * 1.4 - 0.25, 0.0, 1.0).astype(np.float32)


def background_behind(rgb: RGB, alpha: F32) -> RGB:
    """Return the picture with the head filled in from its surroundings, slightly out of focus."""
    hole = cv2.dilate((alpha > 0.02).astype(np.uint8), np.ones((9, 9), np.uint8))
    small = cv2.resize(rgb, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small_hole = cv2.resize(hole, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_NEAREST)
    filled = cv2.resize(cv2.inpaint(small, small_hole, 5, cv2.INPAINT_TELEA), (rgb.shape[1], rgb.shape[0]))
    soft = blurred(hole, 2.0)[..., None]
    mixed = filled * soft + rgb * (1.0 - soft)
    return mixed.astype(np.uint8)


def head_depth(landmarks_xyz: F32, shape: tuple[int, ...]) -> F32:
    """Return how far the head stands out towards the viewer: the mesh's own depth on the face, an ellipsoid around it.

    Args:
        landmarks_xyz: (468, 3) px; smaller z is nearer.
        shape: (height, width) of the picture.

    Returns:
        (H, W) float32, px; 0 outside the head.
    """
    points, width = landmarks_xyz[:, :2].astype(np.float64), float(np.ptp(landmarks_xyz[:, 0]))
    y, x = (axis.astype(np.float64) for axis in grid(slice(0, shape[0], 4), slice(0, shape[1], 4)))
    centre = points.mean(axis=0) - np.array((0.0, 0.2 * width))
    r2 = ((x - centre[0]) / (0.80 * width)) ** 2 + ((y - centre[1]) / (0.98 * width)) ** 2
    round_px = 0.68 * width * np.sqrt(np.clip(1.0 - r2, 0.0, None))
    interpolate = cast(
        "Callable[[F64, F64], F64]", LinearNDInterpolator(points, -landmarks_xyz[:, 2].astype(np.float64))
    )
    on_face = np.asarray(interpolate(x, y), dtype=np.float64)
    oval = landmarks_xyz[list(FACE_OVAL)]
    rows, columns = (np.clip(oval[:, i] / 4, 0, s / 4 - 1).astype(int) for i, s in ((1, shape[0]), (0, shape[1])))
    on_oval = np.asarray(round_px[rows, columns] + oval[:, 2], dtype=np.float64)
    offset = float(on_oval.mean())
    is_face = np.isfinite(on_face)
    weight = blurred(cv2.erode(is_face.astype(np.float32), np.ones((5, 5), np.uint8)), 3.0)
    mixed = (np.nan_to_num(on_face) + offset) * weight + round_px * (1.0 - weight)
    depth = np.asarray(np.where(is_face, mixed, round_px), dtype=np.float32)
    smooth = blurred(depth, 1.5)
    return resized(smooth, (shape[1], shape[0]))
