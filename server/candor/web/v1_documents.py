"""The API, version 1: ID photos and ID documents. The number of a document is in no answer: it is kept nowhere."""

from __future__ import annotations

from datetime import date

import msgspec

from candor.domain.documents import Agreement, CheckDigit, DocumentFields
from candor.domain.ids import CandidateId
from candor.errors import NotFoundError
from candor.services.api_tokens import Scope
from candor.web.context import services
from candor.web.endpoints import Call, endpoint


class Picture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture: JPEG, PNG or WebP, in Base64."""

    image: bytes


class ClaimsIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the application says, to compare a document with."""

    name: str
    birth_date: date | None = None


class ClaimsOut(msgspec.Struct, frozen=True):
    """What the application says."""

    name: str
    birth_date: date | None


class DocumentOut(msgspec.Struct, frozen=True):
    """What was read on an ID document, and whether it goes with the application."""

    is_document: bool
    """False: the picture showed a face alone."""
    issuer: str | None
    """null, as all below: neither the lines of letters nor the barcode could be read."""
    surname: str | None
    given_names: str | None
    birth_date: date | None
    expiry_date: date | None
    wrong_checks: list[CheckDigit]
    """Check digits that do not fit what they guard."""
    claims: ClaimsOut
    name_agrees: Agreement | None
    birth_date_agrees: Agreement | None
    is_expired: bool | None


@endpoint("GET", "/candidates/<candidate>/photo", Scope.DOCUMENTS_READ, Picture)
def show_photo(call: Call, candidate: str) -> Picture:
    """Show the ID photo: of a document only the portrait is kept."""
    return Picture(services().photos.photo(call.by, CandidateId(candidate)))


@endpoint("PUT", "/candidates/<candidate>/photo", Scope.DOCUMENTS_WRITE, body=Picture)
def put_photo(call: Call, candidate: str) -> None:
    """Give a candidate an ID photo, over the one before: a portrait, or the side of a document that has one."""
    sent: Picture = call.body
    services().photos.upload(call.by, CandidateId(candidate), sent.image)


@endpoint("PUT", "/candidates/<candidate>/document/back", Scope.DOCUMENTS_WRITE, body=Picture)
def put_back(call: Call, candidate: str) -> None:
    """Read the side of a document without the portrait; the picture is not kept."""
    sent: Picture = call.body
    services().documents.add_back(call.by, CandidateId(candidate), sent.image)


@endpoint("PUT", "/candidates/<candidate>/claims", Scope.DOCUMENTS_WRITE, body=ClaimsIn)
def put_claims(call: Call, candidate: str) -> None:
    """Note what the application says."""
    sent: ClaimsIn = call.body
    born = sent.birth_date.isoformat() if sent.birth_date else ""
    services().documents.note_claims(call.by, CandidateId(candidate), sent.name, born)


@endpoint("GET", "/candidates/<candidate>/document", Scope.DOCUMENTS_READ, DocumentOut)
def show_document(call: Call, candidate: str) -> DocumentOut:
    """Show what was read on an ID document."""
    held = services().documents.shown(call.by, CandidateId(candidate))
    if held is None:
        raise NotFoundError("no_photo", "There is no ID photo of this candidate yet.")
    compared = held.comparison
    return DocumentOut(
        held.is_document,
        *_read(held.fields),
        list(held.fields.wrong_checks) if held.fields else [],
        ClaimsOut(held.claims.name, held.claims.birth_date),
        compared.name if compared else None,
        compared.birth_date if compared else None,
        compared.is_expired if compared else None,
    )


def _read(fields: DocumentFields | None) -> tuple[str | None, str | None, str | None, date | None, date | None]:
    if fields is None:
        return None, None, None, None, None
    return fields.issuer, fields.surname, fields.given_names, fields.birth_date, fields.expiry_date
