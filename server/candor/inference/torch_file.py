"""What weights stand in a PyTorch `.pth` of before 2020? Reads them without PyTorch and without running what is inside.

Used by minifasnet.py. Such a file is a row of pickles, then raw numbers. Pickles can run code, so this unpickler
knows four names and refuses every other: a `.pth` is only numbers here.
Source: PyTorch 1.x, torch/serialization.py, _legacy_load (BSD-3-Clause); read, not copied.
"""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from candor.errors import ModelError

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
MAX_VALUES = 1 << 26
"""Values in one storage; the largest here has 150 thousand."""
F32 = NDArray[np.float32]
_DTYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


@dataclass(frozen=True, slots=True)
class _Storage:
    key: str
    dtype: np.dtype[np.generic]
    size: int


@dataclass(frozen=True, slots=True)
class _View:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]


def read_weights(content: bytes, part: str = "") -> dict[str, F32]:
    """Return the named weights of a `.pth`; integer counters are left out.

    Args:
        content: the whole file.
        part: where the file is a training checkpoint, the entry that holds the weights, e.g. "model_state".

    Raises:
        ModelError: "torch_format": not such a file, or it asks for anything but tensors.
    """
    stream = io.BytesIO(content)
    try:
        return _read(stream, part)
    except _UNREADABLE as error:
        sentence = "The PyTorch weight file is not of the form that Candor reads; run `candor models verify`."
        raise ModelError("torch_format", sentence, cause=f"{error} near byte {stream.tell()}") from error


def _read(stream: io.BytesIO, part: str) -> dict[str, F32]:
    if _load(stream) != MAGIC or _load(stream) != PROTOCOL:
        raise ValueError("not a PyTorch file of this age")
    _load(stream)  # byte order and word sizes of the machine that wrote it; the numbers below are always little-endian
    tensors = _TensorsOnly(stream, encoding="ascii")
    whole = cast("dict[str, object]", tensors.load())
    views = cast("dict[str, _View]", whole[part] if part else whole)
    keys = cast("list[str]", _load(stream))
    storages = tensors.storages
    if sorted(keys) != sorted(storages):
        raise ValueError("storages do not match")
    numbers = {key: _read_storage(stream, storages[key]) for key in keys}
    return {
        name: _contiguous(view, numbers[view.storage.key])
        for name, view in views.items()
        if view.storage.dtype.kind == "f"
    }


def _read_storage(stream: io.BytesIO, storage: _Storage) -> NDArray[np.generic]:
    if int.from_bytes(stream.read(8), "little") != storage.size:
        raise ValueError(f"storage {storage.key} has another size")
    raw = stream.read(storage.size * storage.dtype.itemsize)
    return np.frombuffer(raw, storage.dtype, count=storage.size)


def _contiguous(view: _View, numbers: NDArray[np.generic]) -> F32:
    size = int(np.prod(view.shape))
    values = numbers[view.offset : view.offset + size].astype(np.float32).reshape(view.shape)
    if not np.isfinite(values).all():
        raise ValueError("a weight is not a finite number")
    return values


def _load(stream: io.BytesIO) -> object:
    return _TensorsOnly(stream, encoding="ascii").load()


class _TensorsOnly(pickle.Unpickler):
    """Knows ordered dictionaries, tensors and two kinds of storage."""

    def __init__(self, stream: io.BytesIO, *, encoding: str) -> None:
        super().__init__(stream, encoding=encoding)
        self.storages: dict[str, _Storage] = {}
        """Every storage that was named, by its key."""

    def find_class(self, module_name: str, global_name: str, /) -> Callable[..., object] | np.dtype[np.generic]:
        if (module_name, global_name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module_name, global_name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _view
        if module_name == "torch" and global_name in _DTYPES:
            return _DTYPES[global_name]
        raise pickle.UnpicklingError(f"asks for {module_name}.{global_name}")

    def persistent_load(self, pid: tuple[str, np.dtype[np.generic], str, str, int, None], /) -> _Storage:
        kind, dtype, key, _, size, view = pid
        if kind != "storage" or view is not None or not 0 <= size <= MAX_VALUES:
            raise pickle.UnpicklingError("asks for something else than a storage")
        return self.storages.setdefault(key, _Storage(key, dtype, size))


def _view(storage: _Storage, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: object) -> _View:
    expected: list[int] = []
    step = 1
    for axis in reversed(shape):
        expected.insert(0, step)
        step *= axis
    if list(stride) != expected or offset < 0 or offset + step > storage.size:
        raise pickle.UnpicklingError("a tensor that is not one plain piece of its storage")
    return _View(storage, offset, tuple(shape))


_UNREADABLE = (pickle.UnpicklingError, ValueError, TypeError, KeyError, EOFError, AttributeError, IndexError)
"""What damaged or foreign pickles raise."""
