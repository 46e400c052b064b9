"""Eyelids and irises: inside their eyes, and the mirror image of a mirrored face."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from candor.domain.ports import Mesh
from candor.errors import ModelError
from candor.inference.default_set import DefaultModels
from candor.inference.iris import PICTURE_LEFT_CORNERS, IrisModel, eye_roi


@pytest.fixture
def mesh(models: DefaultModels, astronaut: NDArray[np.uint8]) -> Mesh:
    (detection,) = models.detector.detect(astronaut)
    found = models.mesher.fit(astronaut, detection)
    assert found is not None
    return found


def test_the_irises_lie_between_the_corners_of_their_eyes(models: DefaultModels, astronaut, mesh: Mesh) -> None:
    left, right = models.eyes.fit(astronaut, mesh)
    x = mesh.landmarks_xyz[:, 0]

    assert x[33] < left.iris_xy[0, 0] < x[133]
    assert x[362] < right.iris_xy[0, 0] < x[263]
    assert left.contour_xy.shape == right.contour_xy.shape == (71, 2)
    assert left.iris_xy.shape == right.iris_xy.shape == (5, 2)


def test_a_mirrored_face_has_mirrored_eyes(models: DefaultModels, astronaut, mesh: Mesh) -> None:
    width = astronaut.shape[1]
    points = mesh.landmarks_xyz.copy()
    for a, b in ((33, 263), (133, 362)):
        points[[a, b]] = points[[b, a]]
    points[:, 0] = width - points[:, 0]

    left, right = models.eyes.fit(astronaut, mesh)
    mirror_left, mirror_right = models.eyes.fit(np.ascontiguousarray(astronaut[:, ::-1]), Mesh(points, 1.0))

    np.testing.assert_allclose(mirror_right.contour_xy, left.contour_xy * [-1, 1] + [width, 0], atol=0.2)
    np.testing.assert_allclose(mirror_left.iris_xy, right.iris_xy * [-1, 1] + [width, 0], atol=0.2)


def test_a_collapsed_eye_still_has_a_region(mesh: Mesh) -> None:
    roi = eye_roi(Mesh(np.zeros_like(mesh.landmarks_xyz), 1.0), PICTURE_LEFT_CORNERS)

    assert roi.side == 1.0


def test_refuses_a_file_that_is_another_network(store) -> None:
    with pytest.raises(ModelError):
        IrisModel(store.read("face-mesh"))
