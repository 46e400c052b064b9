"""How might a listed name stand in an application? Seeded alterations: order, gaps, slips, other spellings and scripts.

Shares no table with what is tested (`candor.watchlists`); what cannot be altered in a way gives nothing.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from candor.evaluation.names.korean import in_cyrillic, in_hangul, respelled

_NEIGHBOURS: Final = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, letter in enumerate(row)
}
_OTHER_LETTERS: Final = (
    ("kh", "h"), ("zh", "j"), ("ey", "ei"), ("iy", "y"), ("yu", "iu"), ("ya", "ia"), ("ks", "x"), ("x", "hs"),
    ("sh", "sch"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("v", "w"), ("q", "k"), ("ca", "ka"), ("co", "ko"),
    ("cu", "ku"), ("z", "s"), ("y", "i"), ("ph", "f"), ("aa", "a"),
)  # fmt: skip
"""What other habits write, tried in this order."""
_FORMS: Final = {
    "corporation": "corp", "company": "co", "limited": "ltd", "co": "company", "ltd": "limited", "corp": "corporation",
    "general": "gen", "international": "intl", "trading": "trdg", "shipping": "shpg", "bank": "banking corp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Altered:
    """A name as it might be written."""

    kind: str
    """Name of the alteration."""
    name: str


def alterations(name: str, *, is_person: bool, seed: str) -> Iterator[Altered]:
    """Yield a name in every way in which it can be altered, the same ones for the same seed."""
    words = plain_words(name)
    if not words:
        return
    ways = _PERSON if is_person else _ORGANISATION
    for kind, alter in ways.items():
        altered = alter(words, random.Random(f"{seed}:{kind}:{name}"))  # noqa: S311  # no secret
        if altered and altered.casefold() != " ".join(words):
            yield Altered(kind, altered)


def plain_words(name: str) -> list[str]:
    """Return the words of a name in Latin letters, lower case, without accents, brackets; empty for other scripts."""
    without = re.sub(r"\([^)]*\)", " ", name)
    letters = unicodedata.normalize("NFD", re.sub(r"['’‘`]", "", without)).casefold()
    return re.findall(r"[a-z0-9]+", letters) if not re.search(r"[^\W\d_a-z]", _bare(letters)) else []


def _bare(letters: str) -> str:
    return "".join(each for each in letters if not unicodedata.combining(each))


def _title(words: Sequence[str]) -> str:
    return " ".join(word.capitalize() for word in words)


def _order(words: Sequence[str], chance: random.Random) -> str:
    if len(words) < 2:
        return ""
    return _title([*words[1:], words[0]]) if chance.random() < 0.7 else _title(chance.sample(words, len(words)))


def _gaps(words: Sequence[str], chance: random.Random) -> str:
    if len(words) < 3:
        return ""
    family, *given = words
    joined = chance.choice(["", "-"]).join(given)
    return f"{family.capitalize()} {joined.capitalize()}" if chance.random() < 0.5 else _title([joined, family])


def _slip(words: Sequence[str], chance: random.Random) -> str:
    at = chance.choice([number for number, word in enumerate(words) if len(word) == max(map(len, words))])
    return _title([*words[:at], _one_slip(words[at], chance), *words[at + 1 :]])


def _one_slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    kind = chance.randrange(4)
    if kind == 0 and len(word) > 3:
        return word[:at] + word[at + 1 :]
    if kind == 1 and len(word) > 1:
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice(_NEIGHBOURS.get(word[at], word[at])) + word[at + 1 :]


def _spelling(words: Sequence[str], chance: random.Random) -> str:
    other = respelled(words, chance) or list(words)
    rest = [word if word != old else _other_letters(word) for word, old in zip(other, words, strict=True)]
    return _title(rest)


def _other_letters(word: str) -> str:
    return next((word.replace(old, new) for old, new in _OTHER_LETTERS if old in word), word)


def _script(words: Sequence[str], chance: random.Random) -> str:
    hangul = in_hangul(words, chance)
    return hangul if hangul and chance.random() < 0.7 else in_cyrillic(words)


def _initial(words: Sequence[str], chance: random.Random) -> str:
    if len(words) < 3:
        return ""
    at = chance.randrange(1, len(words))
    return _title([*words[:at], f"{words[at][0]}.", *words[at + 1 :]])


def _missing(words: Sequence[str], chance: random.Random) -> str:
    if len(words) < 3:
        return ""
    at = chance.randrange(1, len(words))
    return _title([*words[:at], *words[at + 1 :]])


def _forms(words: Sequence[str], chance: random.Random) -> str:  # noqa: ARG001  # every way takes the same
    return _title([_FORMS.get(word, word) for word in words])


Alteration = Callable[[Sequence[str], random.Random], str]
_PERSON: Final[dict[str, Alteration]] = {
    "order": _order,
    "gaps": _gaps,
    "slip": _slip,
    "transliteration": _spelling,
    "script": _script,
    "initial": _initial,
    "missing word": _missing,
}
_ORGANISATION: Final[dict[str, Alteration]] = {
    "order": _order,
    "slip": _slip,
    "transliteration": _spelling,
    "legal form": _forms,
}
ASKED_FOR: Final = ("alias", "order", "gaps", "slip", "transliteration", "script", "legal form")
"""What the target is set for; the others leave out what tells people apart, and are told beside it."""
