"""How alike are two names? Words are paired whatever their order, rare words count more, and joined words are joined.

A likeness is from 0 to 1 and says nothing about a person: thousands share a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from candor.watchlists.sounds import Word, heard

INITIAL: Final = 0.7
"""Likeness of an initial, or of consonants alone ("shpg"), and the word that they stand for."""
SAME_SOUND: Final = 0.9
"""At least, where only the romanisation differs."""
SAME_BONES: Final = 0.86
MIN_WORD: Final = 0.62
"""Words less alike than this are different words."""
PART: Final = 0.88
"""Of a name that holds all words of the other, and little more."""
_MISSING: Final = 0.3
"""What a name loses of `PART` for the share of it that the other lacks."""
JOINED: Final = 0.97
"""Of a name written with other gaps between its words."""
_MAX_JOINED: Final = 40
_MIN_WRITTEN_OUT: Final = 2

Rarity = Callable[[str], float]
"""How rare a sound is among the names that are compared, in bits."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name as words, in one way of writing."""

    words: tuple[Word, ...]
    is_unvowelled: bool = False


def written(words: Sequence[str], *, is_unvowelled: bool = False) -> Written:
    """Return a name from its words of a to z and digits."""
    return Written(tuple(map(heard, words)), is_unvowelled)


def likeness(a: Written, b: Written, rarity: Rarity) -> float:
    """Return how alike two names are, 0 to 1."""
    by_bones = a.is_unvowelled != b.is_unvowelled
    alike = bones_alike if by_bones else words_alike
    paired = _paired(a.words, b.words, alike, rarity)
    if paired == 1.0 or (len(a.words) == len(b.words) and paired > SAME_SOUND and not by_bones):
        return paired
    return max(paired, JOINED * _joined(a.words, b.words, by_bones=by_bones))


@lru_cache(maxsize=500_000)
def words_alike(a: Word, b: Word) -> float:
    """Return how alike two words are; 0 when they are different words."""
    if a.spelt == b.spelt:
        return 1.0
    if a.spelt.isdigit() or b.spelt.isdigit():
        return 0.0
    if a.sound != b.sound and (_is_short_for(a.spelt, b.spelt) or _is_short_for(b.spelt, a.spelt)):
        return INITIAL
    alike = _letters_alike(a.spelt, a.sound, b.spelt, b.sound)
    return alike if alike >= MIN_WORD else 0.0


def _letters_alike(spelt_a: str, sound_a: str, spelt_b: str, sound_b: str) -> float:
    spelt = _near(spelt_a, spelt_b)
    if sound_a == sound_b:
        return SAME_SOUND + (1 - SAME_SOUND) * spelt
    sound = _near(sound_a, sound_b)
    return max((sound + spelt) / 2, SAME_SOUND * sound)


def _is_short_for(short: str, word: str) -> bool:
    """Tell whether a word is an initial of another, or its consonants ("shpg", "trdg")."""
    if short[0] != word[0] or len(short) >= len(word):
        return False
    letters = iter(word)
    return len(short) == 1 or (not set(short[1:]) & set("aeiouy") and all(each in letters for each in short))


def _near(a: str, b: str) -> float:
    """Return the share of letters that agree; a wrong first letter, which is a rare slip, counts twice."""
    wrong = OSA.distance(a, b) + (a[:1] != b[:1] and a[:2] != b[1::-1])
    return max(0.0, 1 - wrong / max(len(a), len(b)))


@lru_cache(maxsize=100_000)
def bones_alike(a: Word, b: Word) -> float:
    """Return how alike the consonants of two words are; 0 when they are different words."""
    if not a.bones or not b.bones:
        return SAME_BONES if a.bones == b.bones else 0.0
    alike = SAME_BONES * OSA.normalized_similarity(a.bones, b.bones)
    return alike if alike >= MIN_WORD else 0.0


def _paired(a: tuple[Word, ...], b: tuple[Word, ...], alike: Callable[[Word, Word], float], rarity: Rarity) -> float:
    """Return the share of both names, by rarity, that has a partner in the other."""
    pairs = sorted(
        ((score, i, j) for i, x in enumerate(a) for j, y in enumerate(b) if (score := alike(x, y))), reverse=True
    )
    weight_a, weight_b = [rarity(word.sound) for word in a], [rarity(word.sound) for word in b]
    left_a, left_b = set(range(len(a))), set(range(len(b)))
    shared, least, written_out = 0.0, 1.0, 0
    for score, i, j in pairs:
        if i in left_a and j in left_b:
            left_a.discard(i)
            left_b.discard(j)
            shared += score * (weight_a[i] + weight_b[j])
            least = min(least, score)
            written_out += score > INITIAL
    whole = min(1.0, shared / (sum(weight_a) + sum(weight_b)))
    if bool(left_a) == bool(left_b) or written_out < _MIN_WRITTEN_OUT:
        return whole
    missing = sum(weight_a[i] for i in left_a) / sum(weight_a) + sum(weight_b[j] for j in left_b) / sum(weight_b)
    return max(whole, PART * least * (1 - _MISSING * missing))


def _joined(a: tuple[Word, ...], b: tuple[Word, ...], *, by_bones: bool) -> float:
    """Return how alike two short names are without the gaps between their words, in the likeliest order."""
    fewer, more = sorted((a, b), key=len)
    ways = _turned(more)
    if by_bones:
        bones = "".join(word.bones for word in fewer)
        return SAME_BONES * max(OSA.normalized_similarity("".join(w.bones for w in way), bones) for way in ways)
    spelt, sound = "".join(word.spelt for word in fewer), "".join(word.sound for word in fewer)
    if len(spelt) > _MAX_JOINED or len(a) == len(b):
        return 0.0
    joined = (("".join(w.spelt for w in way), "".join(w.sound for w in way)) for way in ways)
    return max(_letters_alike(*way, spelt, sound) for way in joined)


def _turned(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Return a name as given, and with its family name at the other end."""
    return [words, words[1:] + words[:1], words[-1:] + words[:-1]] if len(words) > 1 else [words]
