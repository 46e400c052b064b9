"""The UK Sanctions List in XML, by fragments that we wrote in its format (no real file was at hand)."""

from __future__ import annotations

from datetime import date

import pytest

from candor.domain.listed import BirthSpan, EntryKind, Identifier, IdentifierKind
from candor.watchlists.formats.files import ListError
from candor.watchlists.formats.uk import read_uk
from watchlist_builders import file_of

LIST = """<?xml version="1.0" encoding="utf-8"?><Designations><DateGenerated>20/11/2026</DateGenerated>
<Designation><UniqueID>DPR0999</UniqueID><OFSIGroupID>1</OFSIGroupID><Names>
<Name><Name6>Jain Do</Name6><NameType>Alias</NameType></Name>
<Name><Name1>Jane</Name1><Name2>Ann</Name2><Name6>DOE</Name6><NameType>Primary Name</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>제인</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>The DPRK (Sanctions) (EU Exit) Regulations 2019</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip>
<Addresses><Address><AddressLine1>12 Long Street</AddressLine1><AddressLine2>Port Example</AddressLine2>
<AddressCountry>Utopia</AddressCountry></Address><Address><AddressCountry>Utopia</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>dd/mm/1950</DOB><DOB>27/08/1955</DOB></DOBs>
<PassportDetails><Passport><PassportNumber>381310014</PassportNumber></Passport></PassportDetails>
</Individual></IndividualDetails>
</Designation>
<Designation><UniqueID>DPR1000</UniqueID>
<Names><Name><Name6>Example Trading</Name6><NameType>Primary Name</NameType></Name></Names>
<IndividualEntityShip>Entity</IndividualEntityShip></Designation>
<Designation><UniqueID>DPR1001</UniqueID>
<Names><Name><Name6>Boat</Name6><NameType>Primary Name</NameType></Name></Names>
<IndividualEntityShip>Ship</IndividualEntityShip></Designation></Designations>"""


def test_individuals_entities_and_ships_are_read():
    read = read_uk("uk", [file_of(LIST)])
    jane, trading, ship = read.entries

    assert read.published_on == date(2026, 11, 20)
    assert (jane.id, jane.kind) == ("uk:DPR0999", EntryKind.PERSON)
    assert jane.names == ("Jane Ann DOE", "Jain Do", "제인")
    assert jane.births == (
        BirthSpan(date(1950, 1, 1), date(1950, 12, 31)),
        BirthSpan(date(1955, 8, 27), date(1955, 8, 27)),
    )
    assert jane.identifiers == (Identifier(IdentifierKind.DOCUMENT, "381310014"),)
    assert jane.addresses == ("12 Long Street, Port Example, Utopia",)
    assert (trading.kind, ship.kind) == (EntryKind.ORGANISATION, EntryKind.OTHER)


@pytest.mark.parametrize("given", ["<export/>", "<Designations/>", LIST[:700]])
def test_other_xml_is_refused(given):
    with pytest.raises(ListError):
        read_uk("uk", [file_of(given)])
