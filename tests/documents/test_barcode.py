from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.documents.barcode import read_barcode
from candor.evaluation.id_documents.camera import CONDITIONS, taken
from candor.evaluation.id_documents.holders import licence_text
from candor.evaluation.id_documents.printing import put_barcode
from candor.pipeline.decode import decode_photo
from made_documents import HOLDER, blank

PLACE = (0.06, 0.55, 0.94, 0.82)


@pytest.mark.parametrize("width", [700, 1000])
def test_a_licence_on_a_scan_is_read(width):
    page = put_barcode(blank(53.98 / 85.6), licence_text(HOLDER, 8, is_canadian=False), PLACE)
    picture = decode_photo(taken(page, CONDITIONS["scan"], width, np.random.default_rng(2)).jpeg)
    fields = read_barcode(picture)
    assert fields is not None
    assert (fields.surname, fields.birth_date) == (HOLDER.surname, HOLDER.birth_date)


def test_a_barcode_of_something_else_is_passed_over():
    page = put_barcode(blank(0.63), "https://example.org/" + replace(HOLDER).number * 8, PLACE)[::2, ::2]
    page = np.ascontiguousarray(page)
    assert read_barcode(page) is None


def test_a_page_without_a_barcode_says_nothing():
    page = np.full((64, 900, 3), 255, dtype=np.uint8)
    assert read_barcode(page) is None
