"""Which tensors stand in a PyTorch file of the form since 1.6? A zip archive: one pickle, and a member per storage.

Called by torch_file.py alone. Members are stored, never packed, so that nothing can be larger than the file is.
Source: PyTorch, docs/source/notes/serialization.rst, "torch.save file format" (BSD-3-Clause); read, not copied.
"""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from candor.inference.torch_tensors import F32, Storage, TensorsOnly, View, check_memo, taken_out

SIGNATURE: Final = b"PK\x03\x04"
PICKLE: Final = "/data.pkl"
MAX_PICKLE: Final = 1 << 20
"""Bytes; the largest here has 37 thousand."""
UNREADABLE: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, struct.error)
"""What zipfile raises on damaged, encrypted or exotic archives."""


def read(stream: io.BytesIO, part: str) -> dict[str, F32]:
    """Return the named weights; see torch_file.read_weights.

    Raises:
        One of UNREADABLE, or of torch_tensors.UNREADABLE: not such a file, or it asks for anything but tensors.
    """
    with zipfile.ZipFile(stream) as archive:
        root = _root(archive)
        if root + "/byteorder" in archive.namelist() and _member(archive, root + "/byteorder", 16) != b"little":
            raise ValueError("numbers of another byte order")
        pickled = _member(archive, root + PICKLE, MAX_PICKLE)
        check_memo(pickled)
        tensors = TensorsOnly(io.BytesIO(pickled))
        whole = cast("dict[str, object]", tensors.load())
        views = cast("dict[str, View]", whole[part] if part else whole)
        needed = {view.storage.key: view.storage for view in views.values()}
        return taken_out(views, {key: _numbers(archive, root, storage) for key, storage in needed.items()})


def _root(archive: zipfile.ZipFile) -> str:
    """Return the folder in which everything lies; PyTorch names it after the file."""
    roots = [name.removesuffix(PICKLE) for name in archive.namelist() if name.endswith(PICKLE)]
    if len(roots) != 1:
        raise ValueError("not one pickle of tensors")
    return roots[0]


def _numbers(archive: zipfile.ZipFile, root: str, storage: Storage) -> NDArray[np.generic]:
    n_bytes = storage.size * storage.dtype.itemsize
    return np.frombuffer(_member(archive, f"{root}/data/{storage.key}", n_bytes), storage.dtype, count=storage.size)


def _member(archive: zipfile.ZipFile, name: str, at_most: int) -> bytes:
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED or info.file_size > at_most:
        raise ValueError(f"{name} is packed, or larger than it may be")
    return archive.read(info)
