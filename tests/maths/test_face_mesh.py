"""Indices point where their names say, on the canonical face."""

from __future__ import annotations

import numpy as np

from candor.maths import face_mesh
from painted_faces import mesh_at

POINTS = mesh_at(0, 0, 100).landmarks_xyz


def test_every_index_is_a_point_of_the_mesh() -> None:
    groups = (
        face_mesh.PICTURE_LEFT_EYE,
        face_mesh.PICTURE_RIGHT_EYE,
        face_mesh.INNER_LIP,
        face_mesh.PICTURE_LEFT_BROW,
        face_mesh.PICTURE_RIGHT_BROW,
        *face_mesh.EYE_CORNERS,
        *face_mesh.DETECTOR_POINTS,
    )
    assert all(0 <= index < face_mesh.N_POINTS for group in groups for index in group)
    assert all(0 <= index < 16 for index in face_mesh.IRIS_MODEL_EYE)


def test_both_eyes_run_from_left_to_right_in_the_picture() -> None:
    for eye in (face_mesh.PICTURE_LEFT_EYE, face_mesh.PICTURE_RIGHT_EYE):
        assert POINTS[eye[0], 0] < POINTS[eye[3], 0]
    assert POINTS[face_mesh.PICTURE_LEFT_EYE[3], 0] < POINTS[face_mesh.PICTURE_RIGHT_EYE[0], 0]


def test_the_first_detector_point_is_the_eye_on_the_left_of_the_picture() -> None:
    right_eye, left_eye = (POINTS[list(points)].mean(axis=0) for points in face_mesh.DETECTOR_POINTS[:2])
    assert right_eye[0] < 0 < left_eye[0]
    assert np.isclose(right_eye[1], left_eye[1], atol=1e-3)
