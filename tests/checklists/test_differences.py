from __future__ import annotations

from dataclasses import replace

from candor.checklists.differences import Changed, differences
from checklist_builders import TEMPLATE, item, words

CARD, LIGHT, PLACE, WORK, DEGREE = TEMPLATE.items


def changed(*items, **head):
    return differences(TEMPLATE, replace(TEMPLATE, version=2, items=items or TEMPLATE.items, **head))


def test_a_new_number_alone_is_no_difference():
    assert not changed()


def test_items_added_taken_out_and_changed_are_named():
    told = changed(CARD, LIGHT, replace(PLACE, say=words("Where?"), compare=False), DEGREE, item("new"))
    assert told.added == (words("Title of new"),)
    assert told.removed == (WORK.title,)
    assert told.changed == (Changed(PLACE.title, ("say", "compare")),)
    assert not told.is_reordered


def test_another_order_and_another_name_are_told():
    assert changed(LIGHT, CARD, PLACE, WORK, DEGREE).is_reordered
    assert changed(title=words("Other")).is_renamed
