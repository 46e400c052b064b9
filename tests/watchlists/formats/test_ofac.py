"""OFAC's CSV tables: joined by number, identifiers, dates and ties out of the remarks; other tables are refused."""

from __future__ import annotations

from datetime import date

import pytest

from candor.domain.listed import BirthSpan, EntryKind, Identifier, IdentifierKind, Tie, TieKind
from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.formats.ofac import read_ofac
from watchlist_builders import file_of

EMPTY = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
MAIN = (
    f'1,"DOE, Jane","individual","DPRK] [CYBER2",{EMPTY.removeprefix("-0- ,")},'
    '"DOB 28 Jul 1962; Passport 472434355 (Utopia); '
    "alt. Digital Currency Address - ETH 0x098B716B8Aaf21512996dC57EB0615e2383E2f96; Email Address jane@example.org; "
    "Linked To: EXAMPLE TRADING; a.k.a. 'JD-Coder'; Gender Fem\"\r\n"
    f'2,"EXAMPLE TRADING",-0- ,"DPRK",{EMPTY}\r\n'
    f'3,"SHIP ONE","vessel","DPRK",{EMPTY}\r\n\x1a'
)
NAMES = '1,7,"aka","DO, Chein",-0- \r\n2,8,"fka","OLD TRADING",-0- \r\n'
PLACES = '2,1,"12 Long Street","Port Example","Utopia",-0- \r\n1,2,-0- ,"Port Example","Utopia",-0- \r\n'
MORE = '1,"ale; Phone Number 12345678901."\r\n'


def files(*contents: str) -> list[ListFile]:
    return [file_of(content, f"{number}.csv") for number, content in enumerate(contents)]


def test_tables_are_joined_and_remarks_are_taken_apart():
    jane, trading, ship = read_ofac("ofac-sdn", files(MAIN, NAMES, PLACES, MORE)).entries

    assert (jane.id, jane.kind, jane.names) == ("ofac-sdn:1", EntryKind.PERSON, ("DOE, Jane", "DO, Chein", "JD-Coder"))
    assert jane.births == (BirthSpan(date(1962, 7, 28), date(1962, 7, 28)),)
    assert Identifier(IdentifierKind.DOCUMENT, "472434355") in jane.identifiers
    assert Identifier(IdentifierKind.WALLET, "0x098B716B8Aaf21512996dC57EB0615e2383E2f96") in jane.identifiers
    assert Identifier(IdentifierKind.EMAIL, "jane@example.org") in jane.identifiers
    assert Identifier(IdentifierKind.PHONE, "12345678901") in jane.identifiers
    assert jane.ties == (Tie(TieKind.LINKED, "EXAMPLE TRADING"),)
    assert jane.addresses == ()
    assert (trading.kind, trading.addresses) == (EntryKind.ORGANISATION, ("12 Long Street, Port Example, Utopia",))
    assert ship.kind is EntryKind.OTHER


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("",),
        (NAMES,),
        (MAIN, MAIN),
        ("a,b,c\n",),
        (MAIN + '4,"short"\r\n',),
        ('"never closed',),
        ("ent_num,name,type,program,title,a,b,c,d,e,f,remarks\n",),
    ],
)
def test_what_is_not_the_list_is_refused_with_one_sentence(given):
    with pytest.raises(ListError) as caught:
        read_ofac("ofac-sdn", files(*given))

    assert "cannot be used as this list" in caught.value.sentence


@pytest.mark.shared
def test_the_real_lists_are_read_whole(shared):
    folder = shared / "data" / "screening" / "ofac"
    sdn = ["sdn_2024-05-03.csv", "alt_2025-12.csv", "add_2025-12.csv", "sdn_comments_2025-12.csv"]
    consolidated = ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"]

    for names, people, firms in ((sdn, 6854, 6884), (consolidated, 79, 363)):
        entries = read_ofac("ofac", [ListFile(name, (folder / name).read_bytes()) for name in names]).entries

        assert sum(entry.kind is EntryKind.PERSON for entry in entries) == people
        assert sum(entry.kind is EntryKind.ORGANISATION for entry in entries) == firms
        assert len({entry.id for entry in entries}) == len(entries)
