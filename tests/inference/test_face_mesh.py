"""The mesh: regions by construction, mirror symmetry, and agreement with the newer MediaPipe mesh on real calls."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from candor.domain.ports import Detection, Mesh
from candor.inference.crop import invert, map_points, warp
from candor.inference.default_set import DefaultModels
from candor.inference.face_mesh import as_detection, face_roi
from candor.inference.runtime import LiteRtModel
from inference.pictures import mesh_of

MIRROR_PAIRS = [(33, 263), (133, 362), (61, 291), (1, 1), (234, 454), (10, 10), (152, 152), (2, 2)]


def inter_eye(mesh: Mesh) -> float:
    xy = mesh.landmarks_xyz[:, :2]
    return float(np.linalg.norm(xy[[33, 133]].mean(axis=0) - xy[[263, 362]].mean(axis=0)))


def followed(models: DefaultModels, rgb: NDArray[np.uint8]) -> Mesh | None:
    """Fit as in a running call: the second time from the mesh itself."""
    for detection in models.detector.detect(rgb)[:1]:
        mesh = models.mesher.fit(rgb, detection)
        return models.mesher.fit(rgb, as_detection(mesh)) if mesh else None
    return None


def mirrored(detection: Detection, width: int) -> Detection:
    x1, y1, x2, y2 = detection.box_xyxy
    keypoints = detection.keypoints_xy[[1, 0, 2, 3, 5, 4]] * [-1, 1] + [width, 0]
    return Detection(np.array([width - x2, y1, width - x1, y2]), keypoints, detection.score)


def test_the_region_is_turned_with_the_eyes_and_half_as_large_again() -> None:
    keypoints = np.zeros((6, 2), np.float32)
    keypoints[1] = (10, 10)

    roi = face_roi(Detection(np.array([0, 0, 20, 40], np.float32), keypoints, 1.0))

    assert (roi.centre_x, roi.centre_y, roi.side) == (10, 20, 60)
    assert roi.angle_rad == pytest.approx(np.pi / 4)


def test_a_mesh_serves_as_the_next_detection(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    (detection,) = models.detector.detect(astronaut)
    mesh = mesh_of(models, astronaut)
    again = as_detection(mesh)

    eye_px = inter_eye(mesh)
    assert np.linalg.norm(again.keypoints_xy[:4] - detection.keypoints_xy[:4], axis=1).max() < 0.25 * eye_px
    refitted = models.mesher.fit(astronaut, again)
    assert refitted is not None
    assert refitted.score > 0.9


def test_follows_a_face_that_is_turned_in_the_picture(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    mesh = mesh_of(models, astronaut)
    turned = np.ascontiguousarray(np.rot90(astronaut))
    height = astronaut.shape[1]
    detection = as_detection(mesh)
    keypoints = np.column_stack([detection.keypoints_xy[:, 1], height - detection.keypoints_xy[:, 0]])
    x1, y1, x2, y2 = detection.box_xyxy

    found = models.mesher.fit(turned, Detection(np.array([y1, height - x2, y2, height - x1]), keypoints, 1.0))

    assert found is not None
    expected = np.column_stack([mesh.landmarks_xyz[:, 1], height - mesh.landmarks_xyz[:, 0]])
    error = np.linalg.norm(found.landmarks_xyz[:, :2] - expected, axis=1)
    assert error.mean() < 0.05 * inter_eye(mesh)


def test_sees_no_face_where_there_is_none(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    (detection,) = models.detector.detect(astronaut)

    assert models.mesher.fit(np.zeros_like(astronaut), detection) is None


@pytest.mark.parametrize("box", [[5, 5, 5, 5], [np.nan, 0, 1, 1], [9e8, 9e8, 9.1e8, 9.1e8]])
def test_refuses_a_region_without_extent_or_far_outside(models: DefaultModels, box: list[float]) -> None:
    nowhere = Detection(np.array(box, np.float32), np.zeros((6, 2), np.float32), 1.0)

    assert models.mesher.fit(np.zeros((100, 100, 3), np.uint8), nowhere) is None


@pytest.mark.shared
def test_sees_a_mirrored_face_as_the_mirror_image(models: DefaultModels, call_frames: list) -> None:
    errors: list[float] = []
    for frame in call_frames[::2]:
        if (mesh := followed(models, frame)) is None:
            continue
        flipped = np.ascontiguousarray(frame[:, ::-1])
        other = models.mesher.fit(flipped, mirrored(as_detection(mesh), frame.shape[1]))
        assert other is not None
        back = other.landmarks_xyz[:, :2] * [-1, 1] + [frame.shape[1], 0]
        apart = [np.linalg.norm(mesh.landmarks_xyz[a, :2] - back[b]) for a, b in MIRROR_PAIRS]
        errors.append(float(np.mean(apart)) / inter_eye(mesh))

    assert len(errors) >= 20
    assert np.median(errors) < 0.04


@pytest.mark.shared
def test_agrees_with_the_newer_mesh_on_real_calls(models: DefaultModels, call_frames: list, shared: Path) -> None:
    with zipfile.ZipFile(shared / "weights" / "face_landmarker_v2_with_blendshapes.task") as task:
        content = task.read("face_landmarks_detector.tflite")
    newer = LiteRtModel("newer", content, (1, 256, 256, 3), [(1, 1, 1, 1434), (1, 1, 1, 1), (1, 1)])
    mesh_errors: list[float] = []
    iris_errors: list[float] = []

    for frame in call_frames:
        if (mesh := followed(models, frame)) is None:
            continue
        to_crop = face_roi(as_detection(mesh)).to_crop(256)
        flat = newer((warp(frame, to_crop, 256).astype(np.float32) / 255)[None])[0]
        points = map_points(flat.reshape(478, 3)[:, :2], invert(to_crop))
        left, right = models.eyes.fit(frame, mesh)
        mesh_errors.append(np.linalg.norm(mesh.landmarks_xyz[:, :2] - points[:468], axis=1).mean() / inter_eye(mesh))
        irises = np.stack([left.iris_xy[0], right.iris_xy[0]])
        iris_errors.extend(np.linalg.norm(irises - points[[468, 473]], axis=1) / inter_eye(mesh))

    assert len(mesh_errors) >= 40
    assert np.median(mesh_errors) < 0.04
    assert np.quantile(mesh_errors, 0.95) < 0.08
    assert np.median(iris_errors) < 0.03
