"""Which checklists are shipped? Reads a template from TOML and refuses, with one sentence, what is not a good one.

The format stands in docs/checklists.md.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from importlib import resources
from typing import Any, Final

import msgspec

from candor.checklists.flaws import Values, broken_rules
from candor.checklists.shape import Item, Say, TemplateFile, Title
from candor.domain.checklist import ChecklistItem, ChecklistTemplate, Words
from candor.errors import ConfigurationError

DEFAULT: Final = "default"
"""The pack of an interview whose round names no other."""


def load_shipped(name: str = DEFAULT) -> ChecklistTemplate:
    """Return a pack of this release.

    Raises:
        ConfigurationError: "bad_checklist".
    """
    source = resources.files("candor.checklists") / "packs" / f"{name}.toml"
    return read_template(source.read_text(encoding="utf-8"), f"{name}.toml")


def load_all_shipped() -> dict[str, ChecklistTemplate]:
    """Return every pack of this release by its id."""
    packs = (resources.files("candor.checklists") / "packs").iterdir()
    names = sorted(pack.name.removesuffix(".toml") for pack in packs if pack.name.endswith(".toml"))
    return {name: load_shipped(name) for name in names}


def read_template(text: str, name: str) -> ChecklistTemplate:
    """Return the template of a TOML text.

    Args:
        text: of the file.
        name: what to call it in the sentence of an error.

    Raises:
        ConfigurationError: "bad_checklist": the sentence says what is wrong, and where.
    """
    try:
        return template_of(tomllib.loads(text))
    except ValueError as error:  # TOMLDecodeError and msgspec.ValidationError are some
        raise ConfigurationError("bad_checklist", f"The checklist {name} cannot be used: {error}.") from error


def template_of(values: Values) -> ChecklistTemplate:
    """Return the template of what a file or a form holds.

    Raises:
        ValueError: it is none; its words say what is wrong, and where.
    """
    file = msgspec.convert(values, TemplateFile)
    for flaw in broken_rules(file):
        raise ValueError(flaw.sentence)
    head = file.template
    return ChecklistTemplate(head.id, head.version, _words(head.title), tuple(_item(item) for item in file.items))


def values_of(template: ChecklistTemplate) -> Values:
    """Return what `template_of` takes: only what differs from its default is named."""
    head = {"id": template.id, "version": template.version, "title": dict(template.title)}
    return {"template": head, "items": [_values_of_item(item) for item in template.items]}


def as_builtins(template: ChecklistTemplate) -> dict[str, Any]:
    """Return a template as values of JSON, to be kept with the interviews that use it."""
    return msgspec.to_builtins(template)


def from_builtins(kept: object) -> ChecklistTemplate:
    """Return what `as_builtins` was given."""
    return msgspec.convert(kept, ChecklistTemplate)


def _values_of_item(item: ChecklistItem) -> Values:
    values: Values = msgspec.to_builtins(item)
    values |= {name: list(values[name]) for name in ("follow_ups", "anchors")}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def _item(item: Item) -> ChecklistItem:
    values = {field.name: getattr(item, field.name) for field in fields(ChecklistItem)}
    values["title"], values["say"] = _words(item.title), _words(item.say)
    values["hint"] = None if item.hint is None else _words(item.hint)
    for name in ("follow_ups", "anchors"):
        values[name] = tuple(_words(words) for words in values[name])
    return ChecklistItem(**values)


def _words(words: Title | Say) -> Words:
    return {"en": words.en, "id": words.id}
