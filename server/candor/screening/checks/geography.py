"""Do the places in an application go together? Each difference alone is a note: people move, travel and keep numbers.

Only differences within one application are looked at, never which place it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import phonenumbers

from candor.domain.applications import Field, NetworkFact, Place, Stated
from candor.domain.findings import CheckId, Evidence, Source
from candor.maths.great_circle import distance_km
from candor.screening.folding import parsed_phone
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.time_zones import hours_apart
from candor.screening.view import View


class Geography:
    """Phone region, time zone and networks against the stated place."""

    id = CheckId("geography")
    reads = frozenset({Field.PLACE, Field.TIME_ZONE, Field.PHONES, Field.NETWORK})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield each pair that does not go together."""
        place = view.place
        if place is None or not place.value.country:
            yield Cannot("no_place")
        else:
            yield from _phones(view, place)
            yield from _time_zone(view, place, context)
        if not view.network:
            yield Cannot("no_network")
            return
        yield from _networks(view, place, context)
        yield from _travel(view, context)


def _said(place: Stated[Place]) -> Evidence:
    return Evidence(Field.PLACE, place.value.text[:120], place.where)


def _phones(view: View, place: Stated[Place]) -> Iterator[Hit]:
    regions: list[tuple[Stated[str], str]] = []
    for stated in view.phones:
        number = parsed_phone(stated.value, place.value.country)
        region = phonenumbers.region_code_for_number(number) if number is not None else None
        if region and region != "001":
            regions.append((stated, region))
    if regions and all(region != place.value.country for _, region in regions):
        stated, region = regions[0]
        evidence = (Evidence(Field.PHONES, stated.value[:60], stated.where), _said(place))
        yield Hit("phone_elsewhere", evidence, {"region": region, "country": place.value.country})


def _time_zone(view: View, place: Stated[Place], context: Context) -> Iterator[Hit | Cannot]:
    if view.time_zone is None:
        return
    at = datetime.combine(context.today, datetime.min.time(), UTC)
    apart = hours_apart(view.time_zone.value, place.value.country, at)
    if apart is None:
        yield Cannot("unknown_time_zone")
    elif apart > context.limits["time_zone_hours"]:
        evidence = (Evidence(Field.TIME_ZONE, view.time_zone.value[:60], view.time_zone.where), _said(place))
        yield Hit("time_zone_elsewhere", evidence, {"hours": f"{apart:g}"})


def _networks(view: View, place: Stated[Place] | None, context: Context) -> Iterator[Hit]:
    for kind, rule in (("vpn", "network_vpn"), ("hosting", "network_hosting")):
        found = [stated for stated in view.network if context.lists.network_kind(stated.value.ip) == kind]
        if found:
            source = context.lists.source(f"{kind}_networks")
            yield Hit(rule, _shown(found[:3]), {"n": str(len(found))}, _known(source))
    if place is None or not place.value.country:
        return
    home = [s for s in view.network if s.value.country and context.lists.network_kind(s.value.ip) == ""]
    if home and all(stated.value.country != place.value.country for stated in home):
        values = {"region": home[0].value.country, "country": place.value.country}
        yield Hit("network_elsewhere", (*_shown(home[:1]), _said(place)), values)


def _travel(view: View, context: Context) -> Iterator[Hit]:
    """Two places on one account that nobody can travel between; VPNs and data centres say nothing of a place."""
    located = [
        stated
        for stated in view.network
        if stated.value.at is not None
        and stated.value.latitude_deg is not None
        and stated.value.longitude_deg is not None
        and context.lists.network_kind(stated.value.ip) not in {"vpn", "hosting"}
    ]
    for earlier, later in pairwise(sorted(located, key=_moment)):
        km = distance_km(_position(earlier.value), _position(later.value))
        hours = (_moment(later) - _moment(earlier)).total_seconds() / 3600
        if km > context.limits["travel_km"] and km > context.limits["travel_km_h"] * hours:
            yield Hit("impossible_travel", _shown([earlier, later]), {"km": f"{km:.0f}", "hours": f"{hours:.1f}"})
            return


def _moment(stated: Stated[NetworkFact]) -> datetime:
    at = stated.value.at or datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _position(fact: NetworkFact) -> tuple[float, float]:
    return (fact.latitude_deg or 0.0, fact.longitude_deg or 0.0)


def _shown(stated: list[Stated[NetworkFact]]) -> tuple[Evidence, ...]:
    def words(fact: NetworkFact) -> str:
        return f"{fact.ip} {fact.at:%Y-%m-%d %H:%M}" if fact.at else fact.ip

    return tuple(Evidence(Field.NETWORK, words(each.value), each.where) for each in stated)


def _known(source: Source | None) -> tuple[Source, ...]:
    return (source,) if source else ()
