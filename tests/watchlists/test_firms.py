"""Legal forms in a firm's name say nothing about which firm it is."""

from __future__ import annotations

import pytest

from candor.watchlists.firms import without_legal_form


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (("korea", "tangun", "trading", "corporation"), ("korea", "tangun", "trading")),
        (("example", "co", "ltd"), ("example",)),
        (("ooo", "primer"), ("primer",)),
        (("company",), ("company",)),
        (("co", "ltd"), ("co", "ltd")),
        ((), ()),
    ],
)
def test_only_the_name_is_left(words, left):
    assert without_legal_form(words) == left
