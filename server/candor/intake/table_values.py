"""What do the cells of a row state? Groups of columns become the values that `values.application_of` takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from candor.errors import UsageError
from candor.intake.dates import read_date
from candor.intake.headings import meaning
from candor.intake.values import Places

_SEVERAL: Final = re.compile(r"\s*[;\n]\s*|\s*,\s+(?=[^\s@]+@)|\s+[/|]\s+")
_EDUCATION: Final = ("institution", "degree", "subject", "start_year", "end_year")
_EMPLOYMENT: Final = ("employer", "title", "start", "end", "employer_founded")
_ADDRESSES: Final = {"home": "home", "id_address": "id", "shipping": "shipping"}
_YEARS: Final = frozenset({"start_year", "end_year", "employer_founded"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what."""

    header: tuple[str, ...]
    at: Mapping[int, tuple[str, int]]
    """Column number to field and group."""

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings of columns that are never read."""
        return tuple(heading for n, heading in enumerate(self.header) if n not in self.at and heading.strip())


def columns_of(header: Sequence[str]) -> Columns:
    """Return what the columns of a header hold."""
    found = {n: meant for n, heading in enumerate(header) if (meant := meaning(heading))}
    return Columns(tuple(header), found)


def values_of(cells: Sequence[str], columns: Columns, row: int) -> tuple[dict[str, Any], Places]:
    """Return the values of a row, and where each stands.

    Raises:
        UsageError: "bad_row": a year or a date cannot be read.
    """
    held: defaultdict[str, dict[int, str]] = defaultdict(dict)
    of: dict[str, str] = {}
    for n, (field, group) in columns.at.items():
        text = cells[n].strip() if n < len(cells) else ""
        if text:
            held[field][group if group not in held[field] else max(held[field]) + 1] = text
            of.setdefault(_target(field), f"row {row}, column {columns.header[n].strip()}")
    values: dict[str, Any] = {"id": _first(held, "id"), **_person(held), **_groups(held), **_rest(held)}
    return {key: value for key, value in values.items() if value not in ("", [], None)}, Places(f"row {row}", of)


def _target(field: str) -> str:
    """Return the field of an application to which a column's field belongs."""
    if field in _ADDRESSES:
        return "addresses"
    for target, fields in (
        ("education", _EDUCATION),
        ("employment", _EMPLOYMENT),
        ("name", ("first_name", "last_name")),
        ("place", ("city", "region", "country")),
        ("links", ("link_created", "link_dormant_until", "link_last_active_before")),
        ("network", ("ip", "ip_at", "ip_country")),
        ("documents", ("cv_text", "cv_file")),
    ):
        if field in fields:
            return target
    return field


def _person(held: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    parts = [_first(held, field) for field in ("city", "region", "country")]
    whole = _first(held, "place")
    country = parts[2]
    place = whole or ", ".join(part for part in parts if part)
    if whole and country and country.casefold() not in whole.casefold():
        place = f"{whole}, {country}"
    return {
        "name": _first(held, "name") or f"{_first(held, 'first_name')} {_first(held, 'last_name')}".strip(),
        "emails": _several(held, "emails"),
        "phones": _several(held, "phones"),
        "place": place,
        "time_zone": _first(held, "time_zone"),
        "birth_date": _date(_first(held, "birth_date")),
        "portrait": _first(held, "portrait"),
    }


def _groups(held: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    return {
        "education": [group for group in _rows(held, _EDUCATION) if group.get("institution")],
        "employment": [group for group in _rows(held, _EMPLOYMENT) if group.get("employer")],
        "addresses": [
            {"kind": kind, "text": text} for field, kind in _ADDRESSES.items() for text in held.get(field, {}).values()
        ],
    }


def _rest(held: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    links: list[dict[str, Any]] = [{"url": url} for url in _several(held, "links")]
    if links:
        links[0] |= {
            name: _date(_first(held, f"link_{name}"))
            for name in ("created", "dormant_until", "last_active_before")
            if _first(held, f"link_{name}")
        }
    network = [
        {
            "ip": ip,
            **({"at": held["ip_at"][n].replace(" ", "T", 1)} if n in held.get("ip_at", {}) else {}),
            **({"country": held["ip_country"][n].upper()} if n in held.get("ip_country", {}) else {}),
        }
        for n, ip in held.get("ip", {}).items()
    ]
    documents = [{"name": "CV", "text": text} for text in held.get("cv_text", {}).values()]
    documents += [{"file": name} for name in held.get("cv_file", {}).values()]
    return {"links": links, "network": network, "documents": documents}


def _rows(held: Mapping[str, Mapping[int, str]], fields: Sequence[str]) -> list[dict[str, Any]]:
    groups = sorted({group for field in fields for group in held.get(field, {})})
    return [
        {
            field: _year(held[field][group], field) if field in _YEARS else held[field][group]
            for field in fields
            if group in held.get(field, {})
        }
        for group in groups
    ]


def _first(held: Mapping[str, Mapping[int, str]], field: str) -> str:
    return next(iter(held.get(field, {}).values()), "")


def _several(held: Mapping[str, Mapping[int, str]], field: str) -> list[str]:
    return [part for text in held.get(field, {}).values() for part in _SEVERAL.split(text) if part]


def _date(text: str) -> str | None:
    if not text:
        return None
    read = read_date(text)
    if read is None:
        raise UsageError("bad_row", f"{text[:40]!r} is no date; write it as 1990-12-31.")
    return read.isoformat()


def _year(text: str, field: str) -> int:
    read = read_date(text)
    if read is None:
        raise UsageError("bad_row", f"{field.replace('_', ' ')}: {text[:40]!r} is no year.")
    return read.year
