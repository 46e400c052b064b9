"""What do the lists of the U.S. Treasury (OFAC) say? Reads SDN and consolidated list in their CSV form.

A list is a main table (12 columns), and tables of other names (5), addresses (6) and remarks that go on (2), joined by
number; "-0-" is empty, and the last line is an end-of-file sign. Identifiers, dates and ties stand in the remarks.

Source: OFAC, "Specially Designated Nationals list: data specification" (sdn.csv, alt.csv, add.csv, sdn_comments.csv).
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from candor.domain.listed import EntryKind, Identifier, IdentifierKind, ListedEntry, Tie, TieKind
from candor.watchlists.formats.dates import span_of
from candor.watchlists.formats.files import ListFile, ReadList, broken, clean_names, text_of

_MAIN, _NAMES, _ADDRESSES, _REMARKS = 12, 5, 6, 2
_EMPTY: Final = "-0-"
_KINDS: Final = {
    "individual": EntryKind.PERSON,
    "": EntryKind.ORGANISATION,
    "vessel": EntryKind.OTHER,
    "aircraft": EntryKind.OTHER,
}
_OTHER_NAME: Final = re.compile(r"^(?:a|f|n)\.k\.a\. '(.+)'$")
_DOCUMENT: Final = re.compile(
    r"^(?:Passport|National ID No\.|Tax ID No\.|Identification Number|Cedula No\.|Registration Number|Company Number|"
    r"Business Registration Number|Registration ID|Diplomatic Passport|Travel Document Number|Driver's License No\.|"
    r"Unified Social Credit Code|SSN|Personal ID Card|National Foreign ID Number|Identification Number IMO)"
    r"(?: \(USCC\))?\.? (?:IMO )?([A-Z0-9][A-Z0-9./-]{4,30})",
    re.IGNORECASE,
)
_WALLET: Final = re.compile(r"^Digital Currency Address - \w+ (\w{20,130})")
_EMAIL: Final = re.compile(r"^Email Address (\S+@\S+)")
_PHONE: Final = re.compile(r"^(?:Phone Number|Telephone(?: No\.)?):? ([+0-9 ()-]{7,30})")
_LINKED: Final = "Linked To: "

Rows = dict[str, list[list[str]]]
"""Rows of a table by the number of the entry."""


def read_ofac(list_id: str, files: Sequence[ListFile]) -> ReadList:
    """Return the entries of SDN or consolidated list.

    Raises:
        ListError: no main table among the files, or a table has other columns.
    """
    tables: dict[int, Rows] = {}
    for file in files:
        width, rows = _table(file)
        if width in tables:
            raise broken(file.name, "a second table of the same form was given with it")
        tables[width] = rows
    if _MAIN not in tables:
        raise broken(files[0].name if files else "Nothing", "the main table, with 12 columns, is missing")
    nothing: Rows = {}
    others, places, more = (tables.get(width, nothing) for width in (_NAMES, _ADDRESSES, _REMARKS))
    entries = (
        _entry(list_id, rows[0], others.get(number, []), places.get(number, []), more.get(number, []))
        for number, rows in tables[_MAIN].items()
    )
    return ReadList(tuple(entries))


def _table(file: ListFile) -> tuple[int, Rows]:
    rows: Rows = defaultdict(list)
    width = 0
    try:
        for row in csv.reader(io.StringIO(text_of(file).rstrip("\x1a\r\n ")), strict=True):
            width = width or len(row)
            if len(row) != width or width not in {_MAIN, _NAMES, _ADDRESSES, _REMARKS} or not row[0].isdecimal():
                raise broken(file.name, f"line {sum(map(len, rows.values())) + 1} has other columns than OFAC's tables")
            rows[row[0]].append([_value(cell) for cell in row])
    except csv.Error as error:
        raise broken(file.name, f"it is not a CSV table ({error})") from error
    if not rows:
        raise broken(file.name, "it is empty")
    return width, rows


def _value(cell: str) -> str:
    stripped = cell.strip()
    return "" if stripped == _EMPTY else stripped


def _entry(
    list_id: str, main: list[str], others: list[list[str]], places: list[list[str]], more: list[list[str]]
) -> ListedEntry:
    remarks = list(_remarks(main[11] + "".join(row[1] for row in more)))
    named = [_OTHER_NAME.match(remark) for remark in remarks]
    names = clean_names([main[1], *(row[3] for row in others), *(found[1] for found in named if found)])
    births = (span_of(remark.removeprefix("DOB ")) for remark in remarks if remark.startswith("DOB "))
    ties = (Tie(TieKind.LINKED, remark.removeprefix(_LINKED)) for remark in remarks if remark.startswith(_LINKED))
    return ListedEntry(
        id=f"{list_id}:{main[0]}",
        kind=_KINDS.get(main[2].casefold(), EntryKind.UNKNOWN),
        names=names or (main[0],),
        births=tuple(birth for birth in births if birth is not None),
        identifiers=tuple(dict.fromkeys(_identifiers(remarks))),
        addresses=tuple(dict.fromkeys(", ".join(filter(None, row[2:5])) for row in places if row[2])),
        ties=tuple(dict.fromkeys(ties)),
        programme=main[3].replace("] [", ", "),
    )


def _remarks(text: str) -> Iterator[str]:
    for remark in text.rstrip(". ").split("; "):
        yield remark.removeprefix("alt. ").strip()


def _identifiers(remarks: Sequence[str]) -> Iterator[Identifier]:
    kinds = (
        (IdentifierKind.WALLET, _WALLET),
        (IdentifierKind.EMAIL, _EMAIL),
        (IdentifierKind.PHONE, _PHONE),
        (IdentifierKind.DOCUMENT, _DOCUMENT),
    )
    for remark in remarks:
        for kind, pattern in kinds:
            if found := pattern.match(remark):
                yield Identifier(kind, found[1].strip(" .,"))
                break
