"""Which country does a written place or address belong to? Names by CLDR (babel), states as addresses write them.

Only used to compare values of one application with each other. A city without a country is left without one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Final, cast

from babel import Locale

from candor.domain.applications import Place

_ALSO: Final = {
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "us": "US",
    "united states of america": "US",
    "amerika serikat": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "great britain": "GB",
    "korea": "KR",
    "republic of korea": "KR",
    "russia": "RU",
    "vietnam": "VN",
    "viet nam": "VN",
    "turkey": "TR",
    "türkiye": "TR",
    "czech republic": "CZ",
    "uae": "AE",
    "the netherlands": "NL",
    "holland": "NL",
    "ivory coast": "CI",
    "hong kong": "HK",
    "macau": "MO",
}


@lru_cache(maxsize=20_000)
def read_place(text: str) -> Place:
    """Return city, region and country of a place such as "Austin, Texas" or "Bandung, Indonesia".

    Two letters at the end that are a state here and a country there ("Springfield, IL") name no country.
    """
    written = " ".join(text.split())[:200]
    parts = [part.strip() for part in re.split(r"[,;|/]| - ", written) if part.strip()]
    if not parts:
        return Place(written)
    country = _last_country(parts)
    rest = parts[:-1] if country and country_of(parts[-1]) == country else parts
    state = _states().get(_without_code(rest[-1])) if rest and country in {"US", "CA"} else None
    city = rest[0] if rest and not (state and len(rest) == 1) else ""
    region = state[0] if state else (rest[1] if len(rest) > 1 else "")
    return Place(written, city, region, country)


def _last_country(parts: list[str]) -> str:
    """Return the country that the end of a place or an address names; empty when it can be two."""
    last = parts[-1]
    country, state = country_of(last), _states().get(_without_code(last))
    if state is None:
        return country
    if _without_code(last) != last.casefold():  # a state and a ZIP code
        return state[1]
    return "" if country and country != state[1] else state[1]


def _without_code(text: str) -> str:
    return re.sub(r"\s*\d{5}(-\d{4})?$", "", text).strip().casefold()


def country_of(text: str) -> str:
    """Return the ISO code of a country by its code or its English or Indonesian name; empty when it is none."""
    plain = " ".join(text.split()).casefold()
    return _ALSO.get(plain) or _countries().get(plain, "")


@lru_cache(maxsize=20_000)
def country_of_address(text: str) -> str:
    """Return the country in which an address ends; empty when it does not say."""
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    return _last_country(parts) if parts else ""


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("id", "en"):
        territories = cast("dict[str, str]", dict(Locale(language).territories))
        for code, name in territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "ZZ", "QO", "XA", "XB"}:
                found[name.casefold()] = code
                found[code.casefold()] = code
    return found


@cache
def _states() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    text = (resources.files("candor.intake") / "states.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, country = line.split("\t")
            found[code.casefold()] = found[name.casefold()] = (name, country)
    return found
