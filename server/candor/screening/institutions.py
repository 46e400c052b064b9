"""Which listed institution is meant by a written name? Exact, spelled otherwise, or longer; a rare word is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from candor.screening.folding import folded

NEAR: Final = 90.0
"""Per cent of agreement, words in any order, from which a name counts as spelled otherwise."""
_COMMON: Final = 400
"""A word that more names hold narrows nothing down ("university")."""
_SHORT: Final = frozenset({"the", "of", "at", "and", "for", "de", "la"})


class Institutions:
    """Names with their domains."""

    def __init__(self, domains: Mapping[str, str]) -> None:
        self.domains = domains
        self._by_name: dict[str, str] = {}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        counted = Counter(word for name in domains for word in set(folded(name).split()))
        for name in domains:
            plain = folded(name)
            self._by_name.setdefault(plain, name)
            for word in set(plain.split()):
                if counted[word] <= _COMMON:
                    self._by_word[word].append(plain)
        self.find = lru_cache(maxsize=50_000)(self._find)

    def _find(self, name: str) -> str:
        """Return the listed name; "" when none is near."""
        plain = folded(name)
        if plain in self._by_name:
            return self._by_name[plain]
        candidates = {each for word in plain.split() if word not in _SHORT for each in self._by_word.get(word, ())}
        best = max(candidates, key=lambda each: (fuzz.token_sort_ratio(plain, each), each), default="")
        if best and fuzz.token_sort_ratio(plain, best) >= NEAR:
            return self._by_name[best]
        return self._longer(plain, candidates)

    def _longer(self, plain: str, candidates: set[str]) -> str:
        """Return the shortest listed name that holds all words of a written one: "... in Kraków", "Lomonosov ..."."""
        words = set(plain.split()) - _SHORT
        holding = [each for each in candidates if len(words) > 1 and words <= set(each.split())]
        return self._by_name[min(holding, key=lambda each: (len(each), each))] if holding else ""
