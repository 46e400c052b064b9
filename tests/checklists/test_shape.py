from __future__ import annotations

from dataclasses import fields

import msgspec

from candor.checklists.shape import Item
from candor.domain.checklist import ChecklistItem


def test_a_file_has_every_field_of_an_item_and_no_other():
    assert {field.name for field in msgspec.structs.fields(Item)} == {field.name for field in fields(ChecklistItem)}
