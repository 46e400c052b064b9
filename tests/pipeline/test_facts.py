"""Facts of a picture and of a meshed face."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.ids import TrackId
from candor.domain.ports import Mesh
from candor.pipeline.facts import detection_of, face_facts, face_quality, luma_of, picture_facts
from painted_faces import RED, Painted, PaintedEyes, mesh_at, paint, there

PICTURE = paint(Painted(RED, 320, 180, 120))
MESH = mesh_at(320, 180, 120)


def test_picture_facts_have_the_promised_shapes() -> None:
    facts = picture_facts(PICTURE, luma_of(PICTURE))
    assert facts.thumbnail.shape == (18, 32)
    assert facts.thumbnail.dtype == np.uint8
    assert 0 <= facts.digest < 2**64
    assert 0 <= facts.dhash < 2**64


def test_digest_changes_with_one_pixel_and_hash_does_not() -> None:
    touched = PICTURE.copy()
    touched[5, 5] ^= 1
    before, after = picture_facts(PICTURE, luma_of(PICTURE)), picture_facts(touched, luma_of(touched))
    assert before.digest != after.digest
    assert before.dhash == after.dhash


def test_face_facts_are_complete_but_for_the_embedding() -> None:
    eyes = PaintedEyes().fit(PICTURE, MESH)
    facts = face_facts(TrackId(3), luma_of(PICTURE), detection_of(MESH), MESH, eyes)
    assert facts.track == 3
    assert there(facts.landmarks_xy).shape == (468, 2)
    assert there(facts.iris_xy).shape == (2, 2)
    assert there(facts.iris_xy)[0, 0] < there(facts.iris_xy)[1, 0]
    assert abs(there(facts.pose).yaw_deg) < 0.1
    assert there(facts.quality).width_px == pytest.approx(120, rel=0.05)
    assert facts.embedding is None


def test_lids_of_the_iris_model_are_preferred_to_those_of_the_mesh() -> None:
    closed_mesh = Mesh(MESH.landmarks_xyz.copy(), 0.9)
    eyes = PaintedEyes().fit(PICTURE, MESH)
    closed_mesh.landmarks_xyz[[160, 158, 385, 387]] = closed_mesh.landmarks_xyz[[144, 153, 380, 373]]
    with_eyes = face_facts(TrackId(1), luma_of(PICTURE), detection_of(MESH), closed_mesh, eyes)
    without = face_facts(TrackId(1), luma_of(PICTURE), detection_of(MESH), closed_mesh, None)
    assert min(there(with_eyes.eye_openness)) > 0.2
    assert max(there(without.eye_openness)) < 0.05
    assert without.iris_xy is None


def test_quality_sees_a_dark_face_in_a_bright_room() -> None:
    dark = PICTURE.copy()
    dark[100:260, 240:400] //= 8
    assert face_quality(luma_of(dark), MESH).luma_mean < 30
    assert face_quality(luma_of(PICTURE), MESH).luma_mean > 80


def test_a_mesh_becomes_the_detection_that_the_next_frame_starts_from() -> None:
    detection = detection_of(MESH)
    right_eye, left_eye = detection.keypoints_xy[:2]
    assert detection.keypoints_xy.shape == (6, 2)
    assert right_eye[0] < left_eye[0]
    assert detection.box_xyxy[0] < right_eye[0] < detection.box_xyxy[2]
    assert detection.score == pytest.approx(0.99)
