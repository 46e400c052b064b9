"""MobileFace V2: chips on the ArcFace template, and mated pairs closer than non-mated ones. Needs the optional file."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference.default_set import DefaultModels
from candor.inference.mobileface import DIMENSIONS, TEMPLATE, MobileFace
from inference.pictures import fitted, mesh_of, read_rgb


@pytest.fixture(scope="module")
def embedder(shared: Path) -> MobileFace:
    return MobileFace((shared / "weights" / "mobileface_v2.onnx").read_bytes())


@pytest.mark.shared
def test_cuts_a_chip_with_the_eyes_on_the_template(models: DefaultModels, embedder: MobileFace, astronaut) -> None:
    chip = embedder.chip(astronaut, mesh_of(models, astronaut))

    (detection,) = models.detector.detect(chip)
    np.testing.assert_allclose(detection.keypoints_xy[:2], TEMPLATE[:2], atol=6)


@pytest.mark.shared
def test_embeds_several_faces_and_none(models: DefaultModels, embedder: MobileFace, astronaut) -> None:
    mesh = mesh_of(models, astronaut)

    assert embedder.embed(astronaut, [mesh, mesh]).shape == (2, DIMENSIONS)
    assert embedder.embed(astronaut, []).shape == (0, DIMENSIONS)
    assert embedder.model == "mobileface-v2"


@pytest.mark.shared
def test_holds_mated_pairs_closer_than_non_mated_ones(models, embedder: MobileFace, shared: Path) -> None:
    faces = shared / "data" / "faces"
    rows = list(csv.DictReader((faces / "lfw_pairs.csv").open()))
    scores: dict[str, list[float]] = {"1": [], "0": []}
    for row in [row for kind in ("1", "0") for row in [r for r in rows if r["same"] == kind][:30]]:
        a, b = (vector_of(models, embedder, faces / "lfw" / row[key]) for key in ("img_a", "img_b"))
        if a is not None and b is not None:
            scores[row["same"]].append(float(a @ b))

    assert min(len(scores["1"]), len(scores["0"])) >= 25
    assert np.quantile(scores["1"], 0.1) > np.quantile(scores["0"], 0.9)


def vector_of(models: DefaultModels, embedder: MobileFace, path: Path) -> NDArray[np.float32] | None:
    rgb = read_rgb(path)
    mesh = fitted(models, rgb)
    if mesh is None:
        return None
    vector = embedder.embed(rgb, [mesh])[0]
    return vector / np.linalg.norm(vector)


def test_refuses_a_file_that_is_another_network() -> None:
    with pytest.raises(ModelError):
        MobileFace(b"no network")
