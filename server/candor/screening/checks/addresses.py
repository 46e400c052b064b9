"""Where shall equipment go? The shipping address beside the one on the ID, and forwarders and mail drops.

Addresses are compared with each other and with a list; nothing is derived from a neighbourhood.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from candor.domain.applications import Address, AddressKind, Field, Stated
from candor.domain.findings import CheckId, Evidence, Source
from candor.screening.folding import folded
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.view import View


class Addresses:
    """Shipping against ID address; forwarders."""

    id = CheckId("addresses")
    reads = frozenset({Field.ADDRESSES})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield a mail drop wherever it stands, and a shipping address that is another than that on the ID."""
        if not view.addresses:
            yield Cannot("nothing_stated")
            return
        for stated in view.addresses:
            whose = context.lists.mail_drop(stated.value.text)
            if whose:
                source = context.lists.source("mail_drops")
                yield Hit("mail_drop", (_shown(stated),), {"whose": whose}, _known(source))
        yield from _shipping(view, context)


def _shipping(view: View, context: Context) -> Iterator[Hit | Cannot]:
    shipping = _of(view, AddressKind.SHIPPING)
    known = _of(view, AddressKind.ID) or _of(view, AddressKind.HOME)
    if shipping is None or known is None:
        yield Cannot("one_address")
        return
    a, b = shipping.value, known.value
    if a.country and b.country and a.country != b.country:
        yield Hit("ships_abroad", (_shown(shipping), _shown(known)))
    elif fuzz.token_set_ratio(folded(a.text), folded(b.text)) < context.limits["same_address"]:
        yield Hit("ships_elsewhere", (_shown(shipping), _shown(known)))


def _of(view: View, kind: AddressKind) -> Stated[Address] | None:
    return next((stated for stated in view.addresses if stated.value.kind is kind), None)


def _shown(stated: Stated[Address]) -> Evidence:
    return Evidence(Field.ADDRESSES, stated.value.text[:200], stated.where)


def _known(source: Source | None) -> tuple[Source, ...]:
    return (source,) if source else ()
