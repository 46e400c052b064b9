"""Are two names the same, whatever their order, accents and script? Compared as names on documents are written.

Rules, in this order: the same words (SAME); one name holds the other, with initials and cut words counted (PART); a
letter or two differ (NEAR); else OTHER. A name in a script without an agreed way into Latin letters is never OTHER.

Source: ICAO Doc 9303 part 3, section 6 (letters), section 4.6 (order and truncation).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import OSA

from candor.domain.documents import Agreement

MAX_NAME: Final = 240
_MAX_WORDS: Final = 12
_LETTERS: Final = (
    "Ä:AE Å:AA Æ:AE Ö:OE Ø:OE Œ:OE Ü:UE ẞ:SS Þ:TH Ð:D Ĳ:IJ "
    "Ж:ZH Й:I Х:KH Ц:TS Ч:CH Ш:SH Щ:SHCH Ъ:IE Ы:Y Ь: Э:E Ю:IU Я:IA Ё:E Є:IE І:I Ї:I Ґ:G"
)
"""Letters whose ICAO form is not what leaving out the accent gives."""
_ICAO: Final = str.maketrans({pair[0]: pair[2:] for pair in _LETTERS.split()})
_JOINED: Final = re.compile(r"['’`ʼʹʻ.]")
_MIN_NEAR: Final = 4
"""Letters of a word in which one may differ: shorter names are too often different names."""
_MAX_SLIPS: Final = 2

Word = frozenset[str]
"""All ways in which one word is written in A to Z."""


def name_agreement(document: str, application: str, *, is_cut: bool = False) -> Agreement:
    """Return how the name on a document goes with the name of an application.

    Args:
        document: all names, in any order.
        application: as typed, in any script.
        is_cut: words of the document may be shortened.
    """
    if not (mine := words_of(document)) or not (theirs := words_of(application)):
        return Agreement.UNKNOWN
    if len(mine) == len(theirs) and _all_found(mine, theirs, _same):
        return Agreement.SAME
    if _joined(mine) & _joined(theirs):
        return Agreement.SAME
    if _holds(mine, theirs, _same, is_cut=is_cut):
        return Agreement.PART
    if _holds(mine, theirs, _near, is_cut=is_cut) and _slips(mine, theirs) <= _MAX_SLIPS:
        return Agreement.NEAR
    return Agreement.OTHER if _is_latin(document) and _is_latin(application) else Agreement.UNKNOWN


def words_of(name: str) -> list[Word]:
    """Return the words of a name, each with its ways of being written."""
    plain = _JOINED.sub("", unicodedata.normalize("NFC", name[:MAX_NAME])).upper().replace("ß", "ẞ")
    words = (_written(word) for word in re.split(r"[\s\-<,/]+", plain)[:_MAX_WORDS])
    return [word for word in words if word]


def _written(word: str) -> Word:
    ways = {anyascii(word), anyascii(word.translate(_ICAO)), anyascii(_without_accents(word))}
    return frozenset(way for way in ("".join(re.findall("[A-Z]", each.upper())) for each in ways) if way)


def _without_accents(word: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFKD", word) if not unicodedata.combining(character)
    )


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(character, "") for character in name if character.isalpha())


def _joined(words: Sequence[Word]) -> set[str]:
    """Return a short name written without spaces, in every order: documents join and split what people do not."""
    if len(words) > 4:
        return set()
    ways = zip(*(sorted(word) * 3 for word in words), strict=False)
    return {"".join(order) for way in ways for order in permutations(way)}


def _holds(mine: Sequence[Word], theirs: Sequence[Word], alike: Callable[[Word, Word], bool], *, is_cut: bool) -> bool:
    """Tell whether every word of the shorter name is in the longer one, two of them written out."""

    def found(a: Word, b: Word) -> bool:
        return alike(a, b) or _is_initial(a, b) or (is_cut and _is_start(a, b))

    fewer, more = sorted((mine, theirs), key=len)
    written_out = sum(any(alike(a, b) for b in more if _length(a) > 1) for a in fewer)
    return written_out >= min(2, len(more)) and _all_found(fewer, more, found)


def _all_found(fewer: Sequence[Word], more: Sequence[Word], alike: Callable[[Word, Word], bool]) -> bool:
    """Tell whether each word has a partner of its own."""
    left = list(more)
    for word in sorted(fewer, key=_length, reverse=True):
        partner = next((each for each in left if alike(word, each)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _same(a: Word, b: Word) -> bool:
    return bool(a & b)


def _near(a: Word, b: Word) -> bool:
    return _same(a, b) or (min(_length(a), _length(b)) >= _MIN_NEAR and _distance(a, b) <= 1)


def _distance(a: Word, b: Word) -> int:
    return min(OSA.distance(x, y) for x in a for y in b)


def _slips(mine: Sequence[Word], theirs: Sequence[Word]) -> int:
    """Return in how many letters the words of the shorter name differ from their likest partners."""
    fewer, more = sorted((mine, theirs), key=len)
    return sum(min(0 if _is_initial(a, b) or _is_start(a, b) else _distance(a, b) for b in more) for a in fewer)


def _is_initial(a: Word, b: Word) -> bool:
    return any(min(len(x), len(y)) == 1 and x[0] == y[0] for x in a for y in b)


def _is_start(a: Word, b: Word) -> bool:
    return any(x.startswith(y) or y.startswith(x) for x in a for y in b)


def _length(word: Word) -> int:
    return max(map(len, word))
