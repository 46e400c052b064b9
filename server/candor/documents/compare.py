"""How does a document go with an application, on a day? Words for people to look into, no verdict about anybody."""

from __future__ import annotations

from datetime import date

from candor.documents.names import name_agreement
from candor.domain.documents import Agreement, Claims, DocumentComparison, DocumentFields


def compare(fields: DocumentFields, claims: Claims, today: date) -> DocumentComparison:
    """Return how fields and claims agree."""
    document = f"{fields.surname} {fields.given_names}"
    return DocumentComparison(
        name=name_agreement(document, claims.name, is_cut=fields.is_name_cut),
        birth_date=birth_date_agreement(fields.birth_date, claims.birth_date),
        is_expired=None if fields.expiry_date is None else fields.expiry_date < today,
        wrong_checks=fields.wrong_checks,
    )


def birth_date_agreement(document: date | None, application: date | None) -> Agreement:
    """Return how two birth dates agree; day and month swapped, or one part that differs by one digit, is a slip."""
    if document is None or application is None:
        return Agreement.UNKNOWN
    if document == application:
        return Agreement.SAME
    is_swapped = document.year == application.year and (document.day, document.month) == (
        application.month,
        application.day,
    )
    differing = sum(a != b for a, b in zip(document.isoformat(), application.isoformat(), strict=True))
    return Agreement.NEAR if is_swapped or differing == 1 else Agreement.OTHER
