"""How do verified bytes become something that can be run? LiteRT and ONNX Runtime sessions with checked shapes.

Between store.py (bytes) and the files of the models, which know what goes in and what comes out. One thread each:
Candor runs one worker per core, so a model that spread over cores would only take them from other interviews.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Protocol, cast

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]  # ships none; the protocols below say what is used
from ai_edge_litert.interpreter import Interpreter  # pyright: ignore[reportMissingTypeStubs]  # ships none either
from numpy.typing import NDArray

from candor.errors import ModelError

F32 = NDArray[np.float32]
Shape = tuple[int, ...]
_STDERR = 2

_ONNX_ERRORS = tuple(
    cast("type[Exception]", getattr(import_module("onnxruntime.capi.onnxruntime_pybind11_state"), name))
    for name in ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NotImplemented", "RuntimeException")
)
"""What ONNX Runtime raises on a file that it cannot run; these classes have no common base but Exception."""


class _Interpreter(Protocol):
    """What is used of ai_edge_litert.interpreter.Interpreter."""

    def allocate_tensors(self) -> None: ...
    def get_input_details(self) -> list[Mapping[str, Sequence[int]]]: ...
    def get_output_details(self) -> list[Mapping[str, Sequence[int]]]: ...
    def set_tensor(self, tensor_index: int, value: F32) -> None: ...
    def get_tensor(self, tensor_index: int) -> F32: ...
    def invoke(self) -> None: ...


class _Value(Protocol):
    """An input or output of an ONNX Runtime session."""

    name: str
    shape: Sequence[int | str | None]


class _Session(Protocol):
    """What is used of onnxruntime.InferenceSession."""

    def get_inputs(self) -> Sequence[_Value]: ...
    def get_outputs(self) -> Sequence[_Value]: ...
    def run(self, output_names: None, input_feed: Mapping[str, F32]) -> list[F32]: ...


class LiteRtModel:
    """One LiteRT model on one thread, one float32 picture in. Not to be shared between threads."""

    def __init__(self, model_id: str, content: bytes, input_shape: Shape, output_shapes: Sequence[Shape]) -> None:
        """Load a model.

        Raises:
            ModelError: "model_unusable" or "model_shape": the file is not the network that the code expects.
        """
        try:
            with _without_chatter():
                self._interpreter = cast("_Interpreter", Interpreter(model_content=content, num_threads=1))
                self._interpreter.allocate_tensors()
        except (RuntimeError, ValueError) as error:
            raise _unusable(model_id, error) from error
        inputs, outputs = self._interpreter.get_input_details(), self._interpreter.get_output_details()
        shapes = [_shape(tensor) for tensor in outputs]
        _check_shapes(model_id, [_shape(tensor) for tensor in inputs], [input_shape])
        _check_shapes(model_id, sorted(shapes), sorted(output_shapes))
        self._input = _index(inputs[0])
        order = [_nth(shapes, shape, list(output_shapes[:n]).count(shape)) for n, shape in enumerate(output_shapes)]
        self._outputs = [_index(outputs[place]) for place in order]

    def __call__(self, picture: F32) -> list[F32]:
        """Run once; `picture` has the input shape. Return copies, in the order of `output_shapes` (those of equal shape
        in the order of the file).
        """
        self._interpreter.set_tensor(self._input, picture)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]


class OnnxModel:
    """One ONNX model on one thread with one input. Safe to share between threads."""

    def __init__(self, model_id: str, content: bytes, input_shape: Sequence[int | None], n_outputs: int) -> None:
        """Load a model; None in `input_shape` is a free axis.

        Raises:
            ModelError: "model_unusable" or "model_shape".
        """
        self._session = _open_session(model_id, content)
        found = [
            [axis if isinstance(axis, int) else None for axis in each.shape] for each in self._session.get_inputs()
        ]
        self.output_names: tuple[str, ...] = tuple(output.name for output in self._session.get_outputs())
        if found != [list(input_shape)] or len(self.output_names) != n_outputs:
            raise ModelError("model_shape", f"The model {model_id} takes {found}, not {list(input_shape)}.")
        self._input = self._session.get_inputs()[0].name

    def __call__(self, batch: F32) -> list[F32]:
        """Run once; return the outputs in the order of the file."""
        return self._session.run(None, {self._input: batch})


class OnnxManyInputs:
    """One ONNX model on one thread with several named float32 inputs. Safe to share between threads."""

    def __init__(
        self, model_id: str, content: bytes, inputs: Mapping[str, Sequence[int | None]], n_outputs: int
    ) -> None:
        """Load a model; None in a shape is a free axis.

        Raises:
            ModelError: "model_unusable" or "model_shape".
        """
        self._session = _open_session(model_id, content)
        found = {
            each.name: [axis if isinstance(axis, int) else None for axis in each.shape]
            for each in self._session.get_inputs()
        }
        expected = {name: list(shape) for name, shape in inputs.items()}
        if found != expected or len(self._session.get_outputs()) != n_outputs:
            raise ModelError("model_shape", f"The model {model_id} takes {found}, not {expected}.")

    def __call__(self, feed: Mapping[str, F32]) -> list[F32]:
        """Run once; return the outputs in the order of the file."""
        return self._session.run(None, feed)


@contextmanager
def _without_chatter() -> Generator[None]:
    """Keep LiteRT's "INFO: Created ..." off stderr, which belongs to our own messages; it has no setting for it."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # started without a stderr: nobody to spare
        yield
        return
    silent = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silent, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(silent)


def _open_session(model_id: str, content: bytes) -> _Session:
    options = onnxruntime.SessionOptions()  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]  # no stubs
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    providers = ["CPUExecutionProvider"]
    try:
        return cast("_Session", onnxruntime.InferenceSession(content, options, providers=providers))  # pyright: ignore[reportUnknownArgumentType]  # no stubs
    except _ONNX_ERRORS as error:
        raise _unusable(model_id, error) from error


def _unusable(model_id: str, error: Exception) -> ModelError:
    sentence = f"The model {model_id} cannot be run by this installation; run `candor models verify`."
    return ModelError("model_unusable", sentence, cause=str(error))


def _shape(tensor: Mapping[str, Sequence[int]]) -> Shape:
    return tuple(int(axis) for axis in tensor["shape"])


def _index(tensor: Mapping[str, object]) -> int:
    return cast("int", tensor["index"])


def _nth(shapes: Sequence[Shape], shape: Shape, n: int) -> int:
    """Return the place of the n-th (from 0) of the equal shapes."""
    return [place for place, found in enumerate(shapes) if found == shape][n]


def _check_shapes(model_id: str, found: Sequence[Shape], expected: Sequence[Shape]) -> None:
    if list(found) != list(expected):
        raise ModelError("model_shape", f"The model {model_id} has tensors {list(found)}, not {list(expected)}.")
