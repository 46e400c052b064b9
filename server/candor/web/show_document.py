"""What is said of a candidate's ID document? Words for people to look into, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from candor.domain.documents import Agreement
from candor.services.documents import ShownDocument
from candor.web.texts import Texts

_LOOKS = {
    Agreement.SAME: "no_concern",
    Agreement.PART: "no_concern",
    Agreement.NEAR: "cant_tell",
    Agreement.OTHER: "please_check",
    Agreement.UNKNOWN: "cant_tell",
}
"""Icon of an agreement."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One thing that was found, or could not be."""

    icon: str
    text: str


def document_lines(shown: ShownDocument | None, t: Texts, *, is_own: bool = False) -> list[DocumentLine]:
    """Return what to say of a candidate's document, without any date; nothing before a picture was read.

    Args:
        shown: what is known.
        t: the words.
        is_own: it is said to the candidate, who is not told whom to ask.
    """
    return [DocumentLine(icon, _said(key, t, is_own=is_own)) for icon, key in _found(shown)]


def _said(key: str, t: Texts, *, is_own: bool) -> str:
    everybody = t(f"document.{key}")
    return t.known(f"document_own.{key}", everybody) if is_own else everybody


def _found(shown: ShownDocument | None) -> list[tuple[str, str]]:
    """Return icons and keys."""
    if shown is None:
        return []
    if shown.comparison is None:
        return [("cant_tell", "not_read") if shown.is_document else ("person", "portrait_only")]
    found = shown.comparison
    return [
        (_LOOKS[found.name], f"name_{found.name}"),
        (_LOOKS[found.birth_date], _birth_key(shown, found.birth_date)),
        _expiry(found.is_expired),
        *(("cant_tell", f"check_{wrong}") for wrong in found.wrong_checks),
    ]


def day(value: date | None, t: Texts) -> str:
    """Return a date as a language writes it, a dash when it is not known."""
    return "–" if value is None else t.day(datetime(value.year, value.month, value.day, tzinfo=UTC))


def _birth_key(shown: ShownDocument, agreement: Agreement) -> str:
    was_read = shown.fields is not None and shown.fields.birth_date is not None
    return "birth_date_not_noted" if was_read and shown.claims.birth_date is None else f"birth_date_{agreement}"


def _expiry(is_expired: bool | None) -> tuple[str, str]:
    if is_expired is None:
        return "cant_tell", "expiry_unknown"
    return ("please_check", "expired") if is_expired else ("no_concern", "valid")
