from __future__ import annotations

from copy import deepcopy

import pytest

from candor.checklists.flaws import flaws
from candor.checklists.template_file import template_of, values_of
from candor.domain.checklist import MAX_ITEMS
from checklist_builders import TEMPLATE

GOOD = values_of(TEMPLATE)
LINE = {"en": "A", "id": "B"}


def told(values):
    return [(flaw.place, flaw.code) for flaw in flaws(values)]


def test_a_good_template_has_none_and_is_left_as_it_was():
    values = deepcopy(GOOD)
    assert told(values) == []
    assert values == GOOD
    assert template_of(values) == TEMPLATE


def test_every_field_that_is_wrong_is_told_at_once():
    values = deepcopy(GOOD)
    values["template"]["title"]["id"] = ""
    values["items"][0]["title"]["en"] = "x" * 61
    values["items"][2]["say"] = {"en": "", "id": ""}
    values["items"][2]["follow_ups"] = [LINE, {"en": "C", "id": ""}]
    values["items"][3]["anchors"] = [LINE] * 6
    values["items"][4]["extra"] = True
    before = deepcopy(values)
    assert set(told(values)) == {
        (("template", "title", "id"), "missing"),
        (("items", 0, "title", "en"), "too_long"),
        (("items", 2, "say", "en"), "missing"),
        (("items", 2, "say", "id"), "missing"),
        (("items", 2, "follow_ups", 1, "id"), "missing"),
        (("items", 3, "anchors"), "too_many"),
        (("items", 4, "extra"), "verify_extra"),
    }
    assert values == before


@pytest.mark.parametrize(
    ("n", "change", "flaw"),
    [
        (0, {"anchors": [LINE, LINE]}, (("items", 0, "anchors"), "only_questions_rated")),
        (2, {"anchors": [LINE]}, (("items", 2, "anchors"), "one_anchor")),
        (2, {"movement": True}, (("items", 2, "movement"), "only_checks_move")),
        (4, {"follow_ups": [LINE]}, (("items", 4, "follow_ups"), "verify_follow_ups")),
        (2, {"id": "work"}, (("items", 3), "twice")),
        (2, {"section": "closing"}, ((), "disorder")),
        (2, {"say": {"en": "a\x00b", "id": "b"}}, (("items", 2, "say", "en"), "unprintable")),
        (2, {"id": "Not an id"}, (("items", 2, "id"), "unusable")),
        (2, {"kind": "exam"}, (("items", 2, "kind"), "unusable")),
        (2, {"say": 3}, (("items", 2, "say"), "unusable")),
    ],
)
def test_a_broken_rule_has_its_place_and_code(n, change, flaw):
    values = deepcopy(GOOD)
    values["items"][n] |= change
    assert told(values) == [flaw]
    with pytest.raises(ValueError, match=r"."):
        template_of(values)


def test_nothing_to_ask_and_too_much_are_told():
    assert told(GOOD | {"items": GOOD["items"][4:]}) == [((), "nothing_asked")]
    assert told(GOOD | {"items": []}) == [(("items",), "unusable")]
    many = [GOOD["items"][2] | {"id": f"i{n}"} for n in range(MAX_ITEMS + 1)]
    assert told(GOOD | {"items": many}) == [(("items",), "unusable")]
