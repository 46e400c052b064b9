"""PyTorch files for tests, of the form since 1.6: written by hand, without PyTorch."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import numpy as np


def archived(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive that holds the members, stored as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(f"archive/{name}", content)
    return file.getvalue()


def as_pickle(weights: Mapping[str, np.ndarray]) -> dict[str, bytes]:
    """Return the members of a file that holds these weights, each in a storage of its own."""
    opcodes, members = ["ccollections\nOrderedDict\n)R"], {}
    for key, (name, values) in enumerate(weights.items()):
        steps = [stride // values.itemsize for stride in np.ascontiguousarray(values).strides]
        shape, stride = ("".join(f"I{n}\n" for n in numbers) for numbers in (values.shape, steps))
        storage = f"(S'storage'\nctorch\nFloatStorage\nS'{key}'\nS'cpu'\nI{values.size}\ntQ"
        view = f"({storage}I0\n({shape}t({stride}tI00\nccollections\nOrderedDict\n)Rt"
        opcodes.append(f"S'{name}'\nctorch._utils\n_rebuild_tensor_v2\n{view}Rs")
        members[f"data/{key}"] = values.astype("<f4").tobytes()
    return {"data.pkl": ("".join(opcodes) + ".").encode(), **members}
