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
