"""Which of many names may be meant? Finds the few that are worth a comparison, so that 100,000 names take minutes.

Every word stands in an index by its sound, and so do neighbouring words joined ("Jong Un", "Jongun"). One wrong letter
is found by leaving letters out on both sides (symmetric deletion); scripts without vowels are found by consonants.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from candor.watchlists.alike import Written, likeness, written
from candor.watchlists.firms import without_legal_form
from candor.watchlists.spelling import is_unvowelled, spellings

CANDIDATES: Final = 40
"""Names compared closely for each way of writing."""
_MAX_POSTINGS: Final = 1500
"""Words of more names than this say little; they are looked up only when a name has no other."""
_MIN_SLIP: Final = 4
"""Letters of a sound in which one may be wrong."""
_NEAR: Final = 0.6
"""What a word with one wrong letter counts, against the same word."""

MIN_NAMES: Final = 1 << 14
"""Of fewer names, rarity is told as of so many: a short list knows little of how common a word is."""
SYLLABLE_BITS: Final = 6.0
"""A syllable cannot say more: the languages whose names are made of few syllables use about a hundred in names."""
_VOWELS: Final = re.compile(r"[aiu]+")

WaysOf = Callable[[str], list[Written]]
Ids = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Likely:
    """A name of the index that is like the one asked for."""

    number: int
    """Place of the name in the index."""
    likeness: float
    """0 to 1."""


class NameIndex:
    """Names in any script, found by others that are like them. Does not change; thread-safe."""

    def __init__(self, names: Sequence[str], ways: WaysOf) -> None:
        """Take names, and how they are written: `ways_of` or `ways_of_firm`."""
        self.names = names
        self._ways_of = ways
        self._ways: list[Written] = []
        owners = array("I")
        sounds: dict[str, array[int]] = defaultdict(lambda: array("I"))
        bones: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, name in enumerate(names):
            for way in ways(name):
                for key in set(_keys(way)):
                    sounds[key].append(len(self._ways))
                for key in {word.bones for word in way.words} | {_whole_bones(way)}:
                    bones[key].append(len(self._ways))
                self._ways.append(way)
                owners.append(number)
        self._owners = np.array(owners, dtype=np.uint32)
        self._sounds = {key: np.array(ids, dtype=np.uint32) for key, ids in sounds.items()}
        self._bones = {key: np.array(ids, dtype=np.uint32) for key, ids in bones.items() if len(key) > 1}
        self._total = max(MIN_NAMES, len(self._ways))
        self._mass = np.array([sum(map(self.rarity, _keys(way))) for way in self._ways], dtype=np.float32)
        self._slips = _Slips(list(self._sounds))
        self._neighbours = lru_cache(maxsize=100_000)(self._slips.near)

    def rarity(self, sound: str) -> float:
        """Return how rare a sound is among these names, in bits; at least 0.1."""
        found = self._sounds.get(sound)
        return max(0.1, math.log2(self._total / (1 if found is None else len(found))))

    def bits(self, name: str) -> float:
        """Return how rare a whole name is: the sum over its words, in its most common way of writing."""
        ways = self._ways_of(name)
        return min((sum(self._word_bits(word.sound) for word in way.words) for way in ways), default=0.0)

    def _word_bits(self, sound: str) -> float:
        return min(self.rarity(sound), SYLLABLE_BITS * max(1, len(_VOWELS.findall(sound))))

    def likely(self, name: str, *, at_least: float) -> list[Likely]:
        """Return names like this one, likest first; each name once."""
        best: dict[int, float] = {}
        for way in self._ways_of(name):
            for number in self._candidates(way):
                owner = int(self._owners[number])
                score = likeness(way, self._ways[number], self.rarity)
                if score >= at_least and score > best.get(owner, 0.0):
                    best[owner] = score
        return [Likely(owner, score) for owner, score in sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))]

    def _candidates(self, way: Written) -> Iterable[int]:
        found = list(self._postings(way))
        if not found:
            return ()
        ids = np.concatenate([each for each, _ in found])
        weights = np.concatenate([np.full(len(each), weight, dtype=np.float32) for each, weight in found])
        unique, inverse = np.unique(ids, return_inverse=True)
        shared = np.bincount(inverse, weights=weights)
        share = shared / (self._mass[unique] + sum(map(self.rarity, _keys(way))))
        if len(unique) > CANDIDATES:
            unique = unique[np.argpartition(-share, CANDIDATES)[:CANDIDATES]]
        return unique.tolist()

    def _postings(self, way: Written) -> Iterator[tuple[Ids, float]]:
        rows: list[tuple[Ids, float]] = []
        for key in set(_keys(way)):
            if (same := self._sounds.get(key)) is not None:
                rows.append((same, self.rarity(key)))
            rows.extend((self._sounds[near], _NEAR * self.rarity(near)) for near in self._neighbours(key))
        if way.is_unvowelled:
            keys = {word.bones for word in way.words} | {_whole_bones(way)}
            rows.extend((self._bones[key], 8.0) for key in keys if key in self._bones)
        telling = [row for row in rows if len(row[0]) <= _MAX_POSTINGS]
        yield from telling or sorted(rows, key=lambda row: len(row[0]))[:1]


class _Slips:
    """Sounds that differ in one letter: added, left out, wrong or swapped."""

    def __init__(self, sounds: Sequence[str]) -> None:
        self._sounds = sounds
        hashes, numbers = array("q"), array("I")
        for number, sound in enumerate(sounds):
            for shorter in _shortened(sound):
                hashes.append(hash(shorter))
                numbers.append(number)
        keys = np.array(hashes, dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        self._keys, self._numbers = keys[order], np.array(numbers, dtype=np.uint32)[order]

    def near(self, sound: str) -> tuple[str, ...]:
        """Return the other sounds one slip away."""
        wanted = np.array([hash(shorter) for shorter in _shortened(sound)], dtype=np.int64)
        starts, ends = np.searchsorted(self._keys, wanted), np.searchsorted(self._keys, wanted, side="right")
        found = {int(n) for start, end in zip(starts, ends, strict=True) for n in self._numbers[start:end]}
        near = (self._sounds[number] for number in found)
        return tuple(each for each in near if each != sound and OSA.distance(each, sound, score_cutoff=1) <= 1)


def ways_of(name: str) -> list[Written]:
    """Return the ways in which a name is written in Latin letters."""
    return [written(words, is_unvowelled=is_unvowelled(name)) for words in spellings(name)]


def ways_of_firm(name: str) -> list[Written]:
    """Return the ways in which a firm's name is written, without its legal form."""
    return [written(without_legal_form(words), is_unvowelled=is_unvowelled(name)) for words in spellings(name)]


def _keys(way: Written) -> list[str]:
    """Return the sounds of single words, of neighbours joined, and of a short name joined."""
    sounds = [word.sound for word in way.words]
    keys = sounds + [a + b for a, b in pairwise(sounds)]
    return [*keys, "".join(sounds)] if len(sounds) == 3 else keys


def _whole_bones(way: Written) -> str:
    return "".join(word.bones for word in way.words)


def _shortened(sound: str) -> list[str]:
    if len(sound) < _MIN_SLIP or len(sound) > 12 or sound.isdigit():
        return []
    return [sound, *(sound[:at] + sound[at + 1 :] for at in range(len(sound)))]
