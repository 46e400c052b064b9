"""Was this employer or school looked for already? Answers of watchlists, remembered: applicants share employers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from candor.domain.watchlist import Asked, WatchlistHit, WatchlistSearch


class RememberedSearch:
    """Asks each organisation once; people are asked anew each time. One process only."""

    def __init__(self, inner: WatchlistSearch, most: int = 100_000) -> None:
        self._inner = inner
        self._organisation = lru_cache(maxsize=most)(self._search_organisation)

    def search(self, asked: Asked) -> Sequence[WatchlistHit]:
        """Return hits: of the person first, then of each organisation."""
        hits = list(self._inner.search(replace(asked, organisations=())))
        for name in dict.fromkeys(asked.organisations):
            hits += self._organisation(name)
        return hits

    def _search_organisation(self, name: str) -> tuple[WatchlistHit, ...]:
        return tuple(self._inner.search(Asked(organisations=(name,))))
