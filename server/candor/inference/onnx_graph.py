"""How is a network written down that ONNX Runtime runs? A small builder for graphs with one input and one output.

Used by the files that turn other formats into ONNX (dlib_onnx.py, minifasnet.py, voice_encoder.py, aasist_onnx.py).
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8
"""Understood by every ONNX Runtime since 1.13 (2022)."""


class OnnxGraph:
    """A graph under construction. Values are known by name."""

    def __init__(self, input_name: str) -> None:
        """Begin with the name of the input."""
        self.input_name = input_name
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: list[str], **attributes: int | list[int]) -> str:
        """Append an operator and return the name of its output."""
        name = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], None, None, None, None, **attributes))
        return name

    def add_pair(self, kind: str, inputs: list[str], **attributes: int | list[int]) -> tuple[str, str]:
        """Append an operator of two outputs and return the names of both."""
        names = (f"v{len(self._nodes)}", f"v{len(self._nodes)}b")
        self._nodes.append(helper.make_node(kind, inputs, list(names), None, None, None, None, **attributes))
        return names

    def constant(self, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """Store weights and return their name."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def serialised(self, name: str, input_shape: tuple[int | str, ...], output: str, n_outputs: int) -> bytes:
        """Return the model file: `input_shape` with a name for a free axis, output (n, `n_outputs`)."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(self.input_name, TensorProto.FLOAT, list(input_shape))],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["n", n_outputs])],
            self._constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR_VERSION
        return model.SerializeToString()
