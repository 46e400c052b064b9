"""Which fields has a template, as files and forms write it? Struct by struct, with the limits of each text."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from candor.domain.checklist import MAX_ITEMS, MAX_RATING, ItemKind, Section

MAX_FOLLOW_UPS: Final = 5
MAX_TITLE_CHARS: Final = 60
MAX_TEXT_CHARS: Final = 300

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A few words in both languages."""

    en: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TITLE_CHARS)]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TITLE_CHARS)]


class Say(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence or two in both languages."""

    en: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT_CHARS)]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT_CHARS)]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See domain.checklist.ChecklistItem."""

    id: Id
    section: Section
    kind: ItemKind
    title: Title
    say: Say
    follow_ups: Annotated[list[Say], msgspec.Meta(max_length=MAX_FOLLOW_UPS)] = []
    hint: Say | None = None
    anchors: Annotated[list[Say], msgspec.Meta(max_length=MAX_RATING)] = []
    compare: bool = False
    movement: bool = False
    extra: bool = False


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the whole."""

    id: Id
    version: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    title: Title


class TemplateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole template."""

    template: Head
    items: Annotated[list[Item], msgspec.Meta(min_length=1, max_length=MAX_ITEMS)]
