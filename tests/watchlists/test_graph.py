"""Ties lead from an entry to a sanctioned one in two steps at most, by the shortest way."""

from __future__ import annotations

from candor.domain.listed import Tie, TieKind
from candor.watchlists.graph import SAME_ADDRESS, SAME_NAME, TieGraph, address_key
from watchlist_builders import firm

STREET = "12 Long Street, Port Example, Utopia"


def way(entries, goals, start=0):
    found = TieGraph(entries).way_to(start, frozenset(goals))
    return None if found is None else ([entry.names[0] for entry in found.entries], found.steps)


def test_a_tie_by_name_leads_to_the_entry_of_that_name():
    entries = [firm("1", "Small Trader", ties=(Tie(TieKind.OWNER, "Big Holding Ltd"),)), firm("2", "BIG HOLDING, LTD")]

    assert way(entries, [1]) == (["Small Trader", "BIG HOLDING, LTD"], ("owner",))
    assert way(entries, [0], start=1) == (["BIG HOLDING, LTD", "Small Trader"], ("owner_of",))


def test_two_steps_are_followed_and_three_are_not():
    chain = [
        firm(
            str(number),
            f"Firm number {number} of chain",
            ties=(Tie(TieKind.LINKED, f"Firm number {number + 1} of chain"),),
        )
        for number in range(4)
    ]

    assert way(chain, [2]) is not None
    assert way(chain, [3]) is None


def test_the_goal_itself_is_no_step_away():
    assert way([firm("1", "Sanctioned Firm")], [0]) == (["Sanctioned Firm"], ())


def test_firms_at_one_address_are_tied_and_towns_are_no_address():
    entries = [firm("1", "A Trading", addresses=(STREET,)), firm("2", "B Trading", addresses=(STREET.upper(),))]

    assert way(entries, [1]) == (["A Trading", "B Trading"], (SAME_ADDRESS,))
    assert [entry.names[0] for entry in TieGraph(entries).at_address("12, long street - Port Example (Utopia), Utopia")]
    assert address_key("Port Example") == ""


def test_a_mail_drop_of_many_ties_nobody():
    entries = [firm(str(number), f"Firm {number} Trading", addresses=(STREET,)) for number in range(20)]

    assert way(entries, [1]) is None


def test_one_name_on_two_lists_is_a_step():
    found = way([firm("own:1", "Example Trading"), firm("2", "Trading Example")], [1])

    assert found == (["Example Trading", "Trading Example"], (SAME_NAME,))


def test_ties_to_nobody_and_to_oneself_are_harmless():
    lonely = [
        firm("1", "Alone Trading", ties=(Tie(TieKind.OWNER, "Nobody Known"), Tie(TieKind.OWNER, "Alone Trading")))
    ]

    assert way(lonely, []) is None
