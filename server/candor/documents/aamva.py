"""What does the barcode text of a licence of the United States or Canada say? Elements of three letters, one a line.

Source: AAMVA DL/ID Card Design Standard 2025, annex D; elements of versions 1 to 11 that name the holder and two dates.
The customer number (DAQ) is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from candor.domain.documents import DocumentFields, Zone

MAX_TEXT: Final = 4000
"""No PDF417 symbol holds more characters (ISO/IEC 15438: 2710 digits, 1850 letters)."""
_HEADER: Final = re.compile(r"(?:ANSI |AAMVA)[0-9]{8}")
_FIRST_ELEMENT: Final = re.compile(r"(?:DL|ID)(?=D[A-D][A-Z]|Z)")
_ELEMENT: Final = re.compile(r"(?P<name>D[A-D][A-Z])(?P<value>.*)")
_LINES: Final = re.compile(r"[\n\r\x1e\x1d]+")
_NOTHING: Final = frozenset({"", "NONE", "UNAVL", "UNAVAIL"})
_CENTURIES: Final = ("19", "20")
_CUT: Final = "T"


def read_licence(text: str) -> DocumentFields | None:
    """Return what the text of a barcode says, of any length and content; None when it is no licence."""
    text = text[:MAX_TEXT]
    header = _HEADER.search(text)
    if header is None:
        return None
    elements = _elements(text[header.end() :])
    surname, given = _names(elements)
    if not surname and not given:
        return None
    return DocumentFields(
        zone=Zone.AAMVA,
        issuer=elements.get("DCG", "")[:3],
        surname=surname,
        given_names=given,
        is_name_cut=_CUT in {elements.get(flag) for flag in ("DDE", "DDF", "DDG")},
        birth_date=_day(elements.get("DBB", "")),
        expiry_date=_day(elements.get("DBA", "")),
        checks={},
    )


def _elements(text: str) -> dict[str, str]:
    """Return the elements by name; the first of a name counts, for later parts belong to the jurisdiction."""
    first = _FIRST_ELEMENT.search(text)
    elements: dict[str, str] = {}
    for line in _LINES.split(text[first.end() :] if first else text):
        found = _ELEMENT.match(line.removeprefix("DL").removeprefix("ID"))
        value = _printable(found["value"]) if found else ""
        if found and value.upper() not in _NOTHING:
            elements.setdefault(found["name"], value)
    return elements


def _names(elements: Mapping[str, str]) -> tuple[str, str]:
    """Return surname and given names. Versions 2 and 3 join the given names in one element, version 1 everything."""
    surname = elements.get("DCS") or elements.get("DAB", "")
    given = [elements.get("DAC") or elements.get("DCT", ""), elements.get("DAD", "")]
    if not surname and "DAA" in elements:
        surname, *given = elements["DAA"].split(",")
    return _words(surname), _words(" ".join(given))


def _words(text: str) -> str:
    return " ".join(text.replace(",", " ").split())


def _printable(value: str) -> str:
    return "".join(character for character in value if character.isprintable()).strip()


def _day(text: str) -> date | None:
    """Return the day of eight digits: month first in the United States, year first in Canada and in version 1.

    No month is 19 or 20, so the digits themselves tell which it is.
    """
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    is_year_first = text[:2] in _CENTURIES
    year, month, day = (text[:4], text[4:6], text[6:]) if is_year_first else (text[4:], text[:2], text[2:4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
