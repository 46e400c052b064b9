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


def document_lines(shown: ShownDocument | None, t: Texts) -> list[DocumentLine]:
    """Return what to say of a candidate's document, without any date; nothing before a picture was read."""
    if shown is None:
        return []
    if shown.comparison is None:
        return [DocumentLine("cant_tell", t("document.not_read" if shown.is_document else "document.portrait_only"))]
    found = shown.comparison
    return [
        DocumentLine(_LOOKS[found.name], t(f"document.name_{found.name}")),
        _birth_line(shown, found.birth_date, t),
        *_expiry_lines(found.is_expired, t),
        *(DocumentLine("cant_tell", t(f"document.check_{wrong}")) for wrong in found.wrong_checks),
    ]


def day(value: date | None, t: Texts) -> str:
    """Return a date as a language writes it, a dash when it is not known."""
    return "–" if value is None else t.day(datetime(value.year, value.month, value.day, tzinfo=UTC))


def _birth_line(shown: ShownDocument, agreement: Agreement, t: Texts) -> DocumentLine:
    was_read = shown.fields is not None and shown.fields.birth_date is not None
    key = "birth_date_not_noted" if was_read and shown.claims.birth_date is None else f"birth_date_{agreement}"
    return DocumentLine(_LOOKS[agreement], t(f"document.{key}"))


def _expiry_lines(is_expired: bool | None, t: Texts) -> list[DocumentLine]:
    if is_expired is None:
        return [DocumentLine("cant_tell", t("document.expiry_unknown"))]
    if is_expired:
        return [DocumentLine("please_check", t("document.expired"))]
    return [DocumentLine("no_concern", t("document.valid"))]
