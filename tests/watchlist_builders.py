"""Lists and searches for tests: everything invented, in the official formats or as entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from candor.domain.listed import EntryKind, ListedEntry, ListHead, Watchlist
from candor.watchlists.formats.files import ListFile
from candor.watchlists.limits import KindLimits, NameLimits
from candor.watchlists.search import Watchlists

TODAY = date(2026, 11, 27)
LIMITS = NameLimits(0.84, KindLimits(0.9, 20.0, 3), KindLimits(0.9, 4.0, 5))


def file_of(content: str | bytes, name: str = "list.xml") -> ListFile:
    return ListFile(name, content.encode() if isinstance(content, str) else content)


def person(number: str, *names: str, **more: Any) -> ListedEntry:
    return ListedEntry(number if ":" in number else f"official:{number}", EntryKind.PERSON, names, **more)


def firm(number: str, *names: str, **more: Any) -> ListedEntry:
    return ListedEntry(number if ":" in number else f"official:{number}", EntryKind.ORGANISATION, names, **more)


def head_of(list_id: str = "official", *, is_official: bool = True, entries: int = 1) -> ListHead:
    return ListHead(
        list_id,
        f"The {list_id} list",
        "Somebody",
        is_official,
        "2026-11-01",
        date(2026, 11, 1),
        TODAY,
        entries,
        "ab" * 32,
    )


def search_of(
    entries: Sequence[ListedEntry], own: Sequence[ListedEntry] = (), limits: NameLimits = LIMITS
) -> Watchlists:
    lists = [Watchlist(head_of(entries=len(entries)), tuple(entries))]
    if own:
        lists.append(Watchlist(head_of("own", is_official=False, entries=len(own)), tuple(own)))
    return Watchlists(lists, limits, TODAY)
