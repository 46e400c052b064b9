"""What does the UK Sanctions List say? Reads the XML form of the Foreign, Commonwealth and Development Office.

Source: "UK Sanctions List: file format guide" (Designations, one Designation each; Name1 to Name5 are given names,
Name6 is the family or whole name).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from candor.domain.listed import EntryKind, Identifier, IdentifierKind, ListedEntry
from candor.watchlists.formats.dates import day_first, span_of_parts
from candor.watchlists.formats.files import ListFile, ReadList, broken, clean_names, only_file, xml_of

_KINDS = {"individual": EntryKind.PERSON, "entity": EntryKind.ORGANISATION, "ship": EntryKind.OTHER}
_NUMBERS = {
    "PassportNumber": IdentifierKind.DOCUMENT,
    "NationalIdentifierNumber": IdentifierKind.DOCUMENT,
    "BusinessRegistrationNumber": IdentifierKind.DOCUMENT,
    "EmailAddress": IdentifierKind.EMAIL,
    "PhoneNumber": IdentifierKind.PHONE,
}
_STREET_PARTS = (*(f"AddressLine{number}" for number in range(1, 7)), "AddressPostalCode", "AddressCountry")


def read_uk(list_id: str, files: Sequence[ListFile]) -> ReadList:
    """Return the entries of the UK list.

    Raises:
        ListError: the file is not this list.
    """
    file = only_file(files)
    root = xml_of(file)
    if root.tag != "Designations":
        raise broken(file.name, "its root is not Designations")
    entries = tuple(_entry(list_id, element) for element in root.findall("Designation"))
    if not entries:
        raise broken(file.name, "it has no entries")
    return ReadList(entries, day_first(root.findtext("DateGenerated") or ""))


def _entry(list_id: str, element: Element) -> ListedEntry:
    number = _text(element, "UniqueID")
    kind = _KINDS.get(_text(element, "IndividualEntityShip").casefold(), EntryKind.UNKNOWN)
    names = sorted(element.iter("Name"), key=lambda name: _text(name, "NameType") != "Primary Name")
    foreign = [each.text or "" for each in element.iter("NameNonLatinScript")]
    births = (span_of_parts(*reversed((each.text or "").split("/"))) for each in _dated(element))
    return ListedEntry(
        id=f"{list_id}:{number}",
        kind=kind,
        names=clean_names([*map(_name, names), *foreign]) or (number,),
        births=tuple(birth for birth in births if birth is not None),
        identifiers=tuple(dict.fromkeys(_identifiers(element))),
        addresses=tuple(dict.fromkeys(_addresses(element))),
        programme=_text(element, "RegimeName"),
    )


def _name(name: Element) -> str:
    return " ".join(filter(None, (_text(name, f"Name{number}") for number in range(1, 7))))


def _dated(element: Element) -> list[Element]:
    """Return birth dates that are written in three parts ("dd/mm/1950" has unknown ones)."""
    return [each for each in element.iter("DOB") if (each.text or "").count("/") == 2]


def _identifiers(element: Element) -> Iterator[Identifier]:
    for each in element.iter():
        value = " ".join((each.text or "").split())
        if value and each.tag in _NUMBERS:
            yield Identifier(_NUMBERS[each.tag], value)


def _addresses(element: Element) -> Iterator[str]:
    for address in element.iter("Address"):
        parts = [_text(address, part) for part in _STREET_PARTS]
        if len(list(filter(None, parts[:6]))) > 1:
            yield ", ".join(filter(None, parts))


def _text(element: Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())
