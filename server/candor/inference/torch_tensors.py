"""What does a pickle inside a PyTorch file promise? Names, shapes and places of tensors, and nothing is ever run.

Used by torch_file.py and torch_zip.py, which know where the numbers lie. Pickles can run code, so this unpickler knows
five names and refuses every other; what comes out are promises, checked against the numbers before they are believed.
"""

from __future__ import annotations

import pickle
import pickletools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

MAX_VALUES = 1 << 26
"""Values of all tensors of a file together; the largest here has 17 million."""
F32 = NDArray[np.float32]
_DTYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}

UNREADABLE = (
    pickle.UnpicklingError,
    ValueError,
    TypeError,
    KeyError,
    EOFError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
)
"""What damaged or foreign pickles raise."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A row of numbers that tensors are views of."""

    key: str
    dtype: np.dtype[np.generic]
    size: int


@dataclass(frozen=True, slots=True)
class View:
    """One tensor: a plain piece of a storage."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]


class TensorsOnly(pickle.Unpickler):
    """Knows ordered dictionaries, tensors and two kinds of storage."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, encoding="ascii")
        self.storages: dict[str, Storage] = {}
        """Every storage that was named, by its key."""

    def find_class(self, module_name: str, global_name: str, /) -> Callable[..., object] | np.dtype[np.generic]:
        """Return what one of the five names stands for here; refuse every other name."""
        if (module_name, global_name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module_name, global_name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _view
        if module_name == "torch" and global_name in _DTYPES:
            return _DTYPES[global_name]
        raise pickle.UnpicklingError(f"asks for {module_name}.{global_name}")

    def persistent_load(self, pid: tuple[object, ...], /) -> Storage:
        """Return the promise of a storage."""
        kind, dtype, key, _, size, *view = pid
        is_plain = kind == "storage" and view in ([], [None]) and isinstance(key, str) and isinstance(dtype, np.dtype)
        if not is_plain or not isinstance(size, int) or not 0 <= size <= MAX_VALUES:
            raise pickle.UnpicklingError("asks for something else than a storage")
        found = Storage(cast("str", key), cast("np.dtype[np.generic]", dtype), size)
        if self.storages.setdefault(found.key, found) != found:
            raise pickle.UnpicklingError("names one storage twice, each time another")
        return found


def taken_out(views: Mapping[str, View], numbers: Mapping[str, NDArray[np.generic]]) -> dict[str, F32]:
    """Return the tensors of floating-point numbers by name; integer counters are left out.

    Raises:
        ValueError: more numbers than MAX_VALUES, or one that is not finite.
    """
    wanted = {name: view for name, view in views.items() if view.storage.dtype.kind == "f"}
    if sum(_count(view.shape) for view in wanted.values()) > MAX_VALUES:
        raise ValueError("more numbers than any network here has")
    return {name: _contiguous(view, numbers[view.storage.key]) for name, view in wanted.items()}


def check_memo(pickled: bytes) -> None:
    """Refuse a pickle that numbers its parts beyond its own length: Python would make room for all of them.

    Raises:
        ValueError: it does, or it is no pickle.
    """
    for opcode, argument, _ in pickletools.genops(pickled):
        if opcode.name == "LONG_BINPUT" and cast("int", argument) > len(pickled):
            raise ValueError("numbers its parts beyond its own length")


def _contiguous(view: View, numbers: NDArray[np.generic]) -> F32:
    values = numbers[view.offset : view.offset + _count(view.shape)].astype(np.float32).reshape(view.shape)
    if not np.isfinite(values).all():
        raise ValueError("a weight is not a finite number")
    return values


def _view(storage: Storage, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: object) -> View:
    expected: list[int] = []
    step = 1
    for axis in reversed(shape):
        expected.insert(0, step)
        step *= axis
    if list(stride) != expected or min(offset, *shape, 0) < 0 or offset + step > storage.size:
        raise pickle.UnpicklingError("a tensor that is not one plain piece of its storage")
    return View(storage, offset, tuple(shape))


def _count(shape: tuple[int, ...]) -> int:
    count = 1
    for axis in shape:
        count *= axis
    return count
