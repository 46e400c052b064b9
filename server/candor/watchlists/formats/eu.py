"""What does the consolidated list of the European Union say? Reads its XML form, version 1.1.

Source: European Commission, "Consolidated list of persons, groups and entities subject to EU financial sanctions", XML
schema 1.1 (namespace http://eu.europa.ec/fpi/fsd/export).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from candor.domain.listed import BirthSpan, EntryKind, Identifier, IdentifierKind, ListedEntry
from candor.watchlists.formats.dates import iso_day, span_of_parts, spanning
from candor.watchlists.formats.files import ListFile, ReadList, broken, clean_names, only_file, xml_of

_KINDS = {"person": EntryKind.PERSON, "enterprise": EntryKind.ORGANISATION}
_STREET_PARTS = ("street", "poBox", "city", "region", "zipCode", "countryDescription")


def read_eu(list_id: str, files: Sequence[ListFile]) -> ReadList:
    """Return the entries of the EU list.

    Raises:
        ListError: the file is not this list.
    """
    file = only_file(files)
    root = xml_of(file)
    if root.tag != "export":
        raise broken(file.name, "its root is not export")
    entries = tuple(_entry(list_id, element) for element in root.iter("sanctionEntity"))
    if not entries:
        raise broken(file.name, "it has no entries")
    return ReadList(entries, iso_day(root.get("generationDate", "")))


def _entry(list_id: str, element: Element) -> ListedEntry:
    kind = element.find("subjectType")
    number = element.get("logicalId", "") or element.get("euReferenceNumber", "")
    regulation = element.find("regulation")
    return ListedEntry(
        id=f"{list_id}:{number}",
        kind=_KINDS.get("" if kind is None else kind.get("code", ""), EntryKind.UNKNOWN),
        names=clean_names([_name(alias) for alias in element.findall("nameAlias")]) or (number,),
        births=tuple(_births(element)),
        identifiers=tuple(dict.fromkeys(_identifiers(element))),
        addresses=tuple(dict.fromkeys(_addresses(element))),
        programme="" if regulation is None else regulation.get("programme", ""),
    )


def _name(alias: Element) -> str:
    parts = (alias.get(part, "") for part in ("firstName", "middleName", "lastName"))
    return alias.get("wholeName", "") or " ".join(filter(None, parts))


def _births(element: Element) -> Iterator[BirthSpan]:
    for birth in element.findall("birthdate"):
        circa = birth.get("circa") == "true"
        span = span_of_parts(
            birth.get("year", ""), birth.get("monthOfYear", ""), birth.get("dayOfMonth", ""), circa=circa
        )
        first, last = span_of_parts(birth.get("yearRangeFrom", "")), span_of_parts(birth.get("yearRangeTo", ""))
        if span is None and first is not None and last is not None:
            span = spanning(first.first, last.last)
        if span is not None:
            yield span


def _identifiers(element: Element) -> Iterator[Identifier]:
    for each in element.findall("identification"):
        is_void = "true" in (each.get("knownFalse"), each.get("revokedByIssuer"), each.get("reportedLost"))
        if (number := each.get("number", "").strip()) and not is_void:
            yield Identifier(IdentifierKind.DOCUMENT, number)


def _addresses(element: Element) -> Iterator[str]:
    for address in element.findall("address"):
        if address.get("street") or address.get("poBox"):
            yield ", ".join(filter(None, (address.get(part, "").strip() for part in _STREET_PARTS)))
