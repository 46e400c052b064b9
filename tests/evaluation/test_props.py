"""The face is followed from frame to frame and looked for anew; the person mask fits the picture."""

from __future__ import annotations

import numpy as np

from candor.domain.ports import F32, RGB, Detection, Mesh
from candor.evaluation.props import FaceFinder, person_finder

PICTURE = np.zeros((120, 160, 3), np.uint8)


class Detector:
    def __init__(self, *boxes: tuple[float, float, float, float]) -> None:
        self.boxes, self.asked = boxes, 0

    def detect(self, rgb: RGB) -> list[Detection]:
        self.asked += 1
        return [Detection(np.array(box, np.float32), np.zeros((6, 2), np.float32), 0.9) for box in self.boxes]


class Mesher:
    def __init__(self, lost_at: int = -1) -> None:
        self.seen: list[float] = []
        self._lost_at = lost_at

    def fit(self, rgb: RGB, detection: Detection) -> Mesh | None:
        self.seen.append(float(detection.box_xyxy[2] - detection.box_xyxy[0]))
        if len(self.seen) - 1 == self._lost_at:
            return None
        points = np.random.default_rng(0).uniform(20, 90, (468, 3)).astype(np.float32)
        return Mesh(points, 0.9)


class HalfPerson:
    def segment(self, rgb: RGB) -> F32:
        mask = np.zeros((144, 256), np.float32)
        mask[:, :128] = 1
        return mask


def test_the_largest_face_is_followed_without_the_detector() -> None:
    detector, mesher = Detector((0, 0, 20, 20), (30, 30, 90, 90)), Mesher()
    find = FaceFinder(detector, mesher, fresh_every=3)

    found = [find(PICTURE) for _ in range(6)]

    assert mesher.seen[0] == 60
    assert detector.asked == 2
    assert all(mesh is not None and mesh.shape == (468, 2) for mesh in found)


def test_a_lost_face_is_looked_for_at_once() -> None:
    detector, mesher = Detector((30, 30, 90, 90)), Mesher(lost_at=1)
    find = FaceFinder(detector, mesher)

    found = [find(PICTURE) is None for _ in range(3)]

    assert found == [False, True, False]
    assert detector.asked == 2


def test_without_a_face_there_is_no_mesh() -> None:
    assert FaceFinder(Detector(), Mesher())(PICTURE) is None


def test_the_mask_of_the_person_has_the_size_of_the_picture() -> None:
    mask = person_finder(HalfPerson())(PICTURE)

    assert mask.shape == (120, 160)
    assert mask[60, 10] == 1
    assert mask[60, 150] == 0
