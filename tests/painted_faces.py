"""A little world for tests of the pipeline: faces are painted as coloured patches, and fakes of the models find them.

Whoever is painted in another colour is another person. Detector, mesher and embedder read the pixels, so that they can
be wrong: nothing painted, nothing found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import cv2
import numpy as np

from candor.domain.identity import Comparison, Template
from candor.domain.ports import Detection, Eye, Mesh
from candor.maths import face_mesh, head_pose
from candor.pipeline.analysers import Analysers

T = TypeVar("T")

RED, GREEN, BLUE = (200, 90, 90), (90, 190, 90), (90, 90, 210)
CANONICAL_WIDTH = 15.5
"""Width of the canonical face between its outermost rigid points, cm."""


@dataclass(frozen=True)
class Painted:
    """A face to paint: who (colour), where (centre, px) and how wide (px)."""

    colour: tuple[int, int, int]
    x: int
    y: int
    width: int = 100


def paint(*faces: Painted, size: tuple[int, int] = (640, 360), room: int = 1) -> np.ndarray:
    """A (H, W, 3) uint8 picture of a grey room with these faces; another `room` has another pattern."""
    width, height = size
    rng = np.random.default_rng(room)
    coarse = rng.integers(30, 220, (5, 8), dtype=np.uint8)
    grey = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    rgb = np.repeat(grey[:, :, None], 3, axis=2)
    for face in faces:
        half = face.width // 2
        top, left = max(face.y - half, 0), max(face.x - half, 0)
        patch = rgb[top : face.y + half, left : face.x + half]
        grain = rng.integers(-25, 25, patch.shape[:2])[:, :, None]
        patch[:] = np.clip(np.array(face.colour) + grain, 0, 255)
    return rgb


def mesh_at(x: float, y: float, width: float, rotation: np.ndarray | None = None) -> Mesh:
    """A 468-point mesh of that width whose rigid points are the canonical face's; eyes, lips and brows are in place."""
    points = np.random.default_rng(0).uniform(-5, 5, (face_mesh.N_POINTS, 3))
    points[head_pose.RIGID_POINTS] = head_pose.CANONICAL_XYZ
    lids = [(-2.6, -0.9), (-3.9, -0.9), (-3.9, 0.9), (-2.6, 0.9)]
    left, right = face_mesh.PICTURE_LEFT_EYE, face_mesh.PICTURE_RIGHT_EYE
    for eye, sign in ((left, 1.0), (right, -1.0)):
        for index, (dx, dy) in zip((eye[1], eye[2], eye[4], eye[5]), lids, strict=True):
            points[index] = (sign * dx, -2.6 + dy, -3.6)
    for brow, x_cm in ((face_mesh.PICTURE_LEFT_BROW, -3.2), (face_mesh.PICTURE_RIGHT_BROW, 3.2)):
        points[list(brow)] = (x_cm, -4.6, -4.0)
    points[13], points[14] = (0, 3.6, -5.5), (0, 4.0, -5.5)
    turned = points if rotation is None else points @ rotation.T
    scaled = turned * (width / CANONICAL_WIDTH) + (x, y, 0)
    return Mesh(scaled.astype(np.float32), score=0.99)


@dataclass
class PaintedFaceDetector:
    """Finds every coloured patch; counts how often it was asked."""

    calls: int = 0
    is_blind: bool = False

    def detect(self, rgb: np.ndarray) -> list[Detection]:
        self.calls += 1
        if self.is_blind:
            return []
        red, green, blue = cv2.split(rgb)
        spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
        mask = (spread > 50).astype(np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
        boxes = [s[:4] for s in stats[1:count] if s[4] > 300]
        boxes.sort(key=lambda b: -b[2] * b[3])
        return [detection_at(x + w / 2, y + h / 2, w) for x, y, w, h in boxes]


def detection_at(x: float, y: float, width: float, score: float = 0.9) -> Detection:
    half = width / 2
    box = np.array([x - half, y - half, x + half, y + half], dtype=np.float32)
    around = np.array([(-0.2, -0.1), (0.2, -0.1), (0, 0.05), (0, 0.25), (-0.5, 0), (0.5, 0)], dtype=np.float32)
    return Detection(box, (np.array((x, y)) + width * around).astype(np.float32), score)


@dataclass
class PaintedFaceMesher:
    """Fits a mesh where the middle of the detection is coloured; the patch is found anew from there."""

    calls: int = 0

    def fit(self, rgb: np.ndarray, detection: Detection) -> Mesh | None:
        self.calls += 1
        x, y = (detection.box_xyxy[:2] + detection.box_xyxy[2:]) / 2
        found = [d for d in PaintedFaceDetector().detect(rgb) if _contains(d.box_xyxy, x, y)]
        if not found:
            return None
        x1, y1, x2, y2 = found[0].box_xyxy
        return mesh_at((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1)


class PaintedEyes:
    """Eyelids as open as the fake mesh has them."""

    def fit(self, rgb: np.ndarray, mesh: Mesh) -> tuple[Eye, Eye]:
        return self._eye(mesh, face_mesh.PICTURE_LEFT_EYE), self._eye(mesh, face_mesh.PICTURE_RIGHT_EYE)

    def _eye(self, mesh: Mesh, points: Sequence[int]) -> Eye:
        contour = np.zeros((71, 2), dtype=np.float32)
        contour[list(face_mesh.IRIS_MODEL_EYE)] = mesh.landmarks_xyz[list(points), :2]
        iris = np.repeat(mesh.landmarks_xyz[list(points), :2].mean(axis=0)[None], 5, axis=0)
        return Eye(contour, iris)


@dataclass
class ColourEmbedder:
    """The embedding of a face is the direction of its mean colour; remembers how many it made."""

    model: str = "colour"
    made: list[np.ndarray] = field(default_factory=list)

    def embed(self, rgb: np.ndarray, meshes: Sequence[Mesh]) -> np.ndarray:
        self.made.extend(self._one(rgb, mesh) for mesh in meshes)
        return np.stack(self.made[-len(meshes) :])

    def _one(self, rgb: np.ndarray, mesh: Mesh) -> np.ndarray:
        x, y = (int(v) for v in np.clip(mesh.landmarks_xyz[4, :2], 10, None))
        colour = rgb[y - 10 : y + 10, x - 10 : x + 10].reshape(-1, 3).mean(axis=0) - 120
        return (colour / np.linalg.norm(colour)).astype(np.float32)


class ColourComparator:
    """Same colour, same person: a score as after cohort normalisation (8 the same, below 0 another), LLR -8 to +8."""

    def compare(self, a: Template, b: Template) -> Comparison:
        cosine = float(a.vector @ b.vector / (np.linalg.norm(a.vector) * np.linalg.norm(b.vector)))
        return Comparison(score=8 * cosine, llr=float(np.clip(20 * (0.6 - cosine), -8, 8)))


@dataclass(frozen=True)
class PaintedAnalysers(Analysers):
    """Analysers whose fakes can be asked what they did."""

    detector: PaintedFaceDetector
    embedder: ColourEmbedder


def painted_analysers() -> PaintedAnalysers:
    return PaintedAnalysers(
        PaintedFaceDetector(), PaintedFaceMesher(), PaintedEyes(), ColourEmbedder(), ColourComparator()
    )


def there(value: T | None) -> T:
    """The value, which must be there."""
    assert value is not None
    return value


def _contains(box: np.ndarray, x: float, y: float) -> bool:
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
