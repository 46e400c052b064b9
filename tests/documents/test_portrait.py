from __future__ import annotations

import numpy as np
import pytest

from candor.documents.portrait import PortraitFinder
from candor.domain.ports import Detection, Mesh
from made_documents import CARD, card_front, framed


@pytest.fixture(scope="module")
def finder(models):
    return PortraitFinder(models.detector, models.mesher)


@pytest.mark.models
@pytest.mark.parametrize("turns", range(4))
def test_the_portrait_is_found_whichever_way_the_page_lies(finder, astronaut, turns):
    page = card_front(framed(astronaut))[::2, ::2]
    found = finder.find(np.ascontiguousarray(np.rot90(page, turns)))
    assert found is not None
    assert found.page.shape == page.shape
    x0, y0, x1, y1 = CARD.photo
    left, top, right, bottom = found.box_xyxy
    assert x0 < (left + right) / 2 < x1
    assert y0 < (top + bottom) / 2 < y1


@pytest.mark.models
def test_a_page_without_a_face_has_no_portrait(finder):
    assert finder.find(np.full((400, 640, 3), 200, dtype=np.uint8)) is None


class Painted:
    """Sees the same upright faces on every lying page; fits a mesh to those that are not small."""

    def __init__(self, *boxes) -> None:
        self.boxes = boxes

    def detect(self, rgb):
        if rgb.shape[0] > rgb.shape[1]:
            return []
        return [Detection(np.array(box, dtype=np.float32), _face(box), 0.9) for box in self.boxes]

    def fit(self, rgb, detection):
        is_large = detection.box_xyxy[2] - detection.box_xyxy[0] > 20
        return Mesh(np.zeros((468, 3), dtype=np.float32), 1.0) if is_large else None


def _face(box):
    x0, y0, x1, y1 = box
    points = [(0.3, 0.3), (0.7, 0.3), (0.5, 0.5), (0.5, 0.8), (0, 0.5), (1, 0.5)]
    return np.array([(x0 + fx * (x1 - x0), y0 + fy * (y1 - y0)) for fx, fy in points], dtype=np.float32)


def test_the_largest_face_is_the_portrait_and_a_ghost_is_not():
    both = Painted((400, 50, 440, 90), (50, 50, 150, 150))
    found = PortraitFinder(both, both).find(np.zeros((300, 600, 3), dtype=np.uint8))
    assert found is not None
    assert found.width_px == 100


def test_what_no_mesh_fits_is_no_face():
    tiny = Painted((400, 50, 410, 60))
    assert PortraitFinder(tiny, tiny).find(np.zeros((300, 600, 3), dtype=np.uint8)) is None


def test_a_cut_keeps_hair_and_neck_and_stays_on_the_page():
    face = Painted((10, 10, 110, 130))
    found = PortraitFinder(face, face).find(np.zeros((300, 600, 3), dtype=np.uint8))
    assert found is not None
    assert found.cut().shape == (202, 165, 3)
