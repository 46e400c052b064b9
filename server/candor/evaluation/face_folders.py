"""Which pictures show whom? Folders of people, one folder a person, gathered into groups.

First station of `candor calibrate`. Groups are only ever named here, by whoever has the pictures: in operation nobody's
group is known or asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from candor.domain.identity import Template
from candor.errors import DecodeError, ReferencePhotoError, UsageError

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True, slots=True)
class FaceImage:
    """One picture of one person."""

    path: Path
    person: str
    group: str


@dataclass(frozen=True, slots=True)
class Faces:
    """Embedded faces of known people."""

    model: str
    vectors: NDArray[np.float32]
    """(N, d)."""
    person: NDArray[np.intp]
    """(N,) index of the person."""
    group: NDArray[np.intp]
    """(N,) index into `groups`; every person belongs to one group."""
    groups: tuple[str, ...]
    """The first is the pool: the group with the most people."""

    def where(self, chosen: NDArray[np.bool_]) -> Faces:
        """Return the chosen faces only."""
        return Faces(self.model, self.vectors[chosen], self.person[chosen], self.group[chosen], self.groups)


@dataclass(frozen=True, slots=True)
class Embedded:
    """What came of embedding a list of pictures."""

    faces: Faces
    refused: Mapping[str, int]
    """Pictures without a usable face, by error code."""


def list_faces(groups: Sequence[tuple[str, Path]]) -> list[FaceImage]:
    """List the pictures of all people of all groups, in a stable order, each picture once.

    A person is a folder; folders of one name are one person, who belongs to the last group that has such a folder.
    Pictures that are byte-equal within a person count once.

    Args:
        groups: name and folder of each group; the folder holds one folder per person.

    Raises:
        UsageError: a folder is missing or holds no person.
    """
    group_of: dict[str, str] = {}
    pictures: dict[tuple[str, str], Path] = {}
    for name, folder in groups:
        people = [path for path in sorted(folder.iterdir()) if path.is_dir()] if folder.is_dir() else []
        found = [(person.name, path) for person in people for path in _pictures(person)]
        if not found:
            sentence = f"{folder} holds no folders of people with pictures. Give a folder with one folder per person."
            raise UsageError("no_faces_folder", sentence)
        for person, path in found:
            group_of[person] = name
            pictures.setdefault((person, hashlib.sha256(path.read_bytes()).hexdigest()), path)
    return [FaceImage(path, person, group_of[person]) for (person, _), path in pictures.items()]


def _pictures(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _SUFFIXES and path.is_file()]


def embed_faces(
    images: Sequence[FaceImage], template_of: Callable[[Path], Template], on_done: Callable[[], None]
) -> Embedded:
    """Embed every picture; pictures without a usable face are counted and left out.

    Args:
        images: what to embed.
        template_of: makes a template of a file, with the product's own detection and alignment.
        on_done: called after each picture.

    Raises:
        UsageError: no picture had a usable face.
    """
    templates: list[Template] = []
    kept: list[FaceImage] = []
    refused: dict[str, int] = {}
    for image in images:
        try:
            templates.append(template_of(image.path))
            kept.append(image)
        except (DecodeError, ReferencePhotoError) as error:
            refused[error.code] = refused.get(error.code, 0) + 1
        on_done()
    if not templates:
        raise UsageError("no_faces", "None of the pictures shows a face that can be used. Give pictures of faces.")
    vectors = np.stack([template.vector for template in templates])
    return Embedded(_as_faces(templates[0].model, vectors, kept), refused)


def _as_faces(model: str, vectors: NDArray[np.float32], images: Sequence[FaceImage]) -> Faces:
    people = sorted({image.person for image in images})
    sizes = {group: len({i.person for i in images if i.group == group}) for group in {i.group for i in images}}
    groups = sorted(sizes, key=lambda group: (-sizes[group], group))
    person = np.array([people.index(image.person) for image in images], dtype=np.intp)
    group = np.array([groups.index(image.group) for image in images], dtype=np.intp)
    return Faces(model, vectors, person, group, tuple(groups))
