"""What screening asks of watchlists has an empty form; a name alone never weighs more than a check."""

from datetime import date

import pytest

from candor.domain.findings import Severity, Source, Way
from candor.domain.watchlist import Asked, Decides, WatchlistHit


def test_who_states_nothing_asks_for_nothing() -> None:
    assert not any(getattr(Asked(), name) for name in Asked.__slots__)


def _hit(decides: Decides, *, is_sanctioned: bool) -> WatchlistHit:
    return WatchlistHit("l:1", "N", "n", decides, ("N",), Source("L", date(2026, 1, 1)), is_sanctioned)


def test_only_a_path_with_all_its_steps_is_a_way() -> None:
    source = Source("L", date(2026, 1, 1))
    tied = WatchlistHit("l:1", "B", "a", Decides.TIE, ("A", "B"), source, is_sanctioned=True, steps=("linked",))

    assert tied.way == Way(("A", "B"), ("linked",), is_sanctioned=True)
    assert _hit(Decides.NAME, is_sanctioned=True).way is None


@pytest.mark.parametrize("decides", [Decides.COMMON_NAME, Decides.NAME, Decides.TIE])
def test_names_and_ties_never_escalate(decides: Decides) -> None:
    assert _hit(decides, is_sanctioned=True).severity in {Severity.NOTE, Severity.CHECK}


@pytest.mark.parametrize("decides", [Decides.IDENTIFIER, Decides.NAME_AND_MORE])
def test_what_decides_escalates_on_an_official_list_only(decides: Decides) -> None:
    assert _hit(decides, is_sanctioned=True).severity is Severity.ESCALATE
    assert _hit(decides, is_sanctioned=False).severity is Severity.CHECK
