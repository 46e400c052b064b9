"""Does a list name this person, an employer or a school? `candor.watchlists` searches; here its hits become findings.

Identifiers decide. A person's name alone is a note of weight zero, rare or not: as a reason to look it met honest
people of some origins several times as often as others (docs/screening.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from candor.domain.applications import Field
from candor.domain.findings import CheckId, Evidence
from candor.domain.watchlist import Asked, Decides, WatchlistHit
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.view import View


class Watchlist:
    """Person, employers, schools and addresses against all lists in force."""

    id = CheckId("watchlist")
    reads = frozenset(
        {
            Field.NAME,
            Field.BIRTH_DATE,
            Field.EMAILS,
            Field.PHONES,
            Field.LINKS,
            Field.EMPLOYMENT,
            Field.EDUCATION,
            Field.ADDRESSES,
        }
    )

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield what the lists hold; `Cannot` where there are none."""
        if context.watchlists is None:
            yield Cannot("no_watchlists")
            return
        places = _places(view)
        for hit in context.watchlists.search(_asked(view)):
            field, where = places.get(hit.asked, (Field.NAME, ""))
            values = {"listed": hit.listed_name, "entry": hit.entry, "path": " > ".join(hit.path)}
            evidence = (Evidence(field, hit.asked[:200], where),)
            yield Hit(_rule(hit, field), evidence, values, (hit.source,), way=hit.way)


def _rule(hit: WatchlistHit, field: Field) -> str:
    """Return the rule of a hit; only what is decided by more than a name, on an official list, escalates."""
    if hit.decides is Decides.TIE:
        return "tie"
    if hit.decides is Decides.COMMON_NAME:
        return "name_alone"
    if not hit.is_sanctioned:
        return "closer_look"
    if hit.decides is Decides.NAME:
        return "name_rare" if field is Field.NAME else "organisation"
    return "identifier" if hit.decides is Decides.IDENTIFIER else "name_and_more"


def _asked(view: View) -> Asked:
    return Asked(
        (view.name.value,) if view.name else (),
        view.birth_date.value if view.birth_date else None,
        tuple(stated.value for stated in view.emails),
        tuple(stated.value.url for stated in view.links),
        (
            *(stated.value.employer for stated in view.employment),
            *(stated.value.institution for stated in view.education),
        ),
        tuple(stated.value.text for stated in view.addresses),
        phones=tuple(stated.value for stated in view.phones),
    )


def _places(view: View) -> dict[str, tuple[Field, str]]:
    """Return where each value that is asked for stands."""
    places = {stated.value: (Field.EMAILS, stated.where) for stated in view.emails}
    places |= {stated.value: (Field.PHONES, stated.where) for stated in view.phones}
    places |= {stated.value.url: (Field.LINKS, stated.where) for stated in view.links}
    places |= {stated.value.text: (Field.ADDRESSES, stated.where) for stated in view.addresses}
    places |= {stated.value.institution: (Field.EDUCATION, stated.where) for stated in view.education}
    places |= {stated.value.employer: (Field.EMPLOYMENT, stated.where) for stated in view.employment}
    if view.name:
        places[view.name.value] = (Field.NAME, view.name.where)
    return places
