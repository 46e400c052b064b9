from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from candor.documents.barcode import read_barcode
from candor.errors import ConfigurationError
from candor.evaluation.id_documents import printing
from candor.evaluation.id_documents.holders import licence_text
from candor.evaluation.id_documents.printing import page_picture, put_barcode, put_portrait, put_zone
from made_documents import HOLDER, PASSPORT, blank


def test_a_page_is_made_at_twice_the_width_of_its_places(plan):
    page = page_picture(Path(plan.root) / "passport.png")
    assert page.shape == (1408, 2000, 3)


def test_a_zone_is_typed_over_what_was_there():
    page = blank(88 / 125)
    first = put_zone(page, PASSPORT, ["A" * 44, "B" * 44])
    again = put_zone(first, PASSPORT, ["<" * 44, "<" * 44])
    band = again[1150 - 30 : 1150 + 30, 100:1900].astype(int)
    clean = put_zone(page, PASSPORT, ["<" * 44, "<" * 44])[1150 - 30 : 1150 + 30, 100:1900].astype(int)
    assert float(np.abs(band - clean).mean()) < 3


def test_a_portrait_is_printed_at_its_place_only():
    page = blank(88 / 125)
    printed = put_portrait(page, (100, 200, 200, 300), np.zeros((50, 50, 3), np.uint8), np.random.default_rng(1))
    changed = np.argwhere((printed != page).any(axis=2))
    assert changed.min(axis=0) == pytest.approx((400, 200), abs=3)
    assert changed.max(axis=0) == pytest.approx((599, 399), abs=3)


def test_a_barcode_is_read_as_it_is_printed():
    page = put_barcode(blank(0.63), licence_text(HOLDER, 9, is_canadian=False), (0.06, 0.55, 0.94, 0.82))
    fields = read_barcode(page)
    assert fields is not None
    assert fields.surname == HOLDER.surname


def test_a_missing_font_is_said_by_name(monkeypatch):
    monkeypatch.setattr(printing, "FONT", Path("/nowhere/OCRB.otf"))
    printing._font.cache_clear()
    with pytest.raises(ConfigurationError) as caught:
        put_zone(blank(0.7), PASSPORT, ["<" * 44, "<" * 44])
    assert caught.value.code == "no_font"
