from __future__ import annotations

from copy import deepcopy

import pytest
from werkzeug.datastructures import MultiDict

from candor.checklists.flaws import Flaw
from candor.checklists.template_file import template_of, values_of
from candor.domain.checklist import MAX_ITEMS
from candor.errors import UsageError
from candor.web.checklist_form import field_of, pressed, values_of_form
from checklist_builders import TEMPLATE, typed


def ids(values):
    return [(item["id"], item["section"]) for item in values["items"]]


def test_a_form_says_the_template_that_it_was_made_of():
    assert template_of(values_of_form(MultiDict(typed()), "small")) == TEMPLATE


def test_lines_of_both_languages_are_paired_and_blank_ones_left_out():
    form = typed() | {"item-2-follow_ups-en": " One \n\n Two\n", "item-2-follow_ups-id": "Satu"}
    item = values_of_form(MultiDict(form), "small")["items"][2]
    assert item["follow_ups"] == [{"en": "One", "id": "Satu"}, {"en": "Two", "id": ""}]


@pytest.mark.parametrize(
    "change", [{"version": "x"}, {"version": "²"}, {"item-0-kind": "exam"}, {"item-0-section": "politics"}]
)
def test_a_form_that_the_page_did_not_make_is_refused(change):
    with pytest.raises(UsageError):
        values_of_form(MultiDict(typed() | change), "small")


@pytest.mark.parametrize(
    ("action", "order", "focus"),
    [
        ("up-1", ["light", "id_card", "place", "work", "degree"], "down-0"),
        ("down-0", ["light", "id_card", "place", "work", "degree"], "down-1"),
        ("remove-3", ["id_card", "light", "place", "degree"], "add-experience"),
        ("up-0", ["id_card", "light", "place", "work", "degree"], "down-0"),
        ("up-99", ["id_card", "light", "place", "work", "degree"], ""),
        ("nonsense", ["id_card", "light", "place", "work", "degree"], ""),
        ("add-politics", ["id_card", "light", "place", "work", "degree"], ""),
    ],
)
def test_buttons_move_and_remove_items_and_say_where_to_go_on(action, order, focus):
    values = values_of(TEMPLATE)
    assert pressed(values, action) == focus
    assert [item["id"] for item in values["items"]] == order


def test_an_item_at_the_edge_of_its_section_moves_into_the_next():
    values = values_of(TEMPLATE)
    pressed(values, "up-2")
    assert ids(values)[2] == ("place", "identity")
    pressed(values, "down-4")
    assert ids(values)[4] == ("degree", "closing")
    pressed(values, "down-4")
    assert ids(values)[4] == ("degree", "closing")


def test_a_new_item_comes_last_in_its_section_with_an_id_of_its_own():
    values = values_of(TEMPLATE)
    assert pressed(values, "add-identity") == "item-2-title-en"
    assert pressed(values, "add-closing") == "item-6-title-en"
    assert [section for _, section in ids(values)] == sorted(
        (section for _, section in ids(values)), key=["identity", "place", "experience", "process", "closing"].index
    )
    assert len({named for named, _ in ids(values)}) == 7


def test_a_full_checklist_takes_no_more():
    values = values_of(TEMPLATE)
    values["items"] = [deepcopy(values["items"][0]) for _ in range(MAX_ITEMS)]
    pressed(values, "add-identity")
    assert len(values["items"]) == MAX_ITEMS


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (("template", "title", "id"), "title-id"),
        (("items", 3, "say", "en"), "item-3-say-en"),
        (("items", 3, "follow_ups", 1, "id"), "item-3-follow_ups-id"),
        (("items", 3, "anchors"), "item-3-anchors-en"),
        (("items", 3, "movement"), "item-3-movement"),
        (("items", 3, "id"), ""),
        (("items", 3), ""),
        (("items",), ""),
        (("template", "version"), ""),
        ((), ""),
    ],
)
def test_a_flaw_is_told_at_its_field(place, field):
    assert field_of(Flaw(place, "missing")) == field
