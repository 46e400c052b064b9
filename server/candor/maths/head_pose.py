"""Where does the head point? Rotation of a fitted face mesh against the canonical face.

The 33 most rigid points of the mesh are laid over the same points of MediaPipe's canonical face by the best rotation,
scale and shift; the rotation is then read as yaw, pitch and roll. The mesh's own depth is used: no camera is assumed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import HeadPose

_HALF: Final = (
    # mesh index, mirrored index, x, y, z (cm; x to the picture's right, y up, z towards the viewer), weight
    (4, 4, 0.0, -0.463170, 7.586580, 0.070909939706326),
    (6, 6, 0.0, 2.473255, 5.788627, 0.032100144773722),
    (10, 10, 0.0, 8.261778, 4.481535, 0.008446550928056),
    (33, 263, -4.445859, 2.663991, 3.173422, 0.058724168688059),
    (54, 284, -6.279331, 6.615427, 1.425850, 0.007667080033571),
    (67, 297, -3.523964, 8.005976, 3.729163, 0.009078059345484),
    (117, 346, -5.258659, 0.945811, 2.974312, 0.009791937656701),
    (119, 348, -3.300681, 0.861641, 3.872784, 0.014565368182957),
    (121, 350, -1.820731, 1.467954, 4.224124, 0.018591361120343),
    (127, 356, -7.743095, 2.364999, -2.005167, 0.005197994410992),
    (129, 358, -1.785794, -0.978284, 4.850470, 0.120625205338001),
    (132, 361, -7.270895, -2.890917, -2.252455, 0.005560018587857),
    (133, 362, -1.856432, 2.585245, 3.757904, 0.053286183625460),
    (136, 365, -5.085276, -7.178590, 0.714711, 0.066890455782413),
    (143, 372, -6.407571, 2.236021, 1.560843, 0.014816547743976),
    (147, 376, -6.234883, -1.944430, 1.663542, 0.014262833632529),
    (198, 420, -1.246815, 0.230297, 5.681036, 0.025462191551924),
    (205, 425, -3.832928, -1.537326, 4.137731, 0.047252278774977),
)
"""Source: MediaPipe, modules/face_geometry/data/geometry_pipeline_metadata_landmarks.pbtxt (Apache-2.0): the Procrustes
basis with its weights, one side of the symmetric face."""

_MIRRORED: Final = tuple((b, -x, y, z, w) for a, b, x, y, z, w in _HALF if a != b)
_ROWS: Final = tuple((a, x, y, z, w) for a, _, x, y, z, w in _HALF) + _MIRRORED

RIGID_POINTS: Final = np.array([row[0] for row in _ROWS])
"""(33,) indices into the face mesh."""
CANONICAL_XYZ: Final = np.array([(x, -y, -z) for _, x, y, z, _ in _ROWS])
"""(33, 3) cm, in picture axes: x right, y down, z away from the viewer."""
_WEIGHTS: Final = np.array([row[4] for row in _ROWS]) / sum(row[4] for row in _ROWS)


def head_rotation(landmarks_xyz: NDArray[np.float32]) -> NDArray[np.float64] | None:
    """Return the rotation of a face mesh against the canonical face.

    Args:
        landmarks_xyz: (468, 3) px; x right, y down, z away from the viewer, in one scale.

    Returns:
        (3, 3) proper rotation matrix for column vectors; None when the points do not span a face.

    Source: Kabsch 1976 (rotation by singular value decomposition), with weights; Umeyama 1991, eq. 40 to 43.
    """
    points = landmarks_xyz[RIGID_POINTS].astype(np.float64)
    if not np.isfinite(points).all():
        return None
    canonical = CANONICAL_XYZ - _WEIGHTS @ CANONICAL_XYZ
    centred = points - _WEIGHTS @ points
    u, singular, vt = np.linalg.svd((centred * _WEIGHTS[:, None]).T @ canonical)
    if singular[1] <= 1e-9 * max(singular[0], 1.0):
        return None
    handedness = np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    return u @ handedness @ vt


def pose_of_rotation(rotation: NDArray[np.float64]) -> HeadPose:
    """Return yaw, pitch and roll of a rotation matrix: roll about the line of sight, then pitch, then yaw of the head.

    Signs as domain.facts.HeadPose. Yaw and pitch are the direction of the nose in the picture turned upright by roll.
    """
    pitch = -np.arcsin(np.clip(rotation[2, 1], -1.0, 1.0))
    yaw = np.arctan2(rotation[2, 0], rotation[2, 2])
    roll = np.arctan2(-rotation[0, 1], rotation[1, 1])
    return HeadPose(*(float(np.degrees(angle)) for angle in (yaw, pitch, roll)))


def head_pose(landmarks_xyz: NDArray[np.float32]) -> HeadPose | None:
    """Return where the head points, or None when the (468, 3) mesh does not span a face."""
    rotation = head_rotation(landmarks_xyz)
    return None if rotation is None else pose_of_rotation(rotation)
