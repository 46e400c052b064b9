"""Sessions: files that are no network, or another one, are named errors."""

from __future__ import annotations

import os

import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.onnx_graph import OnnxGraph
from candor.inference.runtime import LiteRtModel, OnnxManyInputs, OnnxModel
from candor.inference.store import ModelStore


def doubled() -> bytes:
    graph = OnnxGraph("x")
    return graph.serialised("twice", ("n", 2), graph.add("Add", ["x", "x"]), 2)


@pytest.mark.parametrize("content", [b"", b"no network", bytes(1000), b"<html>" * 100])
def test_refuses_what_is_no_network(content: bytes) -> None:
    for make in (lambda: OnnxModel("m", content, (None, 2), 1), lambda: LiteRtModel("m", content, (1,), [(1,)])):
        with pytest.raises(ModelError, match="model m") as caught:
            make()
        assert caught.value.code == "model_unusable"


def test_runs_a_network_and_names_its_outputs() -> None:
    model = OnnxModel("m", doubled(), (None, 2), 1)

    np.testing.assert_array_equal(model(np.array([[1, 2]], np.float32))[0], [[2, 4]])
    assert model.output_names == ("v0",)


@pytest.mark.parametrize(("shape", "n_outputs"), [((None, 3), 1), ((1, 2), 1), ((None, 2), 2), ((None, 2, 1), 1)])
def test_refuses_a_network_of_another_shape(shape: tuple[int | None, ...], n_outputs: int) -> None:
    with pytest.raises(ModelError) as caught:
        OnnxModel("m", doubled(), shape, n_outputs)

    assert caught.value.code == "model_shape"


def test_loading_says_nothing_on_stderr(store, capfd: pytest.CaptureFixture[str]) -> None:
    LiteRtModel("iris", store.read("iris"), (1, 64, 64, 3), [(1, 213), (1, 15)])

    assert capfd.readouterr().err == ""


def test_loads_in_a_process_without_stderr(store) -> None:
    saved = os.dup(2)
    os.close(2)
    try:
        model = LiteRtModel("iris", store.read("iris"), (1, 64, 64, 3), [(1, 213), (1, 15)])
    finally:
        os.dup2(saved, 2)
        os.close(saved)

    assert model(np.zeros((1, 64, 64, 3), np.float32))[0].shape == (1, 213)


def test_refuses_a_litert_file_of_another_shape(store) -> None:
    with pytest.raises(ModelError) as caught:
        LiteRtModel("iris", store.read("iris"), (1, 64, 64, 3), [(1, 213)])

    assert caught.value.code == "model_shape"


def test_several_inputs_are_named_and_their_shapes_checked(store: ModelStore) -> None:
    content = store.read("silero-vad")
    inputs = {"input": [None, 576], "h": [1, 1, 128], "c": [1, 1, 128]}
    feed = {name: np.zeros([axis or 2 for axis in shape], np.float32) for name, shape in inputs.items()}

    assert [len(output) for output in OnnxManyInputs("m", content, inputs, 3)(feed)] == [2, 1, 1]
    for wrong in (inputs | {"h": [1, 1, 64]}, {"input": [None, 576]}):
        with pytest.raises(ModelError) as caught:
            OnnxManyInputs("m", content, wrong, 3)
        assert caught.value.code == "model_shape"
