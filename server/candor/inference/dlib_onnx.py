"""How does dlib's face network become one that ONNX Runtime runs? Builds the graph from the layers of dlib_dat.py.

Second half of the default embedder; built anew at each start (0.1 s) from the verified `.dat`, so that there is no
second file to trust. Affine layers are folded into their convolutions, and so is the preparation of the picture:
the network takes raw RGB from 0 to 255.

A `.dat` does not say which layers a shortcut spans; the published network does: blocks of two convolutions, where a
"down" block halves the size, its shortcut averages 2 x 2, and the smaller branch is extended with zeros.
Source: King 2017, dlib examples/dnn_face_recognition_ex.cpp (residual, residual_down); He et al. 2016.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference.dlib_dat import DlibLayer, DlibNetwork
from candor.inference.onnx_graph import OnnxGraph

F32 = NDArray[np.float32]
PIXEL_SCALE = 256.0
"""dlib divides pixels by this after subtracting the mean."""


@dataclass(frozen=True, slots=True)
class _Plane:
    """A value inside the graph: its name, channels and side (px)."""

    name: str
    channels: int
    side: int


def build_onnx(network: DlibNetwork) -> bytes:
    """Return the network as a serialised ONNX model: (n, 3, 150, 150) float32 RGB 0 to 255 in, (n, 128) out.

    Raises:
        ModelError: "dlib_format": the layers are not those of the published face network.
    """
    graph = _Graph("rgb")
    layers = _Layers(network.layers)
    rows, columns = network.input_px
    if rows != columns:
        raise layers.error(f"input of {network.input_px}")
    first = _fold_input(layers.convolution(3), np.array(network.input_mean, np.float64))
    plane = graph.relu(graph.convolution(_Plane(graph.input_name, 3, rows), first))
    layers.take("relu_")
    plane = graph.pool("MaxPool", plane, layers.take("max_pool_2"))
    while layers.next_kind() == "con_4":
        plane = _block(graph, layers, plane)
    pooled = graph.whole_plane_mean(plane, layers.take("avg_pool_2"))
    outputs, inputs = layers.take("fc_2").numbers
    if inputs != plane.channels:
        raise layers.error(f"{inputs} inputs after {plane.channels} channels")
    embedding = graph.add("MatMul", [pooled, graph.constant(layers.last_weights.reshape(inputs, outputs))])
    layers.expect_end()
    return graph.serialised("dlib_face_resnet", ("n", 3, rows, rows), embedding, outputs)


def _block(graph: _Graph, layers: _Layers, start: _Plane) -> _Plane:
    """One residual block; a pooling layer before the sum makes it a down block."""
    main = graph.relu(graph.convolution(start, layers.convolution(start.channels)))
    layers.take("relu_")
    main = graph.convolution(main, layers.convolution(main.channels))
    shortcut = start
    if layers.next_kind() == "avg_pool_2":
        shortcut = graph.pool("AveragePool", start, layers.take("avg_pool_2"))
    layers.take("add_prev_")
    layers.take("relu_")
    channels, side = max(main.channels, shortcut.channels), max(main.side, shortcut.side)
    main, shortcut = graph.extend(main, channels, side), graph.extend(shortcut, channels, side)
    return graph.relu(_Plane(graph.add("Add", [main.name, shortcut.name]), channels, side))


@dataclass(frozen=True, slots=True)
class _Convolution:
    """A convolution with its affine layer folded in."""

    kernel: F32
    """(filters, channels, rows, columns)."""
    bias: F32
    stride: tuple[int, int]
    padding: tuple[int, int]


def _fold_input(first: _Convolution, mean: NDArray[np.float64]) -> _Convolution:
    """Let the first convolution, which has no padding, take raw pixels instead of (pixel - mean) / 256."""
    assert first.padding == (0, 0)
    kernel = first.kernel.astype(np.float64) / PIXEL_SCALE
    bias = first.bias - np.einsum("fcyx,c->f", kernel, mean)
    return _Convolution(kernel.astype(np.float32), bias.astype(np.float32), first.stride, first.padding)


class _Layers:
    """The layers in reading order, each taken once and only as the kind that the network has at this place."""

    def __init__(self, layers: tuple[DlibLayer, ...]) -> None:
        self._layers: Iterator[DlibLayer] = iter(layers)
        self._next: DlibLayer | None = next(self._layers, None)
        self.last_weights: F32 = np.empty(0, np.float32)

    def error(self, what: str) -> ModelError:
        sentence = "The dlib network file is not the face network that Candor knows; run `candor models verify`."
        return ModelError("dlib_format", sentence, cause=what)

    def next_kind(self) -> str:
        return self._next.kind if self._next else ""

    def take(self, kind: str) -> DlibLayer:
        layer = self._next
        if layer is None or layer.kind != kind:
            raise self.error(f"{self.next_kind() or 'end'} instead of {kind}")
        self._next = next(self._layers, None)
        self.last_weights = layer.weights
        return layer

    def convolution(self, channels: int) -> _Convolution:
        layer, affine = self.take("con_4"), self.take("affine_").weights.astype(np.float64)
        filters, rows, columns, stride_y, stride_x, padding_y, padding_x = layer.numbers
        n = filters * channels * rows * columns
        if layer.weights.size != n + filters or affine.size != 2 * filters:
            raise self.error(f"{layer.weights.size} weights for {filters} x {channels} x {rows} x {columns}")
        gamma, beta = affine[:filters], affine[filters:]
        kernel = layer.weights[:n].reshape(filters, channels, rows, columns) * gamma[:, None, None, None]
        bias = layer.weights[n:] * gamma + beta
        return _Convolution(
            kernel.astype(np.float32), bias.astype(np.float32), (stride_y, stride_x), (padding_y, padding_x)
        )

    def expect_end(self) -> None:
        if self._next is not None:
            raise self.error(f"{self.next_kind()} after the end")


class _Graph(OnnxGraph):
    """An ONNX graph of planes."""

    def convolution(self, plane: _Plane, conv: _Convolution) -> _Plane:
        filters, _, rows, columns = conv.kernel.shape
        name = self.add(
            "Conv",
            [plane.name, self.constant(conv.kernel), self.constant(conv.bias)],
            kernel_shape=[rows, columns],
            strides=list(conv.stride),
            pads=[*conv.padding, *conv.padding],
        )
        return _Plane(name, filters, (plane.side + 2 * conv.padding[0] - rows) // conv.stride[0] + 1)

    def relu(self, plane: _Plane) -> _Plane:
        return _Plane(self.add("Relu", [plane.name]), plane.channels, plane.side)

    def pool(self, kind: str, plane: _Plane, layer: DlibLayer) -> _Plane:
        rows, columns, stride_y, stride_x, padding_y, padding_x = layer.numbers
        name = self.add(
            kind,
            [plane.name],
            kernel_shape=[rows, columns],
            strides=[stride_y, stride_x],
            pads=[padding_y, padding_x, padding_y, padding_x],
        )
        return _Plane(name, plane.channels, (plane.side + 2 * padding_y - rows) // stride_y + 1)

    def whole_plane_mean(self, plane: _Plane, layer: DlibLayer) -> str:
        assert layer.numbers[:2] == (0, 0)
        return self.add("Flatten", [self.add("GlobalAveragePool", [plane.name])])

    def extend(self, plane: _Plane, channels: int, side: int) -> _Plane:
        """Append zeros: channels at the end, rows below, columns to the right."""
        if (channels, side) == (plane.channels, plane.side):
            return plane
        more = side - plane.side
        pads = np.array([0, 0, 0, 0, 0, channels - plane.channels, more, more], np.int64)
        return _Plane(self.add("Pad", [plane.name, self.constant(pads)]), channels, side)
