"""How else is a Korean name romanised, or written in its own letters? Tables of the test, shared with nothing tested.

A word of North Korean or McCune-Reischauer spelling is taken apart into syllables; what its spelling leaves open (o or
ŏ, u or ŭ, plain or aspirated) is drawn by chance.

Source: Revised Romanisation (South Korea, 2000); McCune-Reischauer (1939); Kontsevich's Cyrillic system (1966).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

_SYLLABLE: Final = re.compile(
    r"(ch|kk|tt|pp|ss|jj|k|g|n|t|d|r|l|m|p|b|s|j|h)?"
    r"(yae|yeo|wae|yo|ya|ye|yu|ae|eo|eu|oe|ui|wa|wo|we|wi|a|e|i|o|u)"
    r"(ng|k|n|l|m|p|t)?(?![aeiou]|y[aeou]|w[aeio])"
)
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = "_ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_ONSET: Final = {
    "": "ㅇ", "k": "ㄱ", "g": "ㄱ", "kk": "ㄲ", "n": "ㄴ", "t": "ㄷ", "d": "ㄷ", "tt": "ㄸ", "r": "ㄹ", "l": "ㄹ",
    "m": "ㅁ", "p": "ㅂ", "b": "ㅂ", "pp": "ㅃ", "s": "ㅅ", "ss": "ㅆ", "ch": "ㅈㅊ", "j": "ㅈ", "jj": "ㅉ", "h": "ㅎ",
}  # fmt: skip
_NUCLEUS: Final = {
    "a": "ㅏ", "ae": "ㅐ", "ya": "ㅑ", "yae": "ㅒ", "o": "ㅓㅗ", "eo": "ㅓ", "e": "ㅔ", "yo": "ㅕㅛ", "yeo": "ㅕ",
    "ye": "ㅖ",
    "wa": "ㅘ", "wae": "ㅙ", "oe": "ㅚ", "u": "ㅜㅡ", "eu": "ㅡ", "wo": "ㅝ", "we": "ㅞ", "wi": "ㅟ", "yu": "ㅠ",
    "ui": "ㅢ", "i": "ㅣ",
}  # fmt: skip
_CODA: Final = {"": "_", "k": "ㄱ", "n": "ㄴ", "t": "ㅅ", "l": "ㄹ", "m": "ㅁ", "p": "ㅂ", "ng": "ㅇ"}
_LATIN_ONSET: Final = {
    "ㄱ": ("g", "k"), "ㄲ": ("kk",), "ㄴ": ("n",), "ㄷ": ("d", "t"), "ㄸ": ("tt",), "ㄹ": ("r", "l"), "ㅁ": ("m",),
    "ㅂ": ("b", "p"), "ㅃ": ("pp",), "ㅅ": ("s",), "ㅆ": ("ss",), "ㅇ": ("",), "ㅈ": ("j", "ch"), "ㅉ": ("jj",),
    "ㅊ": ("ch",), "ㅎ": ("h",),
}  # fmt: skip
_LATIN_NUCLEUS: Final = {
    "ㅏ": ("a", "ah"), "ㅐ": ("ae", "ai"), "ㅑ": ("ya",), "ㅒ": ("yae",), "ㅓ": ("eo", "u", "o"), "ㅔ": ("e",),
    "ㅕ": ("yeo", "you", "yo"), "ㅖ": ("ye",), "ㅗ": ("o", "oh"), "ㅘ": ("wa",), "ㅙ": ("wae",), "ㅚ": ("oe", "oi"),
    "ㅛ": ("yo",), "ㅜ": ("u", "oo"), "ㅝ": ("wo", "weo"), "ㅞ": ("we",), "ㅟ": ("wi", "wee"), "ㅠ": ("yu", "yoo"),
    "ㅡ": ("eu", "u"), "ㅢ": ("ui", "eui"), "ㅣ": ("i", "ee"),
}  # fmt: skip
_LATIN_CODA: Final = {"_": "", "ㄱ": "k", "ㄴ": "n", "ㅅ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_CYRILLIC: Final = (
    ("jj", "чч"), ("ch", "ч"), ("yae", "йе"), ("yeo", "ё"), ("wae", "вэ"), ("yo", "ё"), ("ya", "я"), ("ye", "йе"),
    ("yu", "ю"), ("ae", "э"), ("eo", "о"), ("eu", "ы"), ("oe", "вэ"), ("ui", "ый"), ("wa", "ва"), ("wo", "во"),
    ("we", "ве"), ("wi", "ви"), ("ng", "н"), ("a", "а"), ("e", "е"), ("i", "и"), ("o", "о"), ("u", "у"), ("k", "к"),
    ("g", "к"), ("n", "н"), ("t", "т"), ("d", "т"), ("r", "р"), ("l", "ль"), ("m", "м"), ("p", "п"), ("b", "п"),
    ("s", "с"), ("j", "ч"), ("h", "х"), ("w", "в"), ("y", "й"),
)  # fmt: skip
_FAMILY: Final = {
    "ri": ("lee", "yi", "li", "rhee"), "rim": ("lim", "im", "yim"), "pak": ("park", "bak"), "choe": ("choi",),
    "kim": ("gim", "kim"), "ryu": ("yoo", "yu", "ryoo"), "jong": ("jung", "chung", "jeong"), "cho": ("jo",),
    "jo": ("cho",), "jang": ("chang",), "chang": ("jang",), "kang": ("gang",), "paek": ("baek", "paik"),
    "ro": ("roh", "noh"),
    "an": ("ahn",), "o": ("oh",), "u": ("woo",), "yun": ("yoon",), "so": ("seo", "suh"), "sin": ("shin",),
    "ho": ("heo", "hur"),
    "mun": ("moon",), "ku": ("koo",), "ryang": ("yang",), "son": ("sohn",), "sim": ("shim",), "kwon": ("gwon",),
}  # fmt: skip

Jamo = tuple[str, str, str]


def syllables(word: str, chance: random.Random) -> list[Jamo] | None:
    """Return the letters of a romanised word, syllable by syllable; None when it cannot be Korean."""
    found: list[Jamo] = []
    at = 0
    while at < len(word):
        match = _SYLLABLE.match(word, at)
        if match is None:
            return None
        onset, nucleus, coda = (part or "" for part in match.groups())
        found.append((chance.choice(_ONSET[onset]), chance.choice(_NUCLEUS[nucleus]), _CODA[coda]))
        at = match.end()
    return found or None


def in_hangul(words: Sequence[str], chance: random.Random) -> str | None:
    """Return a name in Korean letters, or None when a word of it cannot be Korean."""
    letters: list[str] = []
    for word in words:
        parts = syllables(word, chance)
        if parts is None:
            return None
        letters += [_block(*part) for part in parts]
    return "".join(letters)


def respelled(words: Sequence[str], chance: random.Random) -> list[str] | None:
    """Return the words in another romanisation, the first in the habit of family names; None when none is Korean."""
    given = [_other_spelling(word, chance) for word in words]
    if all(word is None for word in given):
        return None
    new = [word if other is None else other for word, other in zip(words, given, strict=True)]
    if words[0] in _FAMILY:
        new[0] = chance.choice(_FAMILY[words[0]])
    return new


def in_cyrillic(words: Sequence[str]) -> str:
    """Return a romanised name as a Russian text writes it."""
    return " ".join(_cyrillic_word(word) for word in words)


def _other_spelling(word: str, chance: random.Random) -> str | None:
    parts = syllables(word, chance)
    if parts is None:
        return None
    return "".join(
        chance.choice(_LATIN_ONSET[onset]) + chance.choice(_LATIN_NUCLEUS[nucleus]) + _LATIN_CODA[coda]
        for onset, nucleus, coda in parts
    )


def _block(onset: str, nucleus: str, coda: str) -> str:
    return chr(0xAC00 + (_INITIALS.index(onset) * 21 + _MEDIALS.index(nucleus)) * 28 + _FINALS.index(coda))


def _cyrillic_word(word: str) -> str:
    written = ""
    while word:
        start, letters = next(((a, b) for a, b in _CYRILLIC if word.startswith(a)), (word[0], word[0]))
        written += letters
        word = word[len(start) :]
    return written.capitalize()
