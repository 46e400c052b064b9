"""A file is a good template, or refused with one sentence that says where it is wrong."""

from __future__ import annotations

import pytest

from candor.checklists.template_file import as_builtins, from_builtins, load_shipped, read_template
from candor.domain.checklist import MAX_ITEMS, ItemKind, Section
from candor.errors import ConfigurationError
from checklist_builders import TEMPLATE

HEAD = """
[template]
id = "mine"
version = 3
title = { en = "Mine", id = "Punyaku" }
"""
GOOD = """
[[items]]
id = "place"
section = "place"
kind = "question"
title = { en = "Place", id = "Tempat" }
say = { en = "Where?", id = "Di mana?" }
"""


def test_a_small_file_becomes_a_template():
    template = read_template(HEAD + GOOD + 'hint = { en = "Look", id = "Lihat" }\n', "mine.toml")
    place = template.items[0]
    assert (template.id, template.version, template.title["id"]) == ("mine", 3, "Punyaku")
    assert (place.section, place.kind, place.say["en"], place.hint) == (
        Section.PLACE,
        ItemKind.QUESTION,
        "Where?",
        {"en": "Look", "id": "Lihat"},
    )
    assert place.is_counted


@pytest.mark.parametrize("template", [TEMPLATE, load_shipped()], ids=lambda template: template.id)
def test_a_template_is_kept_and_read_back_whole(template):
    assert from_builtins(as_builtins(template)) == template


def change(old: str, new: str) -> str:
    assert old in HEAD + GOOD
    return (HEAD + GOOD).replace(old, new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not = [toml", "cannot be used"),
        (HEAD, "items"),
        (HEAD + "items = []", "items"),
        (change("version = 3", "version = 0"), "version"),
        (change('id = "mine"', 'id = "Mine!"'), "id"),
        (change('section = "place"', 'section = "politics"'), "politics"),
        (change('kind = "question"', 'kind = "score"'), "score"),
        (change(', id = "Di mana?"', ""), "items[0].say"),
        (change('en = "Where?"', 'en = ""'), "say"),
        (change('en = "Where?"', f'en = "{"x" * 301}"'), "say"),
        (change('en = "Where?"', 'en = " Where?"'), "blank"),
        (change('en = "Where?"', 'en = "Where\\u0007?"'), "control"),
        (HEAD + GOOD + "weight = 3\n", "weight"),
        (HEAD + GOOD + GOOD, "twice"),
        (HEAD + GOOD + GOOD.replace('"place"', '"identity"'), "order identity, place"),
        (HEAD + GOOD + "extra = true\n", "nothing in it is asked of everybody"),
        (HEAD + GOOD + 'anchors = [{ en = "One", id = "Satu" }]\n', "one anchor"),
        (HEAD + GOOD + "movement = true\n", "only checks are movements"),
        (change('kind = "question"', 'kind = "verify"\nfollow_ups = [{ en = "A", id = "B" }]'), "no follow-ups"),
        (change('kind = "question"', 'kind = "verify"\nextra = true'), "never extra"),
        (
            change('kind = "question"', 'kind = "check"\nanchors = [{ en = "A", id = "B" }, { en = "C", id = "D" }]'),
            "only questions are rated",
        ),
        (HEAD + "".join(GOOD.replace('id = "place"', f'id = "p{n}"') for n in range(MAX_ITEMS + 1)), "items"),
    ],
)
def test_a_bad_file_gets_one_sentence(text, said):
    with pytest.raises(ConfigurationError) as refused:
        read_template(text, "mine.toml")
    assert refused.value.code == "bad_checklist"
    assert "mine.toml" in refused.value.sentence
    assert said in refused.value.sentence
