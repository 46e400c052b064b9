"""How is a name written in Latin letters? From any script to words of a to z and digits, in every way that is usual.

Korean letters become the spelling that North Korea and McCune-Reischauer share where marks are left out; Chinese
characters are read in Mandarin (pinyin), Korean and Japanese; all else goes letter by letter (anyascii).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, Protocol, cast

from anyascii import anyascii

MAX_NAME: Final = 300
MAX_WORDS: Final = 14
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]")
_KANA: Final = re.compile(r"[\u3040-\u30ff]")
_JOINED: Final = re.compile(r"['’‘`´ʼʻʹʿʾ′]")
_IN_BRACKETS: Final = re.compile(r"[(\[][^)\]]*[)\]]")

_UNVOWELLED: Final = ("ARABIC LETTER", "HEBREW LETTER", "SYRIAC LETTER", "THAI CHARACTER")

_AS_KOREAN: Final = str.maketrans({"в": "w", "ы": "u"})

# The letters of a syllable in the order of Unicode, section 3.12; texts, because lists would take a page.
_ONSETS: Final = ("k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h")
_VOWELS: Final = tuple("a,ae,ya,yae,o,e,yo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,u,ui,i".split(","))  # noqa: SIM905
_CODAS: Final = tuple(",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t".split(","))  # noqa: SIM905

Words = tuple[str, ...]


class _Morpheme(Protocol):
    def reading_form(self) -> str: ...


@lru_cache(maxsize=20_000)
def spellings(name: str) -> tuple[Words, ...]:
    """Return the ways of writing a name as words of a to z and digits; empty when it has no letter that can be read.

    Args:
        name: in any script; what is beyond MAX_NAME letters is left out.
    """
    plain = unicodedata.normalize("NFKC", name[:MAX_NAME])
    without_brackets = _IN_BRACKETS.sub(" ", plain)
    plain = without_brackets if any(map(str.isalpha, without_brackets)) else plain
    if plain.isascii():
        ways: Sequence[str] = (plain,)
    elif _HAN.search(plain) and _KANA.search(plain):
        ways = (_japanese_reading(plain),)
    elif _HAN.search(plain):
        ways = (_mandarin(plain), _korean_reading(plain), _japanese_reading(plain))
    else:
        ways = (plain, *_korean_in_russian(plain))
    return tuple(dict.fromkeys(words for way in ways if (words := _words(way))))


def is_unvowelled(name: str) -> bool:
    """Tell whether a script leaves vowels out: only consonants can be compared then."""
    return not name.isascii() and any(unicodedata.name(each, "").startswith(_UNVOWELLED) for each in name)


def _japanese_reading(text: str) -> str:
    """Return a name in the syllables of a Japanese reading; empty where a character has none."""
    tokenize = _japanese()
    read = [morpheme.reading_form() for word in text.split() for morpheme in tokenize(word)]
    return "" if any(_HAN.search(each) for each in read) else " ".join(read)


@cache
def _japanese() -> Callable[[str], Iterable[_Morpheme]]:
    from sudachipy import Dictionary  # noqa: PLC0415  # as above  # pyright: ignore[reportMissingTypeStubs]

    return cast("Callable[[str], Iterable[_Morpheme]]", Dictionary(dict="small").tokenizer().tokenize)


def _words(text: str) -> Words:
    latin = text if text.isascii() else _latin(text)
    return tuple(re.findall(r"[a-z]+|\d+", _JOINED.sub("", latin.casefold())))[:MAX_WORDS]


def _latin(text: str) -> str:
    return anyascii(_HANGUL.sub(lambda found: f" {_syllable(found[0])} ", _without_marks(text)))


def _without_marks(text: str) -> str:
    """Leave out the accents of Latin letters; other scripts keep their marks, which are letters there."""
    joined = _JOINED.sub("", text)
    return "".join(
        unicodedata.normalize("NFD", each)[0] if unicodedata.name(each, "").startswith("LATIN") else each
        for each in joined
    )


def _syllable(hangul: str) -> str:
    number = ord(hangul) - 0xAC00
    return _ONSETS[number // 588] + _VOWELS[number % 588 // 28] + _CODAS[number % 28]


def _korean_in_russian(text: str) -> tuple[str, ...]:
    """Return short words in Cyrillic as Korean ones: Russian writes n for ng, v for w, e or y for middle vowels."""
    words = text.casefold().split()
    if not words or not all(re.fullmatch(r"[а-яё-]{1,5}", word) for word in words):
        return ()
    return (" ".join(re.sub("н$", "нг", word.translate(_AS_KOREAN)).replace("че", "чо") for word in words),)


def _mandarin(text: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # its tables take a moment, and few names need them

    return " ".join(lazy_pinyin(text))


def _korean_reading(text: str) -> str:
    from hanja.table import hanja_table  # noqa: PLC0415  # as above  # pyright: ignore[reportMissingTypeStubs]

    table = cast("dict[str, str]", hanja_table)
    family_kim = re.sub(r"^\s*金", "김", text)  # as a family name it is not read as the metal is
    return _HAN.sub(lambda found: table.get(found[0], found[0]), family_kim)
