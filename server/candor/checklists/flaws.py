"""What is wrong with a template, and where? For a file the first flaw is enough; a form is told all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from candor.checklists.shape import Item, Say, TemplateFile, Title
from candor.domain.checklist import ItemKind, Section

_MOST: Final = 200
_SECTIONS: Final = tuple(Section)
Values = dict[str, Any]
"""A template as TOML and forms have it: {"template": {...}, "items": [{...}, ...]}."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong."""

    place: tuple[str | int, ...]
    """Such as ("items", 3, "say", "id"); empty: the whole."""
    code: str
    """missing, too_long, too_many, unusable, or a rule of `broken_rules`."""
    sentence: str = ""
    """In English, of a broken rule."""


def flaws(values: Values) -> list[Flaw]:
    """Return everything that is wrong with a template: each flaw is mended in a copy, so that the next one shows."""
    mended, found = deepcopy(values), list[Flaw]()
    while len(found) < _MOST:
        try:
            return found + list(broken_rules(msgspec.convert(mended, TemplateFile)))
        except msgspec.ValidationError as error:
            flaw = _flaw(mended, str(error))
            found.append(flaw)
            if flaw.code == "unusable":
                return found
    return found


def broken_rules(file: TemplateFile) -> Iterator[Flaw]:
    """Yield what no single field shows: fields that contradict each other, ids that stand there twice, order."""
    yield from _unprintable(file.template.title, ("template", "title"))
    known: set[str] = set()
    for n, item in enumerate(file.items):
        for field, code, sentence in _contradictions(item):
            yield Flaw(("items", n, field), code, f"item {item.id!r}: {sentence}")
        for field in ("title", "say", "hint"):
            yield from _unprintable(getattr(item, field), ("items", n, field))
        for field in ("follow_ups", "anchors"):
            for line, words in enumerate(getattr(item, field)):
                yield from _unprintable(words, ("items", n, field, line))
        if item.id in known:
            yield Flaw(("items", n), "twice", f"item {item.id!r} stands there twice")
        known.add(item.id)
    places = [_SECTIONS.index(item.section) for item in file.items]
    if places != sorted(places):
        yield Flaw((), "disorder", f"the sections must come in the order {', '.join(_SECTIONS)}")
    if all(item.extra or item.kind is ItemKind.VERIFY for item in file.items):
        yield Flaw((), "nothing_asked", "nothing in it is asked of everybody")


def _contradictions(item: Item) -> Iterator[tuple[str, str, str]]:
    is_verify = item.kind is ItemKind.VERIFY
    if len(item.anchors) == 1:
        yield "anchors", "one_anchor", "one anchor alone rates nothing"
    if item.anchors and item.kind is not ItemKind.QUESTION:
        yield "anchors", "only_questions_rated", "only questions are rated"
    if item.movement and item.kind is not ItemKind.CHECK:
        yield "movement", "only_checks_move", "only checks are movements"
    if item.follow_ups and is_verify:
        yield "follow_ups", "verify_follow_ups", "what is verified afterwards has no follow-ups"
    if item.extra and is_verify:
        yield "extra", "verify_extra", "what is verified afterwards is never extra"


def _unprintable(words: Title | Say | None, place: tuple[str | int, ...]) -> Iterator[Flaw]:
    for language, text in () if words is None else (("en", words.en), ("id", words.id)):
        if text != text.strip() or not text.isprintable():
            sentence = f"a text is blank at an end or holds control characters: {text[:40]!r}"
            yield Flaw((*place, language), "unprintable", sentence)


def _flaw(values: Values, said: str) -> Flaw:
    """Name the flaw that msgspec told of, and mend it in `values`."""
    _, _, path = said.rstrip("`").rpartition("`$")
    place = tuple(int(n) if n else name for name, n in re.findall(r"\.(\w+)|\[(\d+)\]", path))
    holder: Any = values
    for step in place[:-1]:
        holder = holder[step]
    value = holder[place[-1]] if place else None
    is_words = place[-1:] in {("en",), ("id",)} and len(place) > (3 if place[0] == "items" else 2)
    if is_words and isinstance(value, str):
        holder[place[-1]] = "x"
        return Flaw(place, "too_long" if value else "missing")
    if isinstance(value, list) and len(place) > 1:
        del value[2:]
        return Flaw(place, "too_many")
    return Flaw(place, "unusable", said)
