"""Did these points move as on a flat sheet, or as on a solid body? Two views of them, compared by two models.

Images of a plane are related by a homography, whatever the motion; those of a rigid solid only by epipolar geometry. A
photo that is turned in front of the camera obeys the first, a head that turns does not.

Source: R. Hartley, A. Zisserman, Multiple View Geometry, 2nd ed.: homography 4.1, affine epipolar geometry 14.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

MIN_POINTS: Final = 12
"""Both models leave freedom to spare: 8 and 4 parameters."""


@dataclass(frozen=True, slots=True)
class Planarity:
    """How well a plane explains two views, against what any rigid body would leave unexplained."""

    plane_px: float
    """Standard deviation per coordinate of what a homography leaves, px."""
    rigid_px: float
    """Standard deviation of what affine epipolar geometry leaves, px."""
    points: int
    """That were used."""


def planarity(from_xy: F64, to_xy: F64, keep: float) -> Planarity | None:
    """Return what both models leave unexplained; None for too few points or points that fix no model.

    Args:
        from_xy: (N, 2) px in the first view.
        to_xy: (N, 2) px in the second view, same order.
        keep: share of the points kept, 0 to 1: those that fit a rigid body best. Corners that slid off are no evidence.
    """
    if len(from_xy) < MIN_POINTS:
        return None
    residual = _epipolar_residual(from_xy, to_xy)
    kept = np.argsort(np.abs(residual))[: max(MIN_POINTS, int(keep * len(residual)))]
    a, b = from_xy[kept], to_xy[kept]
    homography = cast("F64 | None", cv2.findHomography(a, b, 0)[0])
    if homography is None:
        return None
    homogeneous = np.concatenate([a, np.ones((len(a), 1))], axis=1) @ homography.T
    if not np.isfinite(homogeneous).all() or np.abs(homogeneous[:, 2]).min() < 1e-9:
        return None
    left_over = homogeneous[:, :2] / homogeneous[:, 2:] - b
    n = len(a)
    return Planarity(
        plane_px=float(np.sqrt((left_over**2).sum() / (2 * n - 8))),
        rigid_px=float(np.sqrt((_epipolar_residual(a, b) ** 2).sum() / (n - 4))),
        points=n,
    )


def foreshortening_deg(from_xy: F64, to_xy: F64) -> float:
    """Return how far the points turned away as a sheet would, degrees: how much the best affine map squeezes them.

    A sheet turned by t is narrower by cos t. Size, shift and roll do not count; 0 for points that fix no map.

    Args:
        from_xy: (N, 2) px in the first view.
        to_xy: (N, 2) px in the second view, same order.
    """
    a, b = from_xy - from_xy.mean(axis=0), to_xy - to_xy.mean(axis=0)
    (xx, xy), (_, yy) = (a.T @ a).tolist()
    determinant = xx * yy - xy * xy
    if determinant <= 1e-6 * max((xx + yy) ** 2, 1e-9):
        return 0.0
    (p, q), (r, s) = (a.T @ b).tolist()
    m11, m12 = (yy * p - xy * r) / determinant, (yy * q - xy * s) / determinant
    m21, m22 = (xx * r - xy * p) / determinant, (xx * s - xy * q) / determinant
    # Singular values of a 2 x 2 matrix: half the sum and half the difference of these.
    alike, unlike = float(np.hypot(m11 + m22, m12 - m21)), float(np.hypot(m11 - m22, m12 + m21))
    large, small = alike + unlike, abs(alike - unlike)
    return float(np.rad2deg(np.arccos(small / large))) if large > 0 else 0.0


def _epipolar_residual(a: F64, b: F64) -> F64:
    """Return (N,) distances from the best affine epipolar plane a x + b y + c x' + d y' + e = 0, px."""
    joint = np.concatenate([a, b], axis=1)
    centred = joint - joint.mean(axis=0)
    normal = np.linalg.eigh(centred.T @ centred)[1][:, 0]
    # Scaled so that it reads as an error of the second view, comparable with what the homography leaves.
    scale = max(float(np.hypot(normal[2], normal[3])), 1e-6)
    return np.asarray(centred @ normal / scale, dtype=np.float64)
