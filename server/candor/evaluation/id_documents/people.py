"""Whose faces are on the documents? People with several photos: one is printed, the others are compared with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.documents.portrait import PortraitFinder
from candor.errors import UsageError
from candor.evaluation.id_documents.plan_file import Faces, Part
from candor.pipeline.decode import decode_photo

RGB = NDArray[np.uint8]

_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png"})
_FACE_WIDTH: Final = 0.56
"""Of the width of a portrait on a document (ICAO Doc 9303 part 3, 3.9: the face takes 70 to 80 % of its height)."""
_FACE_MIDDLE: Final = 0.5
_BORDER: Final = 0.5


@dataclass(frozen=True, slots=True)
class PersonPhotos:
    """Somebody with two photos or more."""

    name: str
    """Folder and name: people of two folders are two."""
    photos: tuple[Path, ...]


def people_of(root: Path, faces: Sequence[Faces], part: Part) -> list[PersonPhotos]:
    """Return the people of one part of the split, in an order that has nothing to do with their names.

    Raises:
        UsageError: "no_people".
    """
    people: list[PersonPhotos] = []
    for source in faces:
        folders = [each for each in (root / source.folder).glob("*") if each.is_dir()]
        found = [PersonPhotos(f"{source.folder}/{each.name}", _photos(each)) for each in folders]
        several = [one for one in found if len(one.photos) > 1]
        people += sorted(several, key=lambda one: _hash(one.name))[: source.take]
    chosen = [one for one in people if (_hash(one.name) % 2 == 0) == (part == "tune")]
    if not chosen:
        raise UsageError("no_people", f"{root} holds no people with two photos or more.")
    return sorted(chosen, key=lambda one: _hash(one.name))


def portrait_of(photo: bytes, shape: tuple[int, int], finder: PortraitFinder) -> RGB | None:
    """Return a photo cut as for a document of this (width, height); None when no face is found."""
    rgb = decode_photo(photo)
    border = round(_BORDER * max(rgb.shape[:2]))
    padded = np.asarray(cv2.copyMakeBorder(rgb, border, border, border, border, cv2.BORDER_REPLICATE), dtype=np.uint8)
    face = finder.find(padded)
    if face is None or face.turns:
        return None
    x0, y0, x1, y1 = face.box_xyxy
    width = (x1 - x0) / _FACE_WIDTH
    height = width * shape[1] / shape[0]
    left, top = (x0 + x1) / 2 - width / 2, (y0 + y1) / 2 - _FACE_MIDDLE * height
    rows, columns = (slice(max(0, round(start)), round(start + size)) for start, size in ((top, height), (left, width)))
    return np.ascontiguousarray(padded[rows, columns])


def _photos(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() in _PICTURES))


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
