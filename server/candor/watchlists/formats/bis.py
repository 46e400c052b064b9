"""What does the Denied Persons List of the U.S. Bureau of Industry and Security say? Reads its tab-separated form.

One line is one address of somebody denied; lines of one name are one entry. The list does not say who is a person
and who a firm. Orders that have ended stay in the file: those entries end too.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from candor.domain.listed import EntryKind, ListedEntry
from candor.watchlists.formats.files import ListFile, ReadList, broken, clean_names, only_file, text_of

_COLUMNS = ("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date")
_STREET_PARTS = ("Street_Address", "City", "State", "Postal_Code", "Country")


def read_bis(list_id: str, files: Sequence[ListFile]) -> ReadList:
    """Return the entries of the Denied Persons List.

    Raises:
        ListError: the file is not this list.
    """
    file = only_file(files)
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    reader = csv.DictReader(io.StringIO(text_of(file)), delimiter="\t")
    try:
        if not set(_COLUMNS) <= set(reader.fieldnames or ()):
            raise broken(file.name, f"it lacks the columns {', '.join(_COLUMNS)}, separated by tabs")
        for row in reader:
            if names := clean_names([row["Name"] or ""]):
                rows[names[0]].append(row)
    except csv.Error as error:
        raise broken(file.name, f"it is not a table ({error})") from error
    if not rows:
        raise broken(file.name, "it has no entries")
    return ReadList(tuple(_entry(list_id, name, lines) for name, lines in rows.items()))


def _entry(list_id: str, name: str, rows: Sequence[dict[str, str]]) -> ListedEntry:
    ends = [_day(row["Expiration_Date"] or "") for row in rows]
    addresses = (", ".join(filter(None, ((row[part] or "").strip() for part in _STREET_PARTS))) for row in rows)
    return ListedEntry(
        id=f"{list_id}:{name}",
        kind=EntryKind.UNKNOWN,
        names=(name,),
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
        programme="Denied persons order",
        source=rows[-1].get("FR_Citation") or "",
        expires_on=None if None in ends else max(end for end in ends if end is not None),
    )


def _day(text: str) -> date | None:
    """Return the day of "06/29/2056", or None: the order has no end."""
    try:
        month, day, year = map(int, text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None
