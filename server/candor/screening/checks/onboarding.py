"""What was changed after the offer? Where equipment and wages go is what the scheme is about."""

from __future__ import annotations

from collections.abc import Iterator

from candor.domain.applications import Change, ChangeKind, Field, Stated
from candor.domain.findings import CheckId, Evidence
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.view import View


class Onboarding:
    """Address, bank account and contact, before and after the offer."""

    id = CheckId("onboarding")
    reads = frozenset({Field.CHANGES})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield each kind of change after the offer, and many of them."""
        if not view.changes:
            yield Cannot("nothing_stated")
            return
        late = [stated for stated in view.changes if stated.value.after_offer]
        for kind in ChangeKind:
            of_kind = [stated for stated in late if stated.value.kind is kind]
            if of_kind:
                yield Hit(f"{kind}_changed", _shown(of_kind), {"n": str(len(of_kind))})
        banks = [stated for stated in late if stated.value.kind is ChangeKind.BANK]
        if len(banks) >= context.limits["bank_changes"]:
            yield Hit("bank_again", _shown(banks), {"n": str(len(banks))})


def _shown(changes: list[Stated[Change]]) -> tuple[Evidence, ...]:
    return tuple(_said(stated) for stated in changes[:5])


def _said(stated: Stated[Change]) -> Evidence:
    change = stated.value
    when = [f"{change.on:%Y-%m-%d}"] if change.on else []
    what = [f"{change.before or '?'} > {change.after or '?'}"] if change.before or change.after else []
    return Evidence(Field.CHANGES, ": ".join((*when, *what))[:200] or "–", stated.where)
