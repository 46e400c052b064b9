"""Does a check digit fit? ICAO Doc 9303 part 3, section 4.9: weights 7, 3, 1 and a sum modulo 10."""

from __future__ import annotations

from typing import Final

FILLER: Final = "<"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES: Final = (
    {FILLER: 0} | {digit: int(digit) for digit in "0123456789"} | {a: 10 + n for n, a in enumerate(_LETTERS)}
)
_WEIGHTS: Final = (7, 3, 1)

ALPHABET: Final = frozenset(_VALUES)
"""The 37 characters of a machine readable zone."""


def check_digit(text: str) -> str:
    """Return the check digit of characters of the zone's alphabet; ValueError for any other."""
    unknown = set(text) - ALPHABET
    if unknown:
        raise ValueError(f"not of a machine readable zone: {sorted(unknown)}")
    return str(sum(_VALUES[character] * _WEIGHTS[n % 3] for n, character in enumerate(text)) % 10)


def fits(text: str, digit: str) -> bool:
    """Tell whether the digit guards the text. An empty field may carry a filler instead of 0."""
    if digit == FILLER:
        return not text.strip(FILLER)
    return check_digit(text) == digit
