"""Which spellings sound alike? A word of a to z is folded in three steps, each losing more of how it was romanised.

`spelt`: as written. `sound`: letters that romanisations use for one another are one letter (k for g, t for d, p for
b, C for ch, j, zh and q of pinyin, s for sh, x, hs and z), and vowels fall into three classes. `bones`: consonants
only, for scripts that leave vowels out.

The classes follow what is written differently by McCune-Reischauer and the Revised Romanisation of Korean (k/g, t/d,
p/b, ch/j; o/eo, u/eu), Wade-Giles and pinyin (t/d, hs/x, ts/z, ch/zh/q/j), and the usual romanisations of Arabic and
Cyrillic (kh/h, gh/g, q/k, dh/d, y/i).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_HABITS: Final = {
    "park": "pak",
    "lee": "li",
    "leigh": "li",
    "rhee": "li",
    "yi": "i",
    "no": "ro",
    "noh": "ro",
    "roh": "ro",
    "wu": "u",
    "woo": "u",
}
"""Korean family names whose usual English spelling follows no rule."""
_CONSONANTS: Final = (
    (r"^q(?=i|u(?:a|e|n|$))", "C"),  # q of pinyin, not of Arabic
    (r"ph", "f"),
    (r"tch|tsch|ch|cz|zh|dzh|dj|jj|j", "C"),
    (r"c(?=[eiy])", "s"),
    (r"x(?=[aeo]|$)", "ks"),
    (r"hs(?=[iu])|tz|ts|sh|z|x", "s"),
    (r"kh", "h"),
    (r"(?<!n)gh|ck|q|g|c", "k"),
    (r"th|dh|d", "t"),
    (r"b", "p"),
    (r"(?<=[^aeiouy])w(?![aeiou])|w(?=[aeiou])", "u"),
    (r"[vw]", "f"),
)
_KOREAN_START: Final = ((r"^[rl](?=[iy]|ee)", ""),)
"""Ri, Li and I, Ryong and Yong are one name in the North and the South."""
_VOWELS: Final = (
    (r"eo|ou|oo|eu", "o"),
    (r"ai|ay|ei|ey|ae|ee|ea|ie|iy|yi|ij|ui|oi|oe", "i"),
    (r"(?<=[aeiou])h(?![aeiou])", ""),
    (r"[ou]", "u"),
    (r"[eiy]", "i"),
    (r"(.)\1+", r"\1"),
)
_NO_VOWELS: Final = ((r"[aeiouy]", ""), (r"(.)\1+", r"\1"), (r"(?<=.)h$", ""))

Steps = tuple[tuple[re.Pattern[str], str], ...]


def _steps(*groups: tuple[tuple[str, str], ...]) -> Steps:
    return tuple((re.compile(pattern), to) for group in groups for pattern, to in group)


_SOUND: Final = _steps(_KOREAN_START, _CONSONANTS, _VOWELS)
_BONES: Final = _steps(_CONSONANTS, _NO_VOWELS)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, in three steps of folding."""

    spelt: str
    sound: str
    bones: str


@lru_cache(maxsize=200_000)
def heard(word: str) -> Word:
    """Return a word of a to z or digits with its foldings."""
    if word.isdigit():
        return Word(word, word, word)
    usual = _HABITS.get(word, word)
    return Word(word, _folded(usual, _SOUND) or word, _folded(word, _BONES))


def _folded(word: str, steps: Steps) -> str:
    for pattern, to in steps:
        word = pattern.sub(to, word)
    return word
