"""What lists say of an applicant: identifiers and birth dates decide, names never escalate, ties show their way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.findings import Severity
from candor.domain.listed import BirthSpan, Identifier, IdentifierKind, Tie, TieKind
from candor.domain.watchlist import Asked, Decides
from watchlist_builders import firm, person, search_of

BORN = date(1984, 1, 8)
JONG = person(
    "1",
    "KANG, Zebulon Bartholomew",
    births=(BirthSpan(BORN, BORN),),
    identifiers=(
        Identifier(IdentifierKind.EMAIL, "zeb@example.org"),
        Identifier(IdentifierKind.HANDLE, "github.com/zebulon"),
    ),
)
SANCTIONED = firm("2", "EXAMPLE TRADE INDUSTRY CO., LTD", addresses=("12 Long Street, Port Example, Utopia",))
FILLER = [person(f"x{number}", f"Name{chr(97 + number % 26)} Other{chr(97 + number // 26)}") for number in range(200)]
TIED = firm("own:1", "Border Textile Trading Co.", ties=(Tie(TieKind.LINKED, "Example Trade Industry Co., Ltd"),))
LISTS = search_of([JONG, SANCTIONED, *FILLER], [TIED, firm("own:2", "Lonely Institute of Examples")])


def only(**asked):
    hits = LISTS.search(Asked(**asked))
    assert len(hits) == 1
    return hits[0]


def test_an_identifier_decides():
    hit = only(emails=("Zeb@Example.org",))

    assert (hit.decides, hit.severity, hit.entry) == (Decides.IDENTIFIER, Severity.ESCALATE, "official:1")
    assert only(handles=("https://github.com/zebulon",)).decides is Decides.IDENTIFIER


def test_a_name_alone_asks_for_more_facts_and_never_escalates():
    hit = only(names=("Bartholomew Zebulon Kang",))

    assert (hit.decides, hit.severity) == (Decides.NAME, Severity.CHECK)
    assert hit.source.version == "2026-11-01"


def test_name_and_the_day_of_birth_decide():
    assert only(names=("Zebulon Bartholomew Kang",), birth_date=BORN).severity is Severity.ESCALATE


def test_the_year_of_birth_changes_nothing_and_another_year_makes_it_a_note():
    assert only(names=("Zebulon Bartholomew Kang",), birth_date=date(1984, 5, 1)).decides is Decides.NAME
    assert only(names=("Zebulon Bartholomew Kang",), birth_date=date(1999, 1, 8)).severity is Severity.NOTE


def test_a_common_name_is_a_note():
    many = search_of([person(str(number), "Kim Jong Un") for number in range(6)])

    assert {hit.severity for hit in many.search(Asked(names=("Kim Jong Un",)))} == {Severity.NOTE}


def test_a_common_name_stays_one_with_the_year_of_birth_alone():
    born = BirthSpan(date(1984, 1, 1), date(1984, 12, 31))
    lists = search_of([person("1", "Kim Jong Un", births=(born,))])

    assert lists.search(Asked(names=("Kim Jong Un",), birth_date=BORN))[0].severity is Severity.NOTE


def test_a_sanctioned_employer_asks_for_a_check():
    hit = only(organisations=("Example Trade Industry",))

    assert (hit.decides, hit.severity, hit.is_sanctioned) == (Decides.NAME, Severity.CHECK, True)


def test_an_employer_a_step_away_shows_the_way_to_the_sanctioned_one():
    hit = only(organisations=("Border Textile Trading",))

    assert hit.decides is Decides.TIE
    assert hit.severity is Severity.CHECK
    assert hit.path == ("Border Textile Trading Co.", "EXAMPLE TRADE INDUSTRY CO., LTD")
    assert hit.steps == ("linked",)
    assert hit.entry == "official:2"


def test_an_own_list_without_ties_asks_for_a_closer_look():
    hit = only(organisations=("Lonely Institute of Examples",))

    assert (hit.is_sanctioned, hit.severity) == (False, Severity.CHECK)


def test_an_address_of_a_listed_firm_is_a_tie():
    hit = only(addresses=("12 Long Street, Port Example, Utopia",))

    assert (hit.decides, hit.severity, hit.steps) == (Decides.TIE, Severity.CHECK, ("same_address",))


def test_an_identifier_on_an_own_list_asks_for_a_look_and_does_not_escalate():
    own = search_of(
        [], [person("own:9", "Some Persona", identifiers=(Identifier(IdentifierKind.EMAIL, "p@example.org"),))]
    )

    assert own.search(Asked(emails=("p@example.org",)))[0].severity is Severity.CHECK


def test_an_entry_that_expired_is_not_searched():
    assert (
        search_of([person("1", "Zebulon Bartholomew", expires_on=date(2020, 1, 1))]).search(
            Asked(names=("Zebulon Bartholomew",))
        )
        == []
    )


def test_who_states_nothing_hits_nothing():
    assert LISTS.search(Asked()) == []


def test_hits_come_gravest_first():
    hits = LISTS.search(
        Asked(
            names=("Zebulon Bartholomew Kang",), emails=("zeb@example.org",), organisations=("Border Textile Trading",)
        )
    )

    assert [hit.severity for hit in hits] == sorted(
        (hit.severity for hit in hits), key=["escalate", "check", "note"].index
    )


@pytest.mark.parametrize("name", ["", "\x00", "🙂", "a" * 5000, "A B C " * 300])
def test_odd_names_hit_nobody_and_break_nothing(name):
    assert LISTS.search(Asked(names=(name,), organisations=(name,), addresses=(name,))) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_whatever_escalates(name, employer):
    hits = LISTS.search(
        Asked(names=(name, "Zebulon Bartholomew Kang"), organisations=(employer,), addresses=(employer,))
    )

    assert all(hit.severity is not Severity.ESCALATE for hit in hits)
