"""The UN list in XML: persons and entities with all their names, spans of birth, documents; other XML is refused."""

from __future__ import annotations

from datetime import date

import pytest

from candor.domain.listed import BirthSpan, EntryKind, Identifier, IdentifierKind
from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.formats.un import read_un
from watchlist_builders import file_of

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER><NAME_ORIGINAL_SCRIPT>제인</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Jain Do</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1944-10-13</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>
<FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>381310014</NUMBER></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT/>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY>
<DATAID>2</DATAID><FIRST_NAME>EXAMPLE TRADING</FIRST_NAME>
<REFERENCE_NUMBER>KPe.999 </REFERENCE_NUMBER>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>"EXTRA"</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><STREET>12 Long Street</STREET><CITY>Port Example</CITY></ENTITY_ADDRESS>
</ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


def test_persons_and_entities_are_read():
    read = read_un("un", [file_of(LIST)])
    jane, trading = read.entries

    assert read.published_on == date(2026, 2, 27)
    assert (jane.id, jane.kind, jane.names) == ("un:KPi.999", EntryKind.PERSON, ("JANE DOE", "제인", "Jain Do"))
    assert jane.births == (
        BirthSpan(date(1944, 10, 13), date(1944, 10, 13)),
        BirthSpan(date(1973, 1, 1), date(1974, 12, 31)),
    )
    assert jane.identifiers == (Identifier(IdentifierKind.DOCUMENT, "381310014"),)
    assert (trading.id, trading.names) == ("un:KPe.999", ("EXAMPLE TRADING", "EXTRA"))
    assert trading.addresses == ("12 Long Street, Port Example",)


@pytest.mark.parametrize("given", ["<Designations/>", "<CONSOLIDATED_LIST/>", LIST[:500]])
def test_other_xml_is_refused(given):
    with pytest.raises(ListError):
        read_un("un", [file_of(given)])


@pytest.mark.shared
def test_the_real_list_is_read_whole(shared):
    path = shared / "data" / "screening" / "un" / "consolidated_2026-02-27.xml"

    entries = read_un("un", [ListFile(path.name, path.read_bytes())]).entries

    assert sum(entry.kind is EntryKind.PERSON for entry in entries) == 730
    assert sum(entry.kind is EntryKind.ORGANISATION for entry in entries) == 273
