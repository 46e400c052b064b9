"""How far is an entry from a sanctioned one? Ties, shared addresses and names between entries, and the shortest way."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from candor.domain.listed import ListedEntry, TieKind
from candor.watchlists.spelling import spellings

MAX_STEPS: Final = 2
"""Ties farther than this say nothing about anybody."""
SAME_ADDRESS: Final = "same_address"
SAME_NAME: Final = "same_name"
_BACK: Final = {TieKind.OWNER: "owner_of", TieKind.LINKED: "linked", TieKind.ACTS_FOR: "served_by"}
"""What a tie is called when it is followed from its other end."""
_MAX_SHARED: Final = 12
"""Entries at one address: more, and it is a mail drop or a ministry that says little."""


@dataclass(frozen=True, slots=True)
class Way:
    """From one entry to another."""

    entries: tuple[ListedEntry, ...]
    """At least one; the last is the goal."""
    steps: tuple[str, ...]
    """One less: what leads from each to the next."""


class TieGraph:
    """Entries of all lists and what ties them. Does not change; thread-safe."""

    def __init__(self, entries: Sequence[ListedEntry]) -> None:
        self._entries = entries
        by_name = _by_name(entries)
        self._near: dict[int, dict[int, str]] = defaultdict(dict)
        for number, entry in enumerate(entries):
            for tie in entry.ties:
                for other in by_name.get(name_key(tie.to), ()):
                    self._join(number, other, tie.kind.value, _BACK[tie.kind])
        for same in by_name.values():
            for other in same[1:]:
                self._join(same[0], other, SAME_NAME, SAME_NAME)
        self._by_address = _by_address(entries)
        for numbers in self._by_address.values():
            if len(numbers) <= _MAX_SHARED:
                for a, b in pairwise(numbers):
                    self._join(a, b, SAME_ADDRESS, SAME_ADDRESS)

    def at_address(self, address: str) -> Iterator[ListedEntry]:
        """Yield the entries that stand at a postal address."""
        key = address_key(address)
        yield from (self._entries[number] for number in self._by_address.get(key, ())[:_MAX_SHARED]) if key else ()

    def way_to(self, start: int, goals: frozenset[int]) -> Way | None:
        """Return the shortest way from an entry to one of the goals, at most MAX_STEPS long, or None."""
        came_from: dict[int, int] = {start: start}
        line = deque([(start, 0)])
        while line:
            number, steps = line.popleft()
            if number in goals:
                return self._way(came_from, number)
            if steps < MAX_STEPS:
                for other in self._near.get(number, ()):
                    if other not in came_from:
                        came_from[other] = number
                        line.append((other, steps + 1))
        return None

    def _way(self, came_from: dict[int, int], number: int) -> Way:
        numbers = [number]
        while (before := came_from[numbers[-1]]) != numbers[-1]:
            numbers.append(before)
        numbers.reverse()
        steps = tuple(self._near[a][b] for a, b in pairwise(numbers))
        return Way(tuple(self._entries[each] for each in numbers), steps)

    def _join(self, a: int, b: int, how: str, back: str) -> None:
        if a != b:
            self._near[a].setdefault(b, how)
            self._near[b].setdefault(a, back)


def name_key(name: str) -> str:
    """Return a name for equality: its words in one order."""
    ways = spellings(name)
    return " ".join(sorted(ways[0])) if ways else ""


def address_key(address: str) -> str:
    """Return an address for equality, or nothing for one without a house number or with too few words."""
    ways = spellings(address)
    words = ways[0] if ways else ()
    return " ".join(sorted(words)) if len(words) >= 4 and any(map(str.isdigit, words)) else ""


def _by_name(entries: Iterable[ListedEntry]) -> dict[str, list[int]]:
    """Return entries by their main name: other names are too often shared by chance."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if key := name_key(entry.names[0]):
            found[key].append(number)
    return found


def _by_address(entries: Iterable[ListedEntry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key in {address_key(address) for address in entry.addresses} - {""}:
            found[key].append(number)
    return found
