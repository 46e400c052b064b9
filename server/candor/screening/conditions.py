"""Does an application hold one of a rule's values? How each field is compared; nothing else can be asked by a pack.

Only identifiers can be asked for: whole addresses, numbers, names of organisations, phrases. Place, time zone, name and
birth date cannot, because a list of them would stand in for origin or age.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from candor.domain.applications import Field, Stated
from candor.domain.findings import Evidence
from candor.screening.folding import email_key, folded, phone_e164
from candor.screening.view import View

MIN_PHRASE: Final = 12
"""Characters of a phrase looked for in documents: shorter ones are words that anybody uses."""

Key = Callable[[str], str]


def _email_keys(address: str) -> tuple[str, ...]:
    key = email_key(address)
    return (key, "@" + key.partition("@")[2])


def _link_key(url: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", url.strip().casefold()).rstrip("/")


def _email_value(value: str) -> str:
    return value.casefold().strip() if value.startswith("@") else email_key(value)


_ASKED: Final[Mapping[Field, Key]] = {
    Field.EMAILS: _email_value,
    Field.PHONES: lambda value: phone_e164(value, "") or "",
    Field.LINKS: _link_key,
    Field.EMPLOYMENT: folded,
    Field.EDUCATION: folded,
    Field.ADDRESSES: folded,
    Field.DOCUMENTS: folded,
}
COMPARABLE: Final = frozenset(_ASKED)
"""Fields that a condition may name."""


def asked_key(field: Field, value: str) -> str:
    """Return how a value of a rule is compared; empty when it cannot be: a number without +, too short a phrase."""
    key = _ASKED[field](value)
    too_short = field in {Field.DOCUMENTS, Field.ADDRESSES} and len(key) < MIN_PHRASE
    return "" if too_short else key


def holding(view: View, field: Field, keys: frozenset[str]) -> Iterator[Evidence]:
    """Yield each value of a field that is, or for addresses and documents holds, one of the keys."""
    for stated, candidates in _candidates(view, field):
        if any(candidate in keys for candidate in candidates):
            yield Evidence(field, stated.value[:200], stated.where)
    if field in {Field.ADDRESSES, Field.DOCUMENTS}:
        yield from _containing(view, field, keys)


def _candidates(view: View, field: Field) -> Iterator[tuple[Stated[str], tuple[str, ...]]]:
    match field:
        case Field.EMAILS:
            yield from ((stated, _email_keys(stated.value)) for stated in view.emails)
        case Field.PHONES:
            yield from ((stated, (phone_e164(stated.value, "") or "-",)) for stated in view.phones)
        case Field.LINKS:
            yield from (_named(each.value.url, each.where, _link_key) for each in view.links)
        case Field.EMPLOYMENT:
            yield from (_named(each.value.employer, each.where, folded) for each in view.employment)
        case Field.EDUCATION:
            yield from (_named(each.value.institution, each.where, folded) for each in view.education)
        case _:
            return


def _named(name: str, where: str, key: Key) -> tuple[Stated[str], tuple[str, ...]]:
    return Stated(name, where), (key(name),)


def _containing(view: View, field: Field, keys: frozenset[str]) -> Iterator[Evidence]:
    if field is Field.ADDRESSES:
        texts = [(address.value.text, address.where) for address in view.addresses]
    else:
        texts = [(each.text, each.where) for document in view.documents for each in document.paragraphs]
    for text, where in texts:
        whole = folded(text)
        found = next((key for key in keys if key in whole), None)
        if found:
            yield Evidence(field, (text if field is Field.ADDRESSES else found)[:200], where)
