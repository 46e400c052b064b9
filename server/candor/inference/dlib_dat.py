"""What stands in dlib's `.dat` of a network? Reads dlib's serialisation layer by layer, and only what it expects.

First half of the default embedder: this file gives the layers with their weights, dlib_onnx.py makes a network of them.

dlib writes a network outside in: the loss layer, then the version of each layer from the last to the first, then the
input layer, then each layer's own data from the first to the last. A layer's data are its name with its version, its
numbers and weights, three flags and three (here empty) tensors left over from training.
Source: dlib 19.x, dlib/serialize.h, dlib/dnn/core.h, dlib/dnn/layers.h, dlib/dnn/tensor.h (Boost licence); read, not
copied.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.errors import ModelError

F32 = NDArray[np.float32]
MAX_TENSOR = 1 << 24
"""Values; the largest tensor of the face network has 589,824 weights and 256 biases."""
INPUT_LAYER = 3
"""Version number with which dlib marks the layer that reads the input."""


@dataclass(frozen=True, slots=True)
class DlibLayer:
    """One layer with weights or geometry, as written."""

    kind: str
    """dlib's name with version: "con_4", "affine_", "relu_", "max_pool_2", "avg_pool_2", "add_prev_" or "fc_2"."""
    numbers: tuple[int, ...]
    """Geometry. Convolution: filters, rows, columns, stride y, stride x, padding y, padding x. Pooling: the same, no
    filters; 0 rows means the whole plane. Fully connected: outputs, inputs."""
    weights: F32
    """(n,) float32; empty for layers without weights."""


@dataclass(frozen=True, slots=True)
class DlibNetwork:
    """A network as written: what its input is, and its layers from first to last."""

    input_px: tuple[int, int]
    """(rows, columns)."""
    input_mean: tuple[float, float, float]
    """Subtracted from R, G, B (0 to 255); dlib divides by 256 afterwards."""
    layers: tuple[DlibLayer, ...]


def read_network(content: bytes) -> DlibNetwork:
    """Read a metric-learning network from a `.dat`.

    Raises:
        ModelError: "dlib_format"; the cause names the place.
    """
    reader = _Reader(content)
    reader.expect_integer(1)
    reader.expect_name("loss_metric_2")
    reader.read_float()
    reader.read_float()
    while (version := reader.read_integer()) != INPUT_LAYER:
        if version not in {1, 2}:
            raise reader.error(f"layer version {version}")
    return _read_body(reader)


def _read_body(reader: _Reader) -> DlibNetwork:
    reader.expect_name("input_rgb_image_sized")
    mean = (reader.read_float(), reader.read_float(), reader.read_float())
    rows, columns = reader.read_integer(), reader.read_integer()
    layers = [_read_layer(reader)]
    reader.expect_integer(1)  # samples per picture: stands once, after the layer next to the input
    while not reader.at_end():
        layers.append(_read_layer(reader))
    return DlibNetwork((rows, columns), mean, tuple(layers))


def _read_layer(reader: _Reader) -> DlibLayer:
    kind = reader.read_name()
    numbers: tuple[int, ...] = ()
    weights = np.empty(0, np.float32)
    if kind == "con_4":
        weights = reader.read_tensor()
        numbers = reader.read_integers(7)
        reader.read_alias()
        reader.read_alias()
        reader.skip_floats(4)
    elif kind == "affine_":
        weights = reader.read_tensor()
        reader.read_alias()
        reader.read_alias()
        reader.read_integer()  # trained as convolution or fully connected mode: no matter here
    elif kind in {"max_pool_2", "avg_pool_2"}:
        numbers = reader.read_integers(6)
    elif kind == "fc_2":
        numbers = reader.read_integers(2)
        weights = reader.read_tensor()
        reader.read_alias()
        reader.read_alias()
        reader.read_integer()  # bias mode: the tensor's size says it too
        reader.skip_floats(4)
    elif kind not in {"relu_", "add_prev_"}:
        raise reader.error(f"unknown layer {kind!r}")
    reader.expect_layer_end()
    return DlibLayer(kind, numbers, weights)


class _Reader:
    """Reads dlib's primitives from bytes; every read past the end or out of range is the one named error."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.position = 0

    def error(self, what: str) -> ModelError:
        sentence = "The dlib network file is not of the form that Candor reads; run `candor models verify`."
        return ModelError("dlib_format", sentence, cause=f"{what} at byte {self.position}")

    def at_end(self) -> bool:
        return self.position == len(self._content)

    def take(self, n: int) -> bytes:
        piece = self._content[self.position : self.position + n]
        if len(piece) != n:
            raise self.error("unexpected end")
        self.position += n
        return piece

    def read_integer(self) -> int:
        """One control byte (0x80 sign, low nibble number of bytes), then little-endian magnitude."""
        control = self.take(1)[0]
        length = control & 0x0F
        if not 1 <= length <= 8 or control & 0x70:
            raise self.error(f"integer control byte {control:#x}")
        value = int.from_bytes(self.take(length), "little")
        return -value if control & 0x80 else value

    def read_integers(self, n: int) -> tuple[int, ...]:
        return tuple(self.read_integer() for _ in range(n))

    def expect_integer(self, value: int) -> None:
        if (found := self.read_integer()) != value:
            raise self.error(f"{found} instead of {value}")

    def read_float(self) -> float:
        """Mantissa and exponent to base 2, both integers."""
        mantissa, exponent = self.read_integer(), self.read_integer()
        if abs(exponent) > 1100:
            raise self.error(f"exponent {exponent}")
        return float(np.ldexp(float(mantissa), exponent))

    def skip_floats(self, n: int) -> None:
        for _ in range(n):
            self.read_float()

    def read_name(self) -> str:
        length = self.read_integer()
        if not 1 <= length <= 64:
            raise self.error(f"name of {length} bytes")
        try:
            return self.take(length).decode("ascii")
        except UnicodeDecodeError:
            raise self.error("name is not text") from None

    def expect_name(self, name: str) -> None:
        if (found := self.read_name()) != name:
            raise self.error(f"{found!r} instead of {name!r}")

    def read_tensor(self) -> F32:
        """Version 2, four dimensions, then little-endian float32."""
        self.expect_integer(2)
        shape = self.read_integers(4)
        size = int(np.prod(shape, dtype=np.float64))
        if min(shape) < 0 or size > MAX_TENSOR:
            raise self.error(f"tensor of {shape}")
        values = np.frombuffer(self.take(4 * size), "<f4").astype(np.float32)
        if not np.isfinite(values).all():
            raise self.error("a weight is not a finite number")
        return values

    def read_alias(self) -> None:
        """Skip a view into a tensor: version 1 and four dimensions; the geometry says the same."""
        self.expect_integer(1)
        self.read_integers(4)

    def expect_layer_end(self) -> None:
        """Three flags, '0' or '1', then three empty tensors: gradients that are not kept."""
        flags = self.take(3)
        if not set(flags) <= set(b"01"):
            raise self.error(f"flags {flags!r}")
        for _ in range(3):
            if self.read_tensor().size:
                raise self.error("a tensor of training")
