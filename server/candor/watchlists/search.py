"""What do the lists say of an applicant? Identifiers decide; names are compared, and ask for more facts at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from candor.domain.findings import Severity, Source
from candor.domain.listed import EntryKind, ListedEntry, ListHead, Watchlist
from candor.domain.watchlist import Asked, Decides, NameAlone, WatchlistHit
from candor.watchlists.graph import SAME_ADDRESS, TieGraph, name_key
from candor.watchlists.identifiers import Key, asked_keys, key_of
from candor.watchlists.index import Likely, NameIndex, WaysOf, ways_of, ways_of_firm
from candor.watchlists.limits import NameLimits

MAX_HITS: Final = 5
"""Entries shown for one name."""
_ORDER: Final = (Severity.ESCALATE, Severity.CHECK, Severity.NOTE)
_PERSONS: Final = (EntryKind.PERSON, EntryKind.UNKNOWN)
_ORGANISATIONS: Final = (EntryKind.ORGANISATION, EntryKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Namesake:
    """An entry with a name like the one asked for."""

    number: int
    """Place of the entry."""
    name: str
    """The listed name that is most like it."""
    likeness: float
    """0 to 1."""


class NameSearch:
    """The names of the entries of some kinds."""

    def __init__(self, entries: Sequence[ListedEntry], kinds: Sequence[EntryKind], ways: WaysOf) -> None:
        named = [(number, name) for number, entry in enumerate(entries) if entry.kind in kinds for name in entry.names]
        self._owners = [number for number, _ in named]
        self._index = NameIndex([name for _, name in named], ways)

    def namesakes(self, name: str, at_least: float) -> list[Namesake]:
        """Return entries with a like name, likest first, each once."""
        best: dict[int, Namesake] = {}
        for likely in self._index.likely(name, at_least=at_least):
            namesake = self._namesake(likely)
            best.setdefault(namesake.number, namesake)
        return list(best.values())

    def bits_of(self, namesake: Namesake, asked: str) -> float:
        """Return how rare the name is that both have, in bits: that of the less telling of the two."""
        return min(self._index.bits(asked), self._index.bits(namesake.name))

    def _namesake(self, likely: Likely) -> Namesake:
        return Namesake(self._owners[likely.number], self._index.names[likely.number], likely.likeness)


class Watchlists:
    """All lists in force, searched together."""

    def __init__(self, lists: Sequence[Watchlist], limits: NameLimits, today: date) -> None:
        self.heads: dict[str, ListHead] = {each.head.id: each.head for each in lists}
        self.entries = [
            entry for each in lists for entry in each.entries if entry.expires_on is None or entry.expires_on > today
        ]
        self._limits = limits
        self.persons = NameSearch(self.entries, _PERSONS, ways_of)
        self.organisations = NameSearch(self.entries, _ORGANISATIONS, ways_of_firm)
        self._graph = TieGraph(self.entries)
        self._number = {entry.id: number for number, entry in enumerate(self.entries)}
        self._official = frozenset(
            number
            for number, entry in enumerate(self.entries)
            if self.heads[entry.list_id].is_official or entry.sanctioned_by
        )
        self._identified: dict[Key, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for key in {key_of(each) for each in entry.identifiers} - {None}:
                if key is not None and entry.kind is not EntryKind.OTHER:
                    self._identified[key].append(number)

    def search(self, asked: Asked) -> Sequence[WatchlistHit]:
        """Return hits, gravest first."""
        hits = [*self._by_identifier(asked), *self._by_name(asked), *self._by_employer(asked), *self._by_address(asked)]
        return sorted(dict.fromkeys(hits), key=lambda hit: _ORDER.index(hit.severity))

    def entries_found(self, asked: Asked, list_id: str) -> set[str]:
        """Return the ids of a list's entries that a search hits, or that the way of a hit begins with."""
        wanted = {(entry.names[0], entry.id) for entry in self.entries if entry.list_id == list_id}
        hits = self.search(asked)
        begun = {entry_id for hit in hits for name, entry_id in wanted if len(hit.path) > 1 and name == hit.path[0]}
        return {hit.entry for hit in hits if (len(hit.path) == 1 and hit.entry.startswith(f"{list_id}:"))} | begun

    def _by_identifier(self, asked: Asked) -> Iterator[WatchlistHit]:
        for value, key in asked_keys(asked):
            for number in self._identified.get(key, ())[:MAX_HITS]:
                yield self._hit(number, self.entries[number].names[0], value, Decides.IDENTIFIER)

    def _by_name(self, asked: Asked) -> Iterator[WatchlistHit]:
        for name in asked.names:
            found = self.persons.namesakes(name, self._limits.at_least)
            for namesake in found[:MAX_HITS]:
                alone = self._limits.person(namesake.likeness, self.persons.bits_of(namesake, name), self._crowd(found))
                decides = with_birth_date(alone, self.entries[namesake.number], asked.birth_date)
                yield self._hit(namesake.number, namesake.name, name, decides)

    def _by_employer(self, asked: Asked) -> Iterator[WatchlistHit]:
        for name in asked.organisations:
            found = self.organisations.namesakes(name, self._limits.at_least)
            for namesake in found[:MAX_HITS]:
                bits = self.organisations.bits_of(namesake, name)
                alone = self._limits.organisation(namesake.likeness, bits, self._crowd(found))
                yield self._tied(namesake, name, alone)

    def _by_address(self, asked: Asked) -> Iterator[WatchlistHit]:
        for address in asked.addresses:
            for entry in self._graph.at_address(address):
                hit = self._hit(self._number[entry.id], entry.names[0], address, Decides.TIE)
                yield with_path(hit, (address, entry.names[0]), (SAME_ADDRESS,))

    def _crowd(self, found: Sequence[Namesake]) -> int:
        """Return how many different names the entries found have: one person stands on several lists."""
        return len({name_key(self.entries[each.number].names[0]) for each in found})

    def _tied(self, namesake: Namesake, asked: str, alone: NameAlone) -> WatchlistHit:
        """Return the hit of an employer's name: of an own list with the way to the sanctioned entry it is tied to."""
        way = self._graph.way_to(namesake.number, self._official)
        if way is None or not way.steps or alone is Decides.COMMON_NAME:
            return self._hit(namesake.number, namesake.name, asked, alone)
        goal = way.entries[-1]
        hit = self._hit(self._number[goal.id], goal.names[0], asked, Decides.TIE)
        return with_path(hit, tuple(entry.names[0] for entry in way.entries), way.steps)

    def _hit(self, number: int, name: str, asked: str, decides: Decides) -> WatchlistHit:
        entry = self.entries[number]
        head = self.heads[entry.list_id]
        published = head.published_on or head.kept_on
        source = Source(head.title, published, head.version, entry.source or head.address)
        return WatchlistHit(entry.id, name, asked, decides, (name,), source, number in self._official)


def with_path(hit: WatchlistHit, path: tuple[str, ...], steps: tuple[str, ...]) -> WatchlistHit:
    """Return a hit that was reached over others."""
    return WatchlistHit(hit.entry, hit.listed_name, hit.asked, hit.decides, path, hit.source, hit.is_sanctioned, steps)


def with_birth_date(alone: NameAlone, entry: ListedEntry, birth_date: date | None) -> Decides:
    """Return what a name says with a birth date: the day decides, the year alone changes nothing, another is a note."""
    if birth_date is None or not entry.births:
        return alone
    if any(birth.is_exact and birth.first == birth_date for birth in entry.births):
        return Decides.NAME_AND_MORE
    if any(birth.first.year <= birth_date.year <= birth.last.year for birth in entry.births):
        return alone
    return Decides.COMMON_NAME
