"""What does the form of a checklist say, and what do its buttons do? Form in, values of a template out, and back.

Follow-ups and anchors are one a line; the same line of both languages belongs together.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from candor.checklists.flaws import Flaw, Values
from candor.domain.checklist import MAX_ITEMS, ItemKind, Section
from candor.errors import UsageError

LANGUAGES: Final = ("en", "id")
FLAGS: Final = ("compare", "movement", "extra")
_SECTIONS: Final = [section.value for section in Section]


def values_of_form(form: MultiDict[str, str], named: str) -> Values:
    """Return the values of a template as they were typed.

    Raises:
        UsageError: "bad_form": the form was not made by the page.
    """
    version = form.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 6):
        raise UsageError("bad_form", "This form was not made by the page. Reload it.")
    head = {"id": named, "version": int(version), "title": _words(form, "title")}
    items = [_item(form, n) for n in range(MAX_ITEMS + 1) if f"item-{n}-id" in form]
    return {"template": head, "items": items}


def pressed(values: Values, action: str) -> str:
    """Do in `values` what a button of the form asks for; return the field or button to go on with.

    Args:
        values: of a template.
        action: "add-SECTION", or "up-N", "down-N", "remove-N" for the item at place N.
    """
    verb, _, what = action.partition("-")
    items: list[Values] = values["items"]
    if verb == "add" and what in _SECTIONS and len(items) < MAX_ITEMS:
        return f"item-{_add(items, what)}-title-en"
    n = int(what) if what.isascii() and what.isdigit() and len(what) < 4 else len(items)
    if n >= len(items):
        return ""
    if verb == "remove":
        section = items.pop(n)["section"]
        return f"add-{section}"
    return _move(items, n, -1 if verb == "up" else 1) if verb in {"up", "down"} else ""


def field_of(flaw: Flaw) -> str:
    """Return the field at which a flaw is told; nothing for one of the whole."""
    place = [step for step in flaw.place if step not in {"template", "items"}]
    if flaw.place[:1] == ("items",) and len(place) > 1:
        if place[1] in {"id", "section", "kind"}:
            return ""
        language = place[-1] if place[-1] in LANGUAGES else "en"
        return f"item-{place[0]}-{place[1]}" + ("" if place[1] in FLAGS else f"-{language}")
    return "-".join(str(step) for step in place) if place[:1] == ["title"] else ""


def _add(items: list[Values], section: str) -> int:
    """An item goes to the end of its section."""
    before = [n for n, item in enumerate(items) if _SECTIONS.index(item["section"]) <= _SECTIONS.index(section)]
    place = before[-1] + 1 if before else 0
    blank = dict.fromkeys(LANGUAGES, "")
    named = f"q_{secrets.token_hex(6)}"
    items.insert(place, {"id": named, "section": section, "kind": "question", "title": blank, "say": dict(blank)})
    return place


def _move(items: list[Values], n: int, by: int) -> str:
    """Past its neighbour, or out of its section into the one beside it; return the button to go on with."""
    item, other = items[n], n + by
    if 0 <= other < len(items) and items[other]["section"] == item["section"]:
        items[n], items[other], n = items[other], item, other
    elif 0 <= _SECTIONS.index(item["section"]) + by < len(_SECTIONS):
        item["section"] = _SECTIONS[_SECTIONS.index(item["section"]) + by]
    is_top = n == 0 and item["section"] == _SECTIONS[0]
    is_bottom = n == len(items) - 1 and item["section"] == _SECTIONS[-1]
    return f"{'up' if is_bottom or (by < 0 and not is_top) else 'down'}-{n}"


def _item(form: MultiDict[str, str], n: int) -> Values:
    at = f"item-{n}"
    kind, section = form.get(f"{at}-kind", ""), form.get(f"{at}-section", "")
    if kind not in set(ItemKind) or section not in _SECTIONS:
        raise UsageError("bad_form", "This form was not made by the page. Reload it.")
    item: Values = {"id": form[f"{at}-id"], "section": section, "kind": kind}
    item |= {"title": _words(form, f"{at}-title"), "say": _words(form, f"{at}-say")}
    hint = _words(form, f"{at}-hint")
    item |= {"hint": hint} if any(hint.values()) else {}
    for name in ("follow_ups", "anchors"):
        lines = _lines([form.get(f"{at}-{name}-{language}", "") for language in LANGUAGES])
        item |= {name: lines} if lines else {}
    return item | {flag: True for flag in FLAGS if form.get(f"{at}-{flag}") == "yes"}


def _words(form: MultiDict[str, str], name: str) -> dict[str, str]:
    return {language: " ".join(form.get(f"{name}-{language}", "").split()) for language in LANGUAGES}


def _lines(texts: Sequence[str]) -> list[dict[str, Any]]:
    split = [[" ".join(line.split()) for line in text.splitlines() if line.strip()] for text in texts]
    return [dict(zip(LANGUAGES, lines, strict=True)) for lines in zip_longest(*split, fillvalue="")]
