from __future__ import annotations

import numpy as np
import pytest

from candor.documents.mrz import LAYOUTS
from candor.domain.documents import Zone
from candor.evaluation.id_documents.holders import drawn_holder, licence_text, zone_lines
from made_documents import HOLDER


def test_the_same_seed_draws_the_same_holder():
    first, again = (drawn_holder([("Å", "AA")], [("B", "B")], np.random.default_rng(3)) for _ in range(2))
    assert first == again
    assert first.application == "B Å"


@pytest.mark.parametrize("zone", list(Zone))
def test_lines_have_the_length_of_their_zone(zone):
    if zone in LAYOUTS:
        lines = zone_lines(HOLDER, zone)
        assert {len(line) for line in lines} == {LAYOUTS[zone].width}
        assert len(lines) == LAYOUTS[zone].n_lines


def test_a_passport_line_is_written_as_icao_doc_9303_shows_it():
    assert zone_lines(HOLDER, Zone.TD3)[0] == "P<UTOSAMPLE<<ASTRA<NOVA".ljust(44, "<")


def test_a_licence_names_its_version():
    assert "ANSI 63600007" in licence_text(HOLDER, 7, is_canadian=False)
