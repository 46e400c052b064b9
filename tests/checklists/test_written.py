from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.checklists.template_file import load_all_shipped, read_template
from candor.checklists.written import as_toml
from checklist_builders import TEMPLATE, item

PRINTABLE = st.text(min_size=1, max_size=300).filter(lambda text: text == text.strip() and text.isprintable())


@pytest.mark.parametrize("template", [TEMPLATE, *load_all_shipped().values()], ids=lambda template: template.id)
def test_a_written_template_is_read_as_it_was(template):
    assert read_template(as_toml(template), "written") == template


@given(english=PRINTABLE, indonesian=PRINTABLE)
def test_any_words_come_back(english, indonesian):
    words = {"en": english, "id": indonesian}
    odd = replace(item("odd", follow_ups=(words,)), say=words, hint=words)
    template = replace(TEMPLATE, items=(odd,))
    assert read_template(as_toml(template), "written") == template


def test_it_is_written_in_the_style_of_the_packs():
    text = as_toml(TEMPLATE)
    assert 'title.en = "A small checklist"\n' in text
    assert "compare = true\n[[items.follow_ups]]\n" in text
    assert "false" not in text
