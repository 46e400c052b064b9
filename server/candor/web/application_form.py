"""What does the form of an application say? Form in, values as intake/shape.py names them out.

Rows of schools, jobs, profiles and changes are numbered; a row that is empty is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from candor.domain.applications import AddressKind, ChangeKind
from candor.errors import UsageError

EMPTY: Final = 2
"""Rows that wait to be filled in: what is more stands in the CV, or is added after saving."""
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "education": ("institution", "degree", "end_year"),
    "employment": ("employer", "title", "start", "end"),
    "links": ("url", "created", "dormant_until", "code_asked", "code_found"),
    "changes": ("kind", "before", "after", "on", "after_offer"),
}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "code_found": ("", "yes", "no"),
    "kind": ("", *(kind.value for kind in ChangeKind)),
    "after_offer": ("", "yes"),
}
"""Of columns that offer a few answers."""
KINDS: Final[Mapping[str, str]] = {"created": "date", "dormant_until": "date", "on": "date", "url": "url"}
"""Input types of the others; text where nothing stands."""
_MOST: Final = 50
_TRUTH: Final = {"yes": True, "no": False}


def values_of_form(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return what was typed, without what was left empty."""
    values: dict[str, Any] = {
        "emails": _lines(form, "emails"),
        "phones": _lines(form, "phones"),
        "place": form.get("place", "").strip(),
        "time_zone": form.get("time_zone", "").strip(),
        "addresses": [
            {"kind": kind.value, "text": text}
            for kind in AddressKind
            if (text := " ".join(form.get(f"address-{kind}", "").split()))
        ],
        **{name: _rows(form, name) for name in COLUMNS},
    }
    return {name: value for name, value in values.items() if value}


def require_whole(values: Mapping[str, Any]) -> None:
    """Let values pass whose lines all have their first field.

    Raises:
        UsageError: "incomplete_row".
    """
    if any(columns[0] not in row for name, columns in COLUMNS.items() for row in values.get(name, [])):
        raise UsageError("incomplete_row", "Fill in the first field of every line, or empty the whole line.")


def rows_of(values: Mapping[str, Any], name: str) -> list[Mapping[str, str]]:
    """Return the rows of a kind as they are typed, with empty ones after them."""
    columns = COLUMNS[name]
    held: list[Mapping[str, Any]] = values.get(name, [])
    rows: list[Mapping[str, str]] = [{column: _typed(row.get(column)) for column in columns} for row in held]
    return [*rows, *(dict.fromkeys(columns, "") for _ in range(EMPTY))]


def address_of(values: Mapping[str, Any], kind: str) -> str:
    """Return the address of a kind; empty without one."""
    return next((str(each["text"]) for each in values.get("addresses", []) if each.get("kind") == kind), "")


def _rows(form: MultiDict[str, str], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for n in range(_MOST):
        row = {column: form.get(f"{name}-{n}-{column}", "").strip() for column in COLUMNS[name]}
        stated = {column: _value(column, text) for column, text in row.items() if text}
        if stated:
            found.append(stated)
    return found


def _value(column: str, text: str) -> bool | int | str:
    if column in {"code_found", "after_offer"}:
        return _TRUTH.get(text, False)
    if column == "end_year" and text.isascii() and text.isdigit():
        return int(text)
    return text


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _lines(form: MultiDict[str, str], name: str) -> list[str]:
    return [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
