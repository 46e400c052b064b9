"""Are two identifiers the same? E-mail addresses, profiles, wallets, numbers: each in the form that is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from candor.domain.listed import Identifier, IdentifierKind
from candor.domain.watchlist import Asked

Key = tuple[IdentifierKind, str]
"""An identifier as it is compared."""

_WITHOUT_DOTS = {"gmail.com", "googlemail.com"}
"""Mail providers that ignore dots in the name: a.b@ and ab@ are one box."""


def key_of(identifier: Identifier) -> Key | None:
    """Return the form to compare, or None for a value too short to belong to one person."""
    folded = _FOLD[identifier.kind](identifier.value.strip()[:300])
    return (identifier.kind, folded) if folded else None


def asked_keys(asked: Asked) -> Iterator[tuple[str, Key]]:
    """Yield every identifier that is asked for: as written, and as compared."""
    for kind, values in (
        (IdentifierKind.EMAIL, asked.emails),
        (IdentifierKind.HANDLE, asked.handles),
        (IdentifierKind.WALLET, asked.wallets),
        (IdentifierKind.DOCUMENT, asked.documents),
        (IdentifierKind.PHONE, asked.phones),
    ):
        yield from _keyed(kind, values)


def _keyed(kind: IdentifierKind, values: Iterable[str]) -> Iterator[tuple[str, Key]]:
    for value in values:
        if key := key_of(Identifier(kind, value)):
            yield value, key


def _email(value: str) -> str:
    name, at, domain = value.casefold().rpartition("@")
    name = name.partition("+")[0]
    if domain in _WITHOUT_DOTS:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}" if at and name and "." in domain else ""


def _handle(value: str) -> str:
    """Return "github.com/name" of a profile's address, or an account name of five letters and more."""
    plain = re.sub(r"^[a-z][a-z0-9+.-]*://", "", value.casefold()).partition("?")[0].partition("#")[0].strip("/@ ")
    host, slash, path = plain.removeprefix("www.").partition("/")
    parts = path.split("/")
    if slash and "." in host:
        kept = parts[:2] if parts[0] in {"in", "u", "user", "users", "profile"} else parts[:1]
        return f"{re.sub(r'^[a-z]{2}[.](?=linkedin[.])', '', host)}/{'/'.join(kept)}" if parts[0] else ""
    return plain if len(plain) >= 5 and not slash and "://" not in value else ""


def _wallet(value: str) -> str:
    found = re.sub(r"^[A-Za-z]{2,6}:", "", value)
    return (found.casefold() if found[:2].casefold() in {"0x", "bc"} else found) if len(found) >= 20 else ""


def _document(value: str) -> str:
    letters = re.sub(r"[^0-9A-Z]", "", value.upper())
    return letters if len(letters) >= 6 and sum(map(str.isdigit, letters)) >= 4 else ""


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value).lstrip("0")
    return digits if len(digits) >= 9 else ""


_FOLD = {
    IdentifierKind.EMAIL: _email,
    IdentifierKind.HANDLE: _handle,
    IdentifierKind.WALLET: _wallet,
    IdentifierKind.DOCUMENT: _document,
    IdentifierKind.PHONE: _phone,
}
