"""The network made of dlib's layers: only the published one is accepted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.dlib_dat import DlibLayer, DlibNetwork, read_network
from candor.inference.dlib_onnx import build_onnx
from candor.inference.runtime import OnnxModel


@pytest.fixture(scope="module")
def network(store) -> DlibNetwork:
    return read_network(store.read("dlib-face-resnet"))


def test_gives_the_same_bytes_each_time(network: DlibNetwork) -> None:
    assert build_onnx(network) == build_onnx(network)


def test_takes_any_number_of_raw_pictures(network: DlibNetwork) -> None:
    model = OnnxModel("dlib", build_onnx(network), (None, 3, 150, 150), 1)

    for n in (1, 3):
        assert model(np.zeros((n, 3, 150, 150), np.float32))[0].shape == (n, 128)


def without(layers: tuple[DlibLayer, ...], index: int) -> tuple[DlibLayer, ...]:
    return layers[:index] + layers[index + 1 :]


@pytest.mark.parametrize("index", [0, 1, 2, 3, 5, 9, 10, 40, 105, 106, 107])
def test_refuses_a_network_that_lacks_a_layer(network: DlibNetwork, index: int) -> None:
    with pytest.raises(ModelError) as caught:
        build_onnx(replace(network, layers=without(network.layers, index)))

    assert caught.value.code == "dlib_format"


def test_refuses_a_network_with_a_layer_too_many(network: DlibNetwork) -> None:
    with pytest.raises(ModelError):
        build_onnx(replace(network, layers=(*network.layers, network.layers[2])))


def test_refuses_weights_that_do_not_fit_their_layer(network: DlibNetwork) -> None:
    first = replace(network.layers[0], weights=network.layers[0].weights[:-1])

    with pytest.raises(ModelError):
        build_onnx(replace(network, layers=(first, *network.layers[1:])))
