"""The default embedder: dlib's own numbers on dlib's own chips, and the same person closer than a stranger."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import cv2
import dlib as dlib_module
import numpy as np
import pytest
from numpy.typing import NDArray

from candor.domain.ports import Mesh
from candor.inference.default_set import DefaultModels
from candor.inference.dlib_resnet import MODEL_ID, DlibEmbedder, chip_template
from candor.inference.store import ModelStore
from inference.pictures import fitted, mesh_of, read_rgb

N_FACES = 500
dlib = cast("Any", dlib_module)  # ships no types


@pytest.fixture(scope="module")
def embedder(store: ModelStore) -> DlibEmbedder:
    return DlibEmbedder(store.read(MODEL_ID))


@pytest.fixture
def mesh(models: DefaultModels, astronaut: NDArray[np.uint8]) -> Mesh:
    return mesh_of(models, astronaut)


def cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
    products = (a.astype(np.float64) * b).sum(axis=1)
    return products / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


def test_the_template_is_the_one_that_dlib_cuts_by() -> None:
    """dlib's chip of a face whose five points lie on our template is the picture itself."""
    picture = np.random.default_rng(5).integers(0, 255, (150, 150, 3), np.uint8)
    picture = cv2.GaussianBlur(picture, (0, 0), 3).astype(np.uint8)
    points = dlib.points([dlib.point(round(x), round(y)) for x, y in chip_template()])
    found = dlib.full_object_detection(dlib.rectangle(0, 0, 149, 149), points)

    chip = dlib.get_face_chip(picture, found, size=150, padding=0.25)

    assert np.abs(chip.astype(int) - picture)[20:130, 20:130].mean() < 3


def test_cuts_a_chip_with_the_points_on_the_template(models, embedder, astronaut, mesh) -> None:
    chip = embedder.chip(astronaut, mesh)

    (detection,) = models.detector.detect(chip)
    eyes = chip_template()[[2, 3]].mean(axis=0), chip_template()[[0, 1]].mean(axis=0)
    np.testing.assert_allclose(detection.keypoints_xy[:2], eyes, atol=8)


def test_a_mirrored_face_has_the_same_embedding(models: DefaultModels, astronaut, mesh: Mesh) -> None:
    points = mesh.landmarks_xyz.copy()
    for a, b in ((33, 263), (133, 362)):
        points[[a, b]] = points[[b, a]]
    points[:, 0] = astronaut.shape[1] - points[:, 0]

    here = models.embedder.embed(astronaut, [mesh])
    there = models.embedder.embed(np.ascontiguousarray(astronaut[:, ::-1]), [Mesh(points, 1.0)])

    assert np.linalg.norm(here - there) < 0.15


def test_embeds_several_faces_of_one_picture_and_none(models: DefaultModels, astronaut, mesh: Mesh) -> None:
    both = models.embedder.embed(astronaut, [mesh, mesh])

    assert both.dtype == np.float32
    np.testing.assert_allclose(both[0], both[1], atol=1e-6)
    assert models.embedder.embed(astronaut, []).shape == (0, 128)
    assert models.embedder.model == MODEL_ID


def test_a_larger_picture_of_the_face_has_nearly_the_same_embedding(models, astronaut, mesh) -> None:
    large = cv2.resize(astronaut, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)

    here = models.embedder.embed(astronaut, [mesh])
    there = models.embedder.embed(large, [Mesh(mesh.landmarks_xyz * 4, 1.0)])

    assert np.linalg.norm(here - there) < 0.2


@pytest.mark.shared
@pytest.mark.timeout(1200)  # dlib itself takes 70 to 400 ms a face
def test_gives_dlibs_own_embedding_on_500_real_faces(models, embedder, store: ModelStore, shared: Path) -> None:
    """The same chip through dlib itself, through face_recognition's weights: cosine at least 0.9999 for each face."""
    reference = dlib.face_recognition_model_v1(str(store.path(store.manifest.entry(MODEL_ID))))
    chips: list[NDArray[np.uint8]] = []
    for path in sorted((shared / "data" / "faces").rglob("*.jpg")):
        picture = read_rgb(path)
        mesh = fitted(models, picture)
        chips.extend([embedder.chip(picture, mesh)] if mesh else [])
        if len(chips) >= N_FACES:
            break
    batch = np.stack(chips[:N_FACES])

    ours = np.concatenate([embedder.embed_chips(batch[i : i + 20]) for i in range(0, N_FACES, 20)])
    theirs = np.array([reference.compute_face_descriptor(chip) for chip in batch], np.float32)

    assert len(batch) == N_FACES
    assert cosine(ours, theirs).min() >= 0.9999
    assert np.abs(ours - theirs).max() < 1e-4
