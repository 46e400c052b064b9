"""In which encoding is a text? By its mark, else UTF-8 where that fits, else the likeliest that spreadsheets write."""

from __future__ import annotations

import codecs
from typing import Final

from charset_normalizer import from_bytes

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LIKELY: Final = ("cp1252", "cp1251", "cp1253", "cp1256", "gb18030", "big5", "shift_jis", "euc_kr")
"""Without cp1250 and cp1254: too near to cp1252 to be told from it; --encoding names those."""
_MANY: Final = 24
"""Bytes beyond ASCII from which a guess is worth more than what Western spreadsheets write."""


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text.

    Args:
        sample: its beginning; a character that is cut at its end does no harm.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _guess(sample)
    return "utf-8"


def _guess(sample: bytes) -> str:
    if sum(byte > 127 for byte in sample) < _MANY:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(_LIKELY)).best()
    return best.encoding if best else "cp1252"
