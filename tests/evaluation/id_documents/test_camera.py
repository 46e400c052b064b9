from __future__ import annotations

import numpy as np
import pytest

from candor.evaluation.id_documents.camera import CONDITIONS, taken
from candor.pipeline.decode import decode_photo
from made_documents import blank


@pytest.mark.parametrize("condition", list(CONDITIONS))
def test_the_page_lies_whole_on_the_picture_and_has_about_its_width(condition):
    page = blank(53.98 / 85.6)
    for seed in range(3):
        picture = taken(page, CONDITIONS[condition], 600, np.random.default_rng(seed))
        corners = picture.place((0, 0, page.shape[1], page.shape[0]))
        height, width = decode_photo(picture.jpeg).shape[:2]
        assert (corners > -0.06 * width).all()
        assert (corners < np.array([width, height]) * 1.06).all()
        assert np.linalg.norm(corners[1] - corners[0]) == pytest.approx(600, rel=0.2)


def test_the_same_seed_takes_the_same_picture():
    page = blank(53.98 / 85.6)
    first, again = (taken(page, CONDITIONS["rough"], 400, np.random.default_rng(5)).jpeg for _ in range(2))
    assert first == again
