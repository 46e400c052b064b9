"""The EU list in XML 1.1, by fragments that we wrote in its format (no real file was at hand)."""

from __future__ import annotations

from datetime import date

import pytest

from candor.domain.listed import BirthSpan, EntryKind, Identifier, IdentifierKind
from candor.watchlists.formats.eu import read_eu
from candor.watchlists.formats.files import ListError
from watchlist_builders import file_of

LIST = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-20T16:00:00.000+01:00" globalFileId="1">
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.1.1" logicalId="13">
<regulation regulationType="regulation" programme="PRK" logicalId="5"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Jane" middleName="" lastName="Doe" wholeName="Jane Doe" strong="true"/>
<nameAlias firstName="Jain" middleName="" lastName="Do" wholeName="" strong="false"/>
<birthdate circa="false" calendarType="GREGORIAN" birthdate="1937-04-28" dayOfMonth="28" monthOfYear="4" year="1937"/>
<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1936" yearRangeTo="1938"/>
<identification number="P-123456" identificationTypeCode="passport" knownFalse="false" revokedByIssuer="false"/>
<identification number="FALSE-123456" identificationTypeCode="passport" knownFalse="true"/>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.2.2" logicalId="14"><subjectType code="enterprise" classificationCode="E"/>
<nameAlias wholeName="Example Trading"/>
<address street="12 Long Street" city="Port Example" countryDescription="UTOPIA"/>
<address city="Elsewhere"/></sanctionEntity></export>"""


def test_persons_and_enterprises_are_read():
    read = read_eu("eu", [file_of(LIST)])
    jane, trading = read.entries

    assert read.published_on == date(2026, 11, 20)
    assert (jane.id, jane.kind, jane.names) == ("eu:13", EntryKind.PERSON, ("Jane Doe", "Jain Do"))
    assert jane.births[0] == BirthSpan(date(1937, 4, 28), date(1937, 4, 28))
    assert jane.births[1] == BirthSpan(date(1936, 1, 1), date(1938, 12, 31))
    assert jane.identifiers == (Identifier(IdentifierKind.DOCUMENT, "P-123456"),)
    assert (trading.kind, trading.addresses) == (EntryKind.ORGANISATION, ("12 Long Street, Port Example, UTOPIA",))


@pytest.mark.parametrize("given", ["<Designations/>", "<export/>", LIST[:700]])
def test_other_xml_is_refused(given):
    with pytest.raises(ListError):
        read_eu("eu", [file_of(given)])
