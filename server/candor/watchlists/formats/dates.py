"""When was somebody born, as a list writes it? "28 Jul 1962", "circa 1960", "1958 to 1961" become spans of days."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from candor.domain.listed import BirthSpan

_MONTHS: Final = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
_CIRCA_YEARS: Final = 1
"""How far "circa" reaches to each side."""


def span_of(text: str) -> BirthSpan | None:
    """Return the span of a birth date in words, or None where no year can be read."""
    parts = [part for part in re.split(r"\s+to\s+", text.strip()) if part]
    if not parts or len(parts) > 2:
        return None
    spans = [_one(part) for part in parts]
    first, last = spans[0], spans[-1]
    return None if first is None or last is None else spanning(first.first, last.last)


def spanning(first: date, last: date) -> BirthSpan | None:
    """Return a span, or None when it runs backwards."""
    return BirthSpan(first, last) if first <= last else None


def span_of_parts(year: str, month: str = "", day: str = "", *, circa: bool = False) -> BirthSpan | None:
    """Return the span of a date whose month or day may be unknown ("", "0", "dd")."""
    if not re.fullmatch(r"(1[89]|20)\d\d", year):
        return None
    years, months, days = (int(part) if part.isdecimal() else 0 for part in (year, month, day))
    try:
        exact = date(years, months, days) if months and days else None
        if exact is not None and not circa:
            return BirthSpan(exact, exact)
        first, last = (date(years, months, 1), _month_end(years, months)) if months else (date(years, 1, 1), None)
    except ValueError:
        first, last = date(years, 1, 1), None
    if circa:
        return BirthSpan(date(years - _CIRCA_YEARS, 1, 1), date(years + _CIRCA_YEARS, 12, 31))
    return BirthSpan(first, last or date(years, 12, 31))


def iso_day(text: str) -> date | None:
    """Return the day that a text begins with (2026-02-27T00:00), or None."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def day_first(text: str) -> date | None:
    """Return the day of "27/02/2026", or None."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _one(text: str) -> BirthSpan | None:
    words = text.casefold().replace(",", " ").split()
    circa = bool({"circa", "approximately"} & set(words))
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    if len(years) != 1:
        return None
    month = next((str(_MONTHS[word[:3]]) for word in words if word[:3] in _MONTHS), "")
    day = next((word for word in words if re.fullmatch(r"\d{1,2}", word)), "")
    return span_of_parts(years[0], month, day if month else "", circa=circa)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
