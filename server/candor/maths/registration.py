"""By which plane motion does one picture of a face become another, and what does that motion leave over?

A key picture is kept as a small eye-aligned patch. A later frame is laid over it by the homography that its rigid
corners ask for; where the two still differ, something has changed its shape: lids, lips, or the head as a solid body.

Sources: B. Lucas, T. Kanade, IJCAI 1981 (a small shift d changes a picture by its gradient times d, eq. 3); R. Hartley,
A. Zisserman, Multiple View Geometry, 2nd ed., 4.1 (homography), here with trimmed least squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.maths.geometry import two_point_similarity
from candor.maths.quantiles import quantile

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Mask = NDArray[np.bool_]

PATCH_PX: Final = 96
EYE_DISTANCE_PX: Final = 38.0
"""In the patch: brows to chin and both cheeks fill it."""
_EYES: Final = np.array([[29.0, 34.0], [67.0, 34.0]], dtype=np.float32)
_SMOOTHING_PX: Final = 1.0
_FLOW_WINDOW: Final = (13, 13)
_FLOW_STOPS: Final = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 10, 0.03)
_MAX_BACK_PX: Final = 1.0
"""A corner that does not come back to its place within this is lost."""
MIN_CORNERS: Final = 12
_FINE_PX: Final = 1.5
"""Laid over twice when the first guess was further off than this: flow is exact for small shifts only."""
_KEEP: Final = 0.75
"""Share of the corners that the homography is fitted to."""
_GAIN: Final = (0.5, 2.0)
"""How far light may brighten or dim a part between two pictures."""


@dataclass(frozen=True, slots=True)
class KeyPatch:
    """What a face looked like, to lay later pictures over."""

    patch: U8
    """(96, 96) luma, smoothed."""
    corners_xy: F32
    """(N, 1, 2) px in the patch: detail of the rigid part of the face."""
    energy: F32
    """(96, 96) mean squared gradient of the patch per direction."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A later picture laid over the key patch."""

    to_patch: F64
    """(3, 3) homography from the picture to the patch."""
    patch: U8
    """(96, 96) luma of the picture, seen through it."""
    corners: int
    """That were followed."""
    residual_px: float
    """Median distance of the corners from where the homography puts them, px of the patch."""


def patch_from_eyes(eyes_xy: F32) -> F64:
    """Return the (3, 3) similarity that takes (2, 2) px eye centres, picture-left first, to the patch."""
    return np.vstack([two_point_similarity(eyes_xy, _EYES), [0.0, 0.0, 1.0]]).astype(np.float64)


def key_patch(luma: U8, to_patch: F64, rigid: Mask, most: int) -> KeyPatch:
    """Return a key patch.

    Args:
        luma: (H, W) picture.
        to_patch: (3, 3) from the picture to the patch.
        rigid: (96, 96) where corners may lie.
        most: number of corners.
    """
    patch = _seen_through(luma, to_patch)
    mask = np.where(rigid, 255, 0).astype(np.uint8)
    found = cast("F32 | None", cv2.goodFeaturesToTrack(patch, most, 0.01, 4, mask=mask, blockSize=5))
    down, across = np.gradient(patch.astype(np.float32))
    corners = np.zeros((0, 1, 2), dtype=np.float32) if found is None else found
    return KeyPatch(patch, corners, np.asarray((down**2 + across**2) / 2, dtype=np.float32))


def lay_over(key: KeyPatch, luma: U8, guess: F64) -> Overlay | None:
    """Return the picture laid over the key patch; None when too few corners can be followed.

    Args:
        key: what to lay it over.
        luma: (H, W) picture.
        guess: (3, 3) from the picture to the patch, good to a few px of the patch.
    """
    step = _step(key, _seen_through(luma, guess), guess)
    if step is not None and step.moved_px >= _FINE_PX:
        step = _step(key, _seen_through(luma, step.to_patch), step.to_patch)
    if step is None:
        return None
    return Overlay(step.to_patch, _seen_through(luma, step.to_patch), step.corners, step.residual_px)


def apparent_shift(key: KeyPatch, patch: U8, part: Mask) -> float:
    """Return by how much a part would have to be shifted to differ from the key as it does, px of the patch.

    Root of residual energy over gradient energy, after the best brightness and contrast. 0 for equal pictures; a part
    without any detail has no shift.
    """
    then, now = key.patch[part].astype(np.float64), patch[part].astype(np.float64)
    energy = float(key.energy[part].mean()) if then.size else 0.0
    if energy < 1.0:
        return 0.0
    then, now = then - then.mean(), now - now.mean()
    gain = float(np.clip((then @ now) / max(float(now @ now), 1e-6), *_GAIN))
    return float(np.sqrt(((then - gain * now) ** 2).mean() / energy))


@dataclass(frozen=True, slots=True)
class _Step:
    """One correction of a guess; fields as in Overlay."""

    to_patch: F64
    corners: int
    residual_px: float
    moved_px: float
    """How far off the guess was."""


def _step(key: KeyPatch, seen: U8, guess: F64) -> _Step | None:
    """Return the guess corrected by what its corners say; `seen` is the picture through the guess."""
    if len(key.corners_xy) < MIN_CORNERS:
        return None
    there, is_there = _flow(key.patch, seen, key.corners_xy)
    back, is_back = _flow(seen, key.patch, there)
    kept = is_there & is_back & (np.linalg.norm(back - key.corners_xy, axis=2)[:, 0] < _MAX_BACK_PX)
    if np.count_nonzero(kept) < MIN_CORNERS:
        return None
    key_xy, seen_xy = key.corners_xy[kept, 0], there[kept, 0]
    homography = _trimmed_homography(seen_xy, key_xy)
    if homography is None:
        return None
    residual_px = float(np.median(_distances(homography, seen_xy, key_xy)))
    moved_px = float(np.median(np.linalg.norm(seen_xy - key_xy, axis=1)))
    return _Step(homography @ guess, len(key_xy), residual_px, moved_px)


def _trimmed_homography(from_xy: F32, to_xy: F32) -> F64 | None:
    """Return the homography of the corners that agree best: those that slid off must not decide."""
    kept = np.ones(len(from_xy), dtype=np.bool_)
    homography: F64 | None = None
    for _ in range(3):
        homography = cast("F64 | None", cv2.findHomography(from_xy[kept], to_xy[kept], 0)[0])
        if homography is None or not np.isfinite(homography).all():
            return None
        distances = _distances(homography, from_xy, to_xy)
        kept = distances <= max(quantile(distances, _KEEP), 1e-6)
    return homography


def _distances(homography: F64, from_xy: F32, to_xy: F32) -> F64:
    mapped = np.asarray(cv2.perspectiveTransform(from_xy[:, None], homography), dtype=np.float64)[:, 0]
    return np.linalg.norm(mapped - to_xy, axis=1)


def _flow(old: U8, new: U8, start: F32) -> tuple[F32, Mask]:
    there, found, _ = cast(
        "tuple[F32, U8, object]",
        cv2.calcOpticalFlowPyrLK(
            old, new, start, np.empty_like(start), winSize=_FLOW_WINDOW, maxLevel=2, criteria=_FLOW_STOPS
        ),
    )
    return there, found[:, 0] == 1


def _seen_through(luma: U8, to_patch: F64) -> U8:
    size = (PATCH_PX, PATCH_PX)
    seen = cv2.warpPerspective(luma, to_patch, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.GaussianBlur(seen, (0, 0), _SMOOTHING_PX), dtype=np.uint8)
