"""The graph builder: what is put together is what runs."""

from __future__ import annotations

import numpy as np

from candor.inference.onnx_graph import OnnxGraph
from candor.inference.runtime import OnnxModel


def test_a_built_graph_computes_what_it_says() -> None:
    graph = OnnxGraph("x")
    weights = np.array([[1.0, -1.0], [0.5, 2.0]], np.float32)
    product = graph.add("MatMul", [graph.input_name, graph.constant(weights)])
    content = graph.serialised("small", ("n", 2), graph.add("Relu", [product]), 2)

    out = OnnxModel("small", content, (None, 2), 1)(np.array([[2, 1], [-1, 0]], np.float32))[0]

    np.testing.assert_allclose(out, [[2.5, 0.0], [0.0, 1.0]])


def test_the_same_graph_gives_the_same_bytes() -> None:
    def build() -> bytes:
        graph = OnnxGraph("x")
        padded = graph.add("Transpose", ["x"], perm=[1, 0])
        return graph.serialised("turn", (2, 2), padded, 2)

    assert build() == build()
