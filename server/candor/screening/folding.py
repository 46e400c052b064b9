"""When do two written values mean the same? Folded forms for comparison, never for display."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import phonenumbers
from anyascii import anyascii
from rapidfuzz import fuzz

_DOTLESS: Final = frozenset({"gmail.com", "googlemail.com"})
SAME_NAME: Final = 88.0
"""Two names whose words, in any order, agree to so many per cent are one person's spelling twice."""


def folded(text: str) -> str:
    """Return text without accents, case, punctuation and doubled spaces, in Latin letters."""
    plain = text if text.isascii() else anyascii(unicodedata.normalize("NFKC", text))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain.casefold()).split())


def is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin ones, with or without marks."""
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in text if sign.isalpha())


def email_key(address: str) -> str:
    """Return an address without what its owner may change at will: case, +tag, dots where the provider drops them."""
    local, at, domain = address.strip().casefold().rpartition("@")
    if not at:
        return domain
    local = local.partition("+")[0]
    if domain in _DOTLESS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


@lru_cache(maxsize=20_000)
def parsed_phone(written: str, country: str) -> phonenumbers.PhoneNumber | None:
    """Return a number; None when nothing in it is one.

    Args:
        written: as stated, at most 60 characters are looked at.
        country: ISO code of where a number without + is dialled; empty: such numbers cannot be read.
    """
    try:
        return phonenumbers.parse(written[:60], country or None)
    except phonenumbers.NumberParseException:
        return None


def phone_e164(written: str, country: str) -> str | None:
    """Return a number as "+12125550123"; None when it cannot be read or no such number is possible."""
    number = parsed_phone(written, country)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_same_name(a: str, b: str) -> bool:
    """Whether two folded names are one person's, whatever the order, a middle name or a slip.

    An empty name is the same as any: nothing can be said of it.
    """
    if not a or not b:
        return True
    return fuzz.token_sort_ratio(a, b) >= SAME_NAME or fuzz.token_set_ratio(a, b) >= 100.0
