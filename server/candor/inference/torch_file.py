"""What weights stand in a PyTorch file (`.pth`, `.pt`)? Reads them without PyTorch and without running what is inside.

Used by minifasnet.py, voice_encoder.py and aasist.py. Files since PyTorch 1.6 are zip archives (torch_zip.py); before,
a row of pickles, then raw numbers. In both, torch_tensors.py knows tensors and refuses everything else.
Source: PyTorch 1.x, torch/serialization.py, _legacy_load (BSD-3-Clause); read, not copied.
"""

from __future__ import annotations

import io
from typing import cast

import numpy as np
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference import torch_zip
from candor.inference.torch_tensors import F32, UNREADABLE, Storage, TensorsOnly, View, taken_out

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001


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
        if content.startswith(torch_zip.SIGNATURE):
            return torch_zip.read(stream, part)
        return _read(stream, part)
    except (*UNREADABLE, *torch_zip.UNREADABLE) as error:
        sentence = "The PyTorch weight file is not of the form that Candor reads; run `candor models verify`."
        raise ModelError("torch_format", sentence, cause=f"{error} near byte {stream.tell()}") from error


def _read(stream: io.BytesIO, part: str) -> dict[str, F32]:
    if _load(stream) != MAGIC or _load(stream) != PROTOCOL:
        raise ValueError("not a PyTorch file of this age")
    _load(stream)  # byte order and word sizes of the machine that wrote it; the numbers below are always little-endian
    tensors = TensorsOnly(stream)
    whole = cast("dict[str, object]", tensors.load())
    views = cast("dict[str, View]", whole[part] if part else whole)
    keys = cast("list[str]", _load(stream))
    storages = tensors.storages
    if sorted(keys) != sorted(storages):
        raise ValueError("storages do not match")
    numbers = {key: _read_storage(stream, storages[key]) for key in keys}
    return taken_out(views, numbers)


def _read_storage(stream: io.BytesIO, storage: Storage) -> NDArray[np.generic]:
    if int.from_bytes(stream.read(8), "little") != storage.size:
        raise ValueError(f"storage {storage.key} has another size")
    raw = stream.read(storage.size * storage.dtype.itemsize)
    return np.frombuffer(raw, storage.dtype, count=storage.size)


def _load(stream: io.BytesIO) -> object:
    return TensorsOnly(stream).load()
