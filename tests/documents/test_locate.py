from __future__ import annotations

import cv2
import numpy as np
import pytest

from candor.documents.locate import find_outlines, straighten
from candor.evaluation.id_documents.camera import CONDITIONS, taken
from candor.pipeline.decode import decode_photo
from made_documents import blank

CARD = 53.98 / 85.6


@pytest.mark.parametrize("condition", ["scan", "photo"])
def test_the_corners_of_a_card_are_found_within_two_hundredths_of_its_width(condition):
    page, found = blank(CARD), 0
    for seed in range(6):
        picture = taken(page, CONDITIONS[condition], 900, np.random.default_rng(seed))
        outlines = find_outlines(decode_photo(picture.jpeg))
        truth = picture.place((0, 0, page.shape[1], page.shape[0]))
        found += any(np.abs(np.sort(corners, axis=0) - np.sort(truth, axis=0)).max() < 18 for corners in outlines)
    assert found >= 4, "a table of the card's colour hides it at times"


def test_a_straightened_page_has_its_proportions_and_a_map_to_it():
    picture = np.full((700, 900, 3), 60, dtype=np.uint8)
    corners = np.array([(150, 120), (760, 170), (740, 560), (130, 500)], dtype=np.float32)
    cv2.fillConvexPoly(picture, corners.astype(np.int32), (230, 230, 230))
    found = find_outlines(picture)[0]
    page, turn = straighten(picture, found)
    assert page.shape[1] / page.shape[0] == pytest.approx(1 / CARD, rel=0.02)
    mapped = cv2.perspectiveTransform(found[None], turn)[0]
    assert mapped == pytest.approx(
        np.array([(0, 0), (page.shape[1], 0), (page.shape[1], page.shape[0]), (0, page.shape[0])]), abs=1
    )


def test_a_page_held_upright_is_laid_down():
    picture = np.full((900, 700, 3), 60, dtype=np.uint8)
    cv2.rectangle(picture, (180, 120), (480, 596), (230, 230, 230), -1)
    found = find_outlines(picture)[0]
    page, _ = straighten(picture, found)
    assert page.shape[1] > page.shape[0]


@pytest.mark.parametrize("shape", [(300, 400), (16, 16), (20, 4000)])
def test_a_picture_without_an_outline_has_no_page(shape):
    assert find_outlines(np.full((*shape, 3), 128, dtype=np.uint8)) == []


def test_a_coloured_area_on_a_page_is_a_second_outline():
    picture = np.full((700, 900, 3), 60, dtype=np.uint8)
    cv2.rectangle(picture, (100, 100), (800, 593), (230, 230, 230), -1)
    cv2.rectangle(picture, (120, 120), (780, 520), (120, 160, 220), -1)
    outer, inner = (np.sort(corners, axis=0) for corners in find_outlines(picture)[:2])
    assert outer[0] == pytest.approx((100, 100), abs=6)
    assert inner[0] == pytest.approx((120, 120), abs=6)
