"""Which checklist is shipped? Reads a template from TOML and refuses, with one sentence, what is not a good one.

The format stands in docs/checklists.md.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from importlib import resources
from typing import Annotated, Any, Final

import msgspec

from candor.domain.checklist import MAX_ITEMS, MAX_RATING, ChecklistItem, ChecklistTemplate, ItemKind, Section, Words
from candor.errors import ConfigurationError

DEFAULT: Final = "default"
"""The pack of an interview whose round names no other."""

_ID: Final = r"^[a-z][a-z0-9_]{0,39}$"
_Id = Annotated[str, msgspec.Meta(pattern=_ID)]
_SECTIONS: Final = tuple(Section)


class _Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class _Say(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: _Id
    section: Section
    kind: ItemKind
    title: _Title
    say: _Say
    follow_ups: Annotated[list[_Say], msgspec.Meta(max_length=5)] = []
    hint: _Say | None = None
    anchors: Annotated[list[_Say], msgspec.Meta(max_length=MAX_RATING)] = []
    compare: bool = False
    movement: bool = False
    extra: bool = False


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: _Id
    version: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    title: _Title


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    template: _Head
    items: Annotated[list[_Item], msgspec.Meta(min_length=1, max_length=MAX_ITEMS)]


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
        file = msgspec.convert(tomllib.loads(text), _File)
        items = tuple(_item(item) for item in file.items)
        _refuse_disorder(items)
    except (ValueError, msgspec.ValidationError) as error:  # TOMLDecodeError is a ValueError
        raise ConfigurationError("bad_checklist", f"The checklist {name} cannot be used: {error}.") from error
    return ChecklistTemplate(file.template.id, file.template.version, _words(file.template.title), items)


def as_builtins(template: ChecklistTemplate) -> dict[str, Any]:
    """Return a template as values of JSON, to be kept with the interviews that use it."""
    return msgspec.to_builtins(template)


def from_builtins(kept: object) -> ChecklistTemplate:
    """Return what `as_builtins` was given."""
    return msgspec.convert(kept, ChecklistTemplate)


def _item(item: _Item) -> ChecklistItem:
    _refuse_contradictions(item)
    values = {field.name: getattr(item, field.name) for field in fields(ChecklistItem)}
    values["title"], values["say"] = _words(item.title), _words(item.say)
    values["hint"] = None if item.hint is None else _words(item.hint)
    for name in ("follow_ups", "anchors"):
        values[name] = tuple(_words(words) for words in values[name])
    return ChecklistItem(**values)


def _words(words: _Title | _Say) -> Words:
    told = {"en": words.en, "id": words.id}
    for text in told.values():
        if text != text.strip() or not text.isprintable():
            raise ValueError(f"a text is blank at an end or holds control characters: {text[:40]!r}")
    return told


def _refuse_contradictions(item: _Item) -> None:
    rules = {
        "one anchor alone rates nothing": len(item.anchors) == 1,
        "only questions are rated": bool(item.anchors) and item.kind is not ItemKind.QUESTION,
        "only checks are movements": item.movement and item.kind is not ItemKind.CHECK,
        "what is verified afterwards has no follow-ups": bool(item.follow_ups) and item.kind is ItemKind.VERIFY,
        "what is verified afterwards is never extra": item.extra and item.kind is ItemKind.VERIFY,
    }
    for sentence, is_broken in rules.items():
        if is_broken:
            raise ValueError(f"item {item.id!r}: {sentence}")


def _refuse_disorder(items: tuple[ChecklistItem, ...]) -> None:
    known: set[str] = set()
    for item in items:
        if item.id in known:
            raise ValueError(f"item {item.id!r} stands there twice")
        known.add(item.id)
    places = [_SECTIONS.index(item.section) for item in items]
    if places != sorted(places):
        raise ValueError(f"the sections must come in the order {', '.join(_SECTIONS)}")
    if not any(item.is_counted for item in items):
        raise ValueError("nothing in it is asked of everybody")
