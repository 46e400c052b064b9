"""What does the consolidated list of the UN Security Council say? Reads its XML form.

Source: the schema that the list names (https://www.un.org/sc/resources/sc-sanctions.xsd).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from candor.domain.listed import BirthSpan, EntryKind, Identifier, IdentifierKind, ListedEntry
from candor.watchlists.formats.dates import iso_day, span_of_parts, spanning
from candor.watchlists.formats.files import ListFile, ReadList, broken, clean_names, only_file, xml_of

_KINDS = {"INDIVIDUAL": EntryKind.PERSON, "ENTITY": EntryKind.ORGANISATION}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_STREET_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def read_un(list_id: str, files: Sequence[ListFile]) -> ReadList:
    """Return the entries of the UN list.

    Raises:
        ListError: the file is not this list.
    """
    file = only_file(files)
    root = xml_of(file)
    if root.tag != "CONSOLIDATED_LIST":
        raise broken(file.name, "its root is not CONSOLIDATED_LIST")
    entries = tuple(_entry(list_id, element) for element in root.iter() if element.tag in _KINDS)
    if not entries:
        raise broken(file.name, "it has no entries")
    return ReadList(entries, iso_day(root.get("dateGenerated", "")))


def _entry(list_id: str, element: Element) -> ListedEntry:
    main = " ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))
    others = [alias.findtext("ALIAS_NAME") or "" for alias in element.findall(f"{element.tag}_ALIAS")]
    reference = _text(element, "REFERENCE_NUMBER") or _text(element, "DATAID")
    return ListedEntry(
        id=f"{list_id}:{reference}",
        kind=_KINDS[element.tag],
        names=clean_names([main, _text(element, "NAME_ORIGINAL_SCRIPT"), *others]) or (reference,),
        births=tuple(_births(element)),
        identifiers=tuple(dict.fromkeys(_documents(element))),
        addresses=tuple(dict.fromkeys(_addresses(element))),
        programme=_text(element, "UN_LIST_TYPE"),
    )


def _births(element: Element) -> Iterator[BirthSpan]:
    for birth in element.findall("INDIVIDUAL_DATE_OF_BIRTH"):
        circa = _text(birth, "TYPE_OF_DATE") == "APPROXIMATELY"
        year, month, day = (*_text(birth, "DATE").split("-"), "", "", "")[:3]
        span = span_of_parts(year or _text(birth, "YEAR"), month, day[:2], circa=circa)
        first, last = span_of_parts(_text(birth, "FROM_YEAR")), span_of_parts(_text(birth, "TO_YEAR"))
        if span is None and first is not None and last is not None:
            span = spanning(first.first, last.last)
        if span is not None:
            yield span


def _documents(element: Element) -> Iterator[Identifier]:
    for document in element.findall("INDIVIDUAL_DOCUMENT"):
        if number := _text(document, "NUMBER"):
            yield Identifier(IdentifierKind.DOCUMENT, number)


def _addresses(element: Element) -> Iterator[str]:
    for address in element.findall(f"{element.tag}_ADDRESS"):
        if _text(address, "STREET"):
            yield ", ".join(filter(None, (_text(address, part) for part in _STREET_PARTS)))


def _text(element: Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())
