"""MiniFASNet V2: regions by construction; live people and screens told apart on frames with full context."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import ModelError
from candor.inference.default_set import DefaultModels
from candor.inference.minifasnet import MiniFasNet, build_onnx, context_region
from candor.inference.runtime import OnnxModel
from candor.inference.torch_file import read_weights
from inference.pictures import read_rgb


@pytest.fixture(scope="module")
def content(shared: Path) -> bytes:
    return (shared / "weights" / "minifasnet" / "2.7_80x80_MiniFASNetV2.pth").read_bytes()


def test_the_region_is_2_7_times_the_face_where_there_is_room() -> None:
    region = context_region(np.array([200, 200, 300, 300], np.float32), 640, 480)

    assert region == (115, 115, 386, 386, 2.7)


def test_the_region_is_pushed_inside_the_picture() -> None:
    left, top, right, bottom, context = context_region(np.array([0, 0, 100, 100], np.float32), 640, 480)

    assert (left, top) == (0, 0)
    assert (right, bottom) == (271, 271)
    assert context == 2.7


@given(
    st.floats(-50, 700),
    st.floats(-50, 700),
    st.floats(0, 900),
    st.floats(0, 900),
    st.integers(1, 640),
    st.integers(1, 480),
)
def test_the_region_always_lies_in_the_picture(x: float, y: float, w: float, h: float, width: int, height: int) -> None:
    left, top, right, bottom, context = context_region(np.array([x, y, x + w, y + h], np.float32), width, height)

    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert 0 <= context <= 2.7


@pytest.mark.shared
def test_tells_screens_from_live_people_when_it_sees_the_surroundings(models, content: bytes, shared: Path) -> None:
    network = MiniFasNet(content)
    replays = shared / "data" / "replays"
    scores: dict[str, list[float]] = {"live": [], "spoof": []}
    for row in csv.DictReader((replays / "replays.csv").open()):
        if row["source"] == "ahforoughi" and row["context"] == "full":
            rgb = read_rgb(replays / row["file"])
            for detection in models.detector.detect(rgb)[:1]:
                scores[row["label"]].append(network.score(rgb, detection).bona_fide)

    assert min(len(scores["live"]), len(scores["spoof"])) >= 15
    assert np.median(scores["live"]) > 0.9
    assert np.median(scores["spoof"]) < 0.1


@pytest.mark.shared
def test_says_how_much_context_a_tight_crop_leaves(models: DefaultModels, content: bytes, astronaut) -> None:
    tight = np.ascontiguousarray(astronaut[60:190, 160:290])
    (detection,) = models.detector.detect(tight)

    score = MiniFasNet(content).score(tight, detection)

    assert score.context < 1.5
    assert 0 <= score.bona_fide <= 1


@pytest.mark.shared
def test_refuses_weights_of_another_network(content: bytes) -> None:
    weights = read_weights(content)
    del weights["module.prob.weight"]

    with pytest.raises(ModelError) as caught:
        build_onnx(weights)

    assert caught.value.code == "torch_format"


@pytest.mark.shared
def test_v1se_is_rebuilt_too_and_in_the_form_that_deepface_reads(shared: Path) -> None:
    weights = read_weights((shared / "weights" / "minifasnet" / "4_0_0_80x80_MiniFASNetV1SE.pth").read_bytes())
    rng = np.random.default_rng(3)
    bgr = rng.integers(0, 256, (2, 80, 80, 3)).astype(np.float32)

    logits = OnnxModel("v1se", build_onnx(weights), (None, 3, 80, 80), 1)(np.moveaxis(bgr, 3, 1).copy())[0]
    scores = OnnxModel("v1se", build_onnx(weights, for_deepface=True), (None, 80, 80, 3), 1)(bgr)[0]

    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    assert np.allclose(scores, odds / odds.sum(axis=1, keepdims=True), atol=1e-5)


@pytest.mark.shared
def test_squeeze_and_excitation_changes_what_v1se_says(shared: Path) -> None:
    weights = read_weights((shared / "weights" / "minifasnet" / "4_0_0_80x80_MiniFASNetV1SE.pth").read_bytes())
    plain = {name: values for name, values in weights.items() if "se_module" not in name}
    picture = np.random.default_rng(3).integers(0, 256, (1, 3, 80, 80)).astype(np.float32)

    with_it, without = (OnnxModel("v1se", build_onnx(w), (None, 3, 80, 80), 1)(picture)[0] for w in (weights, plain))

    assert not np.allclose(with_it, without, atol=0.1)
