"""Is a phone number one that exists, and one whose messages nobody else can read? libphonenumber, by phonenumbers.

A wrongly written number alone means nothing. Where a number belongs is compared in geography.py, who shares it in
duplicates.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

from candor.domain.applications import Field, Stated
from candor.domain.findings import CheckId, Evidence, Source
from candor.screening.folding import parsed_phone, phone_e164
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.view import View

_UNUSUAL: Final = {
    PhoneNumberType.PREMIUM_RATE: "premium rate",
    PhoneNumberType.SHARED_COST: "shared cost",
    PhoneNumberType.TOLL_FREE: "toll free",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "company number",
    PhoneNumberType.VOICEMAIL: "voice mail",
}


class Phone:
    """Valid, of a usual type, and not public."""

    id = CheckId("phone")
    reads = frozenset({Field.PHONES, Field.PLACE})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield what is unusual about each number."""
        if not view.phones:
            yield Cannot("nothing_stated")
        country = view.place.value.country if view.phones and view.place else ""
        for stated in view.phones:
            yield from _judge(stated, country, context)


def _judge(stated: Stated[str], country: str, context: Context) -> Iterator[Hit | Cannot]:
    evidence = (Evidence(Field.PHONES, stated.value[:60], stated.where),)
    number = parsed_phone(stated.value, country)
    if number is None:
        written = any(sign.isdigit() for sign in stated.value)
        yield Hit("unreadable", evidence) if not written or country or "+" in stated.value else Cannot("no_country")
        return
    if not phonenumbers.is_valid_number(number):
        yield Hit("invalid", evidence)
        return
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.VOIP:
        yield Hit("voip", evidence)
    elif kind in _UNUSUAL:
        yield Hit("unusual_type", evidence, {"type": _UNUSUAL[kind]})
    seen = context.lists.public_sms_seen(phone_e164(stated.value, country) or "")
    if seen and (context.today - seen).days <= context.limits["public_sms_days"]:
        yield Hit("public_sms", evidence, {"seen": seen.isoformat()}, _source(context))


def _source(context: Context) -> tuple[Source, ...]:
    source = context.lists.source("public_sms_numbers")
    return (source,) if source else ()
