"""The material is split by name, strangers on a list are left out, and vessels are kept apart."""

from __future__ import annotations

import pytest

from candor.errors import UsageError
from candor.evaluation.names.material import half_of, load_material
from evaluation.names.made_material import made_material
from watchlist_builders import LIMITS, TODAY


def test_listed_people_firms_and_vessels_are_told_apart(tmp_path):
    material = made_material(tmp_path)

    assert len(material.listed) == 8
    assert [entry.names[0] for entry in material.others] == ["SHIP ONE"]


def test_strangers_that_stand_on_a_list_are_left_out(tmp_path):
    material = made_material(tmp_path)

    assert "Jane Doe" not in {each.name for each in material.strangers}
    assert material.on_a_list == 1


def test_entries_that_share_a_name_are_right_for_one_another(tmp_path):
    material = made_material(tmp_path)

    assert material.right(material.listed[0]) == {"ofac-sdn:1", "ofac-cons:1"}


def test_a_name_belongs_to_one_half_in_every_order():
    assert half_of("KIM, Jong Un") == half_of("Jong Un Kim")
    assert {half_of(f"Name {number}") for number in range(50)} == {"tune", "report"}


def test_without_the_folder_there_is_one_clear_error(tmp_path):
    with pytest.raises(UsageError, match="is not there"):
        load_material(tmp_path / "nowhere", LIMITS, TODAY)
