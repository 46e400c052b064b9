"""Made applicants differ, are the same for the same seed, and can be timed."""

from __future__ import annotations

from candor.evaluation.names.speed import made_applicants, searched
from evaluation.names.made_material import made_material


def test_made_applicants_are_repeatable_and_searched(tmp_path):
    material = made_material(tmp_path)

    assert list(made_applicants(material, 5, "1")) == list(made_applicants(material, 5, "1"))
    seconds, found = searched(material, 20, "1")
    assert seconds >= 0
    assert 0 <= found <= 20
