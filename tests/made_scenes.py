"""A made scene for the recipes: a textured picture with an oval "face" of known points that moves."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from candor.evaluation.recipes.clip import F32, RGB, Clip, Props
from candor.evaluation.recipes.faces import INNER_LIPS
from candor.maths.face_mesh import EYE_CORNERS, FACE_OVAL

WIDTH, HEIGHT, RATE = 160, 120, 15.0


def mesh_at(x: float, y: float, wide: float = 56.0) -> F32:
    """468 points of an oval face around (x, y)."""
    rng = np.random.default_rng(3)
    mesh = np.stack([x + rng.uniform(-0.3, 0.3, 468) * wide, y + rng.uniform(-0.4, 0.4, 468) * wide], axis=1)
    turns = np.linspace(0, 2 * np.pi, len(FACE_OVAL), endpoint=False)
    mesh[list(FACE_OVAL)] = np.stack([x + wide / 2 * np.sin(turns), y - 0.65 * wide * np.cos(turns)], axis=1)
    turns = np.linspace(np.pi, 3 * np.pi, len(INNER_LIPS), endpoint=False)
    lips = np.stack([x + 0.15 * wide * np.cos(turns), y + 0.3 * wide + 0.05 * wide * np.sin(turns)], axis=1)
    mesh[list(INNER_LIPS)] = lips
    for side, corners in zip((-1, 1), EYE_CORNERS, strict=True):
        for corner, reach in zip(corners, (-0.08, 0.08), strict=True):
            mesh[corner] = (x + side * 0.22 * wide + reach * wide, y - 0.15 * wide)
    mesh[1] = (x, y)
    return mesh.astype(np.float32)


def picture(mesh: F32, skin: tuple[int, int, int] = (200, 150, 120), seed: int = 0) -> RGB:
    """The face in front of a textured wall."""
    coarse = np.random.default_rng(seed).integers(30, 220, (HEIGHT // 8, WIDTH // 8, 3), dtype=np.uint8)
    rgb = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    cv2.fillPoly(rgb, [np.rint(mesh[list(FACE_OVAL)]).astype(np.int32)], skin)
    for point in mesh[::9]:
        cv2.circle(rgb, (int(point[0]), int(point[1])), 2, (90, 60, 50), -1)
    return np.asarray(rgb, dtype=np.uint8)


class Scene:
    """A clip with the meshes of its frames, found again by the identity of the picture."""

    def __init__(self, seconds: float = 4.0, seed: int = 0, skin: tuple[int, int, int] = (200, 150, 120)) -> None:
        count = round(seconds * RATE)
        self.meshes = [mesh_at(80 + 10 * np.sin(i / 5), 60 + 4 * np.cos(i / 4)) for i in range(count)]
        frames = [picture(mesh, skin, seed) for mesh in self.meshes]
        tone = 6000 * np.sin(2 * np.pi * (150 + 40 * seed) * np.arange(round(seconds * 16000)) / 16000)
        self.clip = Clip(frames, RATE, tone.astype(np.int16))
        self._known = {id(rgb): mesh for rgb, mesh in zip(frames, self.meshes, strict=True)}

    def mesh_of(self, rgb: RGB) -> F32 | None:
        return self._known.get(id(rgb))


def scene_with_donor(seconds: float = 4.0) -> tuple[Scene, Props]:
    """A scene, and props that hold another one."""
    scene, other = Scene(seconds), Scene(seconds, seed=1, skin=(120, 90, 70))

    def mesh_of(rgb: RGB) -> F32 | None:
        found = scene.mesh_of(rgb)
        return other.mesh_of(rgb) if found is None else found

    return scene, Props(other.clip, mesh_of, person_of=lambda rgb: np.ones(rgb.shape[:2], np.float32))


def silent(scene: Scene) -> Clip:
    return replace(scene.clip, sound=None)
