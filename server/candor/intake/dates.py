"""Which day or month is written there? ISO, "Jan 2019", "03/2019", "Maret 2019", "2019"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari",
            "feb february februari",
            "mar march maret",
            "apr april",
            "may mei",
            "jun june juni",
            "jul july juli",
            "aug august agu agustus agt",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december des desember",
        ),
        start=1,
    )
    for name in names.split()
}
_PRESENT: Final = frozenset({"present", "now", "today", "current", "sekarang", "kini", "saat ini", "hingga kini"})


def is_present(text: str) -> bool:
    """Whether a text says "until today"."""
    return text.strip().casefold() in _PRESENT


def read_date(text: str) -> date | None:
    """Return the day, or the first of the month or year where only that is written; None when it is no date.

    Day and month in digits are read as ISO only: 03/04/2019 is one day here and another there, so it is none.
    """
    plain = text.strip().casefold().rstrip(".")
    try:
        return date.fromisoformat(plain[:10]) if re.match(r"\d{4}-\d\d-\d\d", plain) else _month(plain)
    except ValueError:
        return None


def _month(plain: str) -> date | None:
    if match := re.fullmatch(r"([^\W\d_]+)\.?\s+(\d{4})", plain):
        month = _MONTHS.get(match[1], 0)
        return date(int(match[2]), month, 1) if month else None
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", plain):
        return date(int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", plain):
        return date(int(match[2]), int(match[1]), 1)
    return date(int(plain), 1, 1) if re.fullmatch(r"(19|20)\d\d", plain) else None
