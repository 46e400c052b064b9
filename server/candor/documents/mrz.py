"""What do the lines of a machine readable zone say? Fields by their fixed places, and their check digits.

Source: ICAO Doc 9303, parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (MRV-A, MRV-B). The number is checked and not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from candor.documents.check_digits import FILLER, fits
from candor.domain.documents import CheckDigit, DocumentFields, Zone

Span = tuple[int, int, int]
"""Line, first place, place after the last."""
_LIFE_YEARS: Final = 50
"""Documents live ten years or so: an expiry date farther ahead than this is one of the last century."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields of one zone stand."""

    n_lines: int
    width: int
    issuer: Span
    name: Span
    number: Span
    birth: Span
    expiry: Span
    whole: tuple[Span, ...]
    """What the last check digit guards; empty without one."""
    digits: tuple[Span, ...]
    """Places that hold digits (or fillers) only."""
    letters: tuple[Span, ...]
    """Places that hold letters (or fillers) only."""
    optional: Span | None = None
    """The optional data behind a number that may be too long for its field (TD1, TD2)."""


LAYOUTS: Final[Mapping[Zone, Layout]] = {
    Zone.TD1: Layout(
        *(3, 30, (0, 2, 5), (2, 0, 30), (0, 5, 14), (1, 0, 6), (1, 8, 14)),
        whole=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
        digits=((1, 0, 7), (1, 8, 15), (1, 29, 30)),
        letters=((0, 0, 1), (0, 2, 5), (1, 15, 18), (2, 0, 30)),
        optional=(0, 15, 30),
    ),
    Zone.TD2: Layout(
        *(2, 36, (0, 2, 5), (0, 5, 36), (1, 0, 9), (1, 13, 19), (1, 21, 27)),
        whole=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
        digits=((1, 13, 20), (1, 21, 28), (1, 35, 36)),
        letters=((0, 0, 1), (0, 2, 36), (1, 10, 13)),
        optional=(1, 28, 35),
    ),
    Zone.TD3: Layout(
        *(2, 44, (0, 2, 5), (0, 5, 44), (1, 0, 9), (1, 13, 19), (1, 21, 27)),
        whole=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
        digits=((1, 9, 10), (1, 13, 20), (1, 21, 28), (1, 42, 44)),
        letters=((0, 0, 1), (0, 2, 44), (1, 10, 13)),
    ),
    Zone.MRV_A: Layout(
        *(2, 44, (0, 2, 5), (0, 5, 44), (1, 0, 9), (1, 13, 19), (1, 21, 27)),
        whole=(),
        digits=((1, 9, 10), (1, 13, 20), (1, 21, 28)),
        letters=((0, 0, 1), (0, 2, 44), (1, 10, 13)),
    ),
    Zone.MRV_B: Layout(
        *(2, 36, (0, 2, 5), (0, 5, 36), (1, 0, 9), (1, 13, 19), (1, 21, 27)),
        whole=(),
        digits=((1, 9, 10), (1, 13, 20), (1, 21, 28)),
        letters=((0, 0, 1), (0, 2, 36), (1, 10, 13)),
    ),
}


def zone_of(lines: Sequence[str]) -> Zone | None:
    """Return which zone lines of these lengths are; None when there is no such zone."""
    shape = (len(lines), {len(line) for line in lines})
    is_visa = bool(lines) and lines[0].startswith("V")
    pairs = {(2, 44): (Zone.TD3, Zone.MRV_A), (2, 36): (Zone.TD2, Zone.MRV_B), (3, 30): (Zone.TD1, Zone.TD1)}
    return next((pair[is_visa] for (n, width), pair in pairs.items() if shape == (n, {width})), None)


def check_digits_of(lines: Sequence[str], zone: Zone) -> dict[CheckDigit, bool]:
    """Return which check digits of a zone are right; fields that hold fillers only are not checked."""
    layout = LAYOUTS[zone]
    checks: dict[CheckDigit, bool] = {}
    if _at(lines, layout.number).strip(FILLER):
        checks[CheckDigit.NUMBER] = _number_fits(lines, layout)
    for name, span in ((CheckDigit.BIRTH_DATE, layout.birth), (CheckDigit.EXPIRY_DATE, layout.expiry)):
        if _at(lines, span).strip(FILLER):
            checks[name] = _guarded(lines, span)
    if layout.whole:
        guarded = "".join(_at(lines, span) for span in layout.whole)
        checks[CheckDigit.WHOLE] = fits(guarded, lines[1][-1])
    return checks


def read_zone(lines: Sequence[str], today: date) -> DocumentFields | None:
    """Return the fields of a machine readable zone; None when the lines are none.

    Args:
        lines: upper case, of the zone's alphabet, of exactly the right length.
        today: tells the century of years of two digits.
    """
    zone = zone_of(lines)
    if zone is None:
        return None
    layout = LAYOUTS[zone]
    field = _at(lines, layout.name)
    surname, _, given = field.rstrip(FILLER).partition(FILLER * 2)
    return DocumentFields(
        zone=zone,
        issuer=_at(lines, layout.issuer).replace(FILLER, ""),
        surname=_words(surname),
        given_names=_words(given),
        # A name that fills its field to the last place was cut or fits exactly: nobody can tell (part 3, 4.6).
        is_name_cut=not field.endswith(FILLER),
        birth_date=_day(_at(lines, layout.birth), _past_century(today)),
        expiry_date=_day(_at(lines, layout.expiry), _coming_century(today)),
        checks=check_digits_of(lines, zone),
    )


def _at(lines: Sequence[str], span: Span) -> str:
    line, start, end = span
    return lines[line][start:end]


def _guarded(lines: Sequence[str], span: Span) -> bool:
    """Tell whether the digit behind a field fits it."""
    line, _, end = span
    return fits(_at(lines, span), lines[line][end])


def _number_fits(lines: Sequence[str], layout: Layout) -> bool:
    """Check the number; a long one goes on in the optional data, with its digit behind (part 5, 4.2.2, note j)."""
    line, _, end = layout.number
    if lines[line][end] == FILLER and layout.optional:
        rest = _at(lines, layout.optional).partition(FILLER)[0]
        if len(rest) > 1:
            return fits(_at(lines, layout.number) + rest[:-1], rest[-1])
    return _guarded(lines, layout.number)


def _words(field: str) -> str:
    return " ".join(field.replace(FILLER, " ").split())


def _day(text: str, century: Callable[[int, int, int], int]) -> date | None:
    """Return the day that YYMMDD names; None for unknown parts and days that no calendar has."""
    if not (text.isascii() and text.isdigit()):
        return None
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    try:
        return date(century(year, month, day) + year, month, day)
    except ValueError:
        return None


def _past_century(today: date) -> Callable[[int, int, int], int]:
    """Nobody was born after today."""

    def century(year: int, month: int, day: int) -> int:
        this = today.year // 100 * 100
        return this if (this + year, month, day) <= (today.year, today.month, today.day) else this - 100

    return century


def _coming_century(today: date) -> Callable[[int, int, int], int]:
    def century(year: int, _month: int, _day: int) -> int:
        this = today.year // 100 * 100
        near = [each for each in (this - 100, this, this + 100) if each + year <= today.year + _LIFE_YEARS]
        return near[-1]

    return century
