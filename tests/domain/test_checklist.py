"""What is counted, and how an item is found."""

from __future__ import annotations

from checklist_builders import TEMPLATE, answer


def test_what_is_verified_afterwards_and_what_is_extra_is_not_counted():
    assert [item.id for item in TEMPLATE.items if item.is_counted] == ["id_card", "place", "work"]


def test_an_item_is_found_by_its_id():
    found = TEMPLATE.item("place")
    assert found is not None
    assert found.compare
    assert TEMPLATE.item("nothing") is None


def test_what_a_candidate_said_does_not_get_into_logs():
    assert "Jalan Melati" not in repr(answer("place", text="Jalan Melati 4"))
