"""How far is a stated time zone from every zone of a country? From the IANA database (the tzdata package)."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"^(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?$", re.IGNORECASE)
_WIB = {"wib": 7.0, "wita": 8.0, "wit": 9.0}
"""What Indonesians write."""


def hours_apart(written: str, country: str, at: datetime) -> float | None:
    """Return the hours between a zone and the nearest zone of a country; None when either is not known.

    Args:
        written: IANA name ("Asia/Jakarta"), "UTC+7", "WIB".
        country: ISO code.
        at: when; daylight saving counts.
    """
    offset = offset_hours(written, at)
    zones = _zones().get(country, ())
    known = [each for each in (offset_hours(zone, at) for zone in zones) if each is not None]
    if offset is None or not known:
        return None
    apart = min(abs(offset - each) for each in known)
    return min(apart, 24.0 - apart)


@lru_cache(maxsize=2_000)
def offset_hours(written: str, at: datetime) -> float | None:
    """Return the hours that a zone is ahead of UTC; None when it is not known."""
    text = written.strip()
    if text.casefold() in _WIB:
        return _WIB[text.casefold()]
    if text.casefold() in {"utc", "gmt", "z"}:
        return 0.0
    if match := _OFFSET.match(text):
        hours = int(match[2]) + int(match[3] or 0) / 60
        return (hours if match[1] == "+" else -hours) if hours <= 14 else None
    try:
        offset = at.astimezone(ZoneInfo(text)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return None if offset is None else offset.total_seconds() / 3600


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Return the zones of each country."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    zones: defaultdict[str, list[str]] = defaultdict(list)
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones[country].append(zone)
    return {country: tuple(names) for country, names in zones.items()}
