"""Where is a close-up wanted, and does it show the face that the stream shows at that moment?

A close-up is cut from the very picture that the stream shows, so face and place must agree; what does not agree is left
out and counted, and the stream alone speaks. Used by pipeline/faces.py; what it is good for: docs/wire.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts, FaceQuality, HeadPose
from candor.domain.frames import CloseUp, EncodedFrame, Region
from candor.domain.ids import TrackId
from candor.domain.ports import FaceMesher, Mesh
from candor.errors import DecodeError
from candor.maths.eye_aspect import eye_centres
from candor.maths.geometry import bounding_box
from candor.maths.head_pose import head_pose
from candor.maths.sharpness import eye_aligned_crop
from candor.pipeline.decode import DecodeLimits, decode_frame
from candor.pipeline.facts import RGB, Luma, detection_of, face_quality, luma_of
from candor.pipeline.rules import CloseUpRules

F32 = NDArray[np.float32]

LIMITS: Final = DecodeLimits(max_bytes=128 * 1024, max_pixels=640 * 640, max_side_px=640)
"""As wire.framing allows."""
_COARSE_PX: Final = 24
"""Two faces are compared without the detail that the stream has lost."""


class Fate(StrEnum):
    """What became of a close-up."""

    USED = "used"
    LATE = "late"
    """No frame of its moment was looked at."""
    UNREADABLE = "unreadable"
    NO_FACE = "no_face"
    """None in it, or none in the stream."""
    ANOTHER_FACE = "another_face"
    """Elsewhere, or it looks otherwise."""


@dataclass(frozen=True, slots=True)
class View:
    """The candidate's face in one picture: of the stream, or of a close-up."""

    rgb: RGB
    mesh: Mesh
    pose: HeadPose
    quality: FaceQuality
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The newest close-up that was used."""

    view: View
    at_s: float
    """captured_at_s of the frame that it goes with."""
    track: TrackId


def wanted_region(face: FaceFacts, size_px: tuple[int, int], rules: CloseUpRules) -> Region | None:
    """Return the part of the tile that a close-up should show; None where it would not help.

    Args:
        face: of the candidate.
        size_px: (width, height) of the stream's picture.
        rules: how much room it needs, and how turned a face may be.
    """
    if face.landmarks_xy is None or face.pose is None or abs(face.pose.yaw_deg) > rules.max_yaw_deg:
        return None
    box = bounding_box(face.landmarks_xy)
    half = rules.room * float(max(box[2:] - box[:2])) / 2
    middle = (box[:2] + box[2:]) / 2
    low = np.clip((middle - half) / size_px, 0, 1)
    high = np.clip((middle + half) / size_px, 0, 1)
    (x, y), (width, height) = low.tolist(), (high - low).tolist()
    return Region(x, y, width, height) if min(width, height) > 0 else None


def look_near(close_up: CloseUp, face: FaceFacts, luma: Luma, mesher: FaceMesher, rules: CloseUpRules) -> View | Fate:
    """Return what a close-up shows, or why it counts for nothing.

    Args:
        close_up: of this frame's moment.
        face: the candidate in the stream's picture.
        luma: (H, W) of that picture.
        mesher: fits the face in the close-up where the stream has it.
        rules: how well both must agree.
    """
    if face.landmarks_xy is None:
        return Fate.NO_FACE
    try:
        rgb = decode_frame(EncodedFrame(0, close_up.captured_at_s, 0.0, close_up.data), LIMITS).rgb
    except DecodeError:
        return Fate.UNREADABLE
    expected_xy = _in_close_up(face.landmarks_xy, close_up.region, luma, rgb)
    mesh = mesher.fit(rgb, detection_of(_mesh_of(expected_xy)))
    pose = head_pose(mesh.landmarks_xyz) if mesh else None
    if mesh is None or pose is None:
        return Fate.NO_FACE
    near_luma, found_xy = luma_of(rgb), mesh.landmarks_xyz[:, :2]
    is_there = shift(expected_xy, found_xy) <= rules.max_shift
    if not is_there or likeness(luma, face.landmarks_xy, near_luma, found_xy) < rules.min_likeness:
        return Fate.ANOTHER_FACE
    return View(rgb, mesh, pose, face_quality(near_luma, mesh), is_near=True)


def _in_close_up(points_xy: F32, region: Region, luma: Luma, rgb: RGB) -> F32:
    """Return where points of the stream's picture are in the close-up, px."""
    size = np.array(luma.shape[::-1], dtype=np.float32)
    origin = np.array((region.x, region.y), dtype=np.float32) * size
    span = np.array((region.width, region.height), dtype=np.float32) * size
    return ((points_xy - origin) * (np.array(rgb.shape[1::-1]) / np.maximum(span, 1e-3))).astype(np.float32)


def _mesh_of(points_xy: F32) -> Mesh:
    return Mesh(np.column_stack([points_xy, np.zeros(len(points_xy), np.float32)]), score=1.0)


def shift(expected_xy: F32, found_xy: F32) -> float:
    """Return the mean distance of (468, 2) face points from where they should be, in eye distances."""
    eyes = float(np.linalg.norm(np.subtract(*eye_centres(expected_xy))))
    return float(np.linalg.norm(found_xy - expected_xy, axis=1).mean()) / max(eyes, 1e-3)


def likeness(luma: Luma, points_xy: F32, other: Luma, other_xy: F32) -> float:
    """Return the correlation of two faces of (468, 2) points, eyes upright at one place: -1 to 1."""
    crops = (eye_aligned_crop(luma, eye_centres(points_xy)), eye_aligned_crop(other, eye_centres(other_xy)))
    a, b = (
        cv2.resize(crop, (_COARSE_PX, _COARSE_PX), interpolation=cv2.INTER_AREA).astype(np.float64) for crop in crops
    )
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-9))
