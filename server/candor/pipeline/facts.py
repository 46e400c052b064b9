"""What is there to know of a picture and of the candidate's face? Pixels and a mesh go in, domain.facts come out.

After tracking, once per frame; nobody behind this point sees a pixel.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts, FaceQuality, PictureFacts
from candor.domain.ids import TrackId
from candor.domain.ports import Detection, Eye, Mesh
from candor.maths.eye_aspect import brow_height, eye_aspect_ratio, eye_centres, lip_drop, mouth_openness
from candor.maths.face_mesh import DETECTOR_POINTS, IRIS_MODEL_EYE, PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE
from candor.maths.geometry import bounding_box
from candor.maths.head_pose import head_pose
from candor.maths.image_hash import average_down, difference_hash, pixel_digest, thumbnail
from candor.maths.sharpness import crop_quality, eye_aligned_crop

RGB = NDArray[np.uint8]
Luma = NDArray[np.uint8]
F32 = NDArray[np.float32]

_KEYPOINTS: Final = np.array(DETECTOR_POINTS)
_LIDS: Final = np.array((PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE))


def luma_of(rgb: RGB) -> Luma:
    """Return the (H, W) uint8 luma (ITU-R BT.601) of a (H, W, 3) picture."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def picture_facts(rgb: RGB, luma: Luma) -> PictureFacts:
    """Return digest, hash and thumbnail of a frame."""
    small = average_down(luma)
    return PictureFacts(digest=pixel_digest(rgb), dhash=difference_hash(small), thumbnail=thumbnail(small))


def face_quality(luma: Luma, mesh: Mesh) -> FaceQuality:
    """Return how far a meshed face can be judged."""
    landmarks_xy = mesh.landmarks_xyz[:, :2]
    eyes_xy = eye_centres(landmarks_xy)
    x1, _, x2, _ = (float(v) for v in bounding_box(landmarks_xy))
    crop = crop_quality(eye_aligned_crop(luma, eyes_xy))
    return FaceQuality(
        width_px=x2 - x1,
        inter_eye_px=float(np.linalg.norm(eyes_xy[1] - eyes_xy[0])),
        luma_mean=crop.luma_mean,
        clipped_fraction=crop.clipped_fraction,
        sharpness=crop.sharpness,
    )


def face_facts(track: TrackId, luma: Luma, detection: Detection, mesh: Mesh, eyes: tuple[Eye, Eye] | None) -> FaceFacts:
    """Return all facts of the candidate's face but its embedding.

    Args:
        track: whose face it is.
        luma: (H, W) of the frame.
        detection: the box and score to report: of the detector, or of the mesh where that followed alone.
        mesh: fitted to this frame.
        eyes: fitted to this frame; without them the mesh's own lids are read, which hardly close in a blink.
    """
    landmarks = mesh.landmarks_xyz
    return FaceFacts(
        track=track,
        box_xyxy=detection.box_xyxy,
        detection_score=detection.score,
        landmarks_xy=np.ascontiguousarray(landmarks[:, :2]),
        mesh_score=mesh.score,
        pose=head_pose(landmarks),
        eye_openness=_openness(landmarks, eyes),
        mouth_openness=mouth_openness(landmarks),
        lip_drop=lip_drop(landmarks),
        brow_height=brow_height(landmarks),
        iris_xy=np.stack([eye.iris_xy[0] for eye in eyes]) if eyes else None,
        quality=face_quality(luma, mesh),
    )


def detection_of(mesh: Mesh) -> Detection:
    """Return a mesh in the form of a detection, so that the next frame's mesh can start from it."""
    landmarks_xy = mesh.landmarks_xyz[:, :2]
    keypoints = landmarks_xy[_KEYPOINTS].mean(axis=1)
    return Detection(bounding_box(landmarks_xy), keypoints.astype(np.float32), mesh.score)


def _openness(landmarks: F32, eyes: tuple[Eye, Eye] | None) -> tuple[float, float]:
    points = np.stack([eye.contour_xy[list(IRIS_MODEL_EYE)] for eye in eyes]) if eyes else landmarks[_LIDS]
    left, right = (float(v) for v in eye_aspect_ratio(points))
    return left, right
