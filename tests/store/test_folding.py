from __future__ import annotations

from candor.store.folding import FOLDED_CHARS, folded


def test_accents_capitals_and_blanks_make_no_difference():
    assert folded("  Óscar   NUÑEZ ") == "oscar nunez"
    assert folded("Straße") == folded("STRASSE")
    assert folded("張偉") == "張偉"


def test_a_long_text_fits_its_column():
    assert len(folded("ß" * 1000)) == FOLDED_CHARS
