from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from candor.domain.documents import Zone
from candor.evaluation.id_documents.layouts import drawn_blank, kept_blank
from candor.evaluation.id_documents.printing import PAGE_WIDTH_PX
from made_documents import PASSPORT


@pytest.mark.parametrize("part", ["tune", "report"])
def test_an_empty_document_has_room_for_portrait_and_zone(part):
    for n in range(4):
        blank = drawn_blank(part, 1, n)
        height, width = blank.front.shape[:2]
        x0, y0, x1, y1 = (2 * each for each in blank.template.photo)
        assert width == PAGE_WIDTH_PX
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height
        on_front = blank.template.zone_on == blank.template.front
        assert on_front == (blank.template.zone is not Zone.TD1)
        assert not on_front or y1 < 2 * (blank.template.zone_y[0] - 20), "the zone is below the portrait"


def test_a_seed_draws_the_same_again_and_the_parts_differ():
    first, again, other = drawn_blank("tune", 1, 3), drawn_blank("tune", 1, 3), drawn_blank("report", 1, 3)
    assert np.array_equal(first.front, again.front)
    assert first.front.shape != other.front.shape or not np.array_equal(first.front, other.front)


def test_documents_of_files_are_read(plan):
    blank = kept_blank(Path(plan.root), PASSPORT)
    assert blank.front.shape[1] == PAGE_WIDTH_PX
    assert blank.zone_side is blank.front
