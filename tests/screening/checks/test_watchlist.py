"""Identifiers decide; a person's name alone weighs nothing."""

from collections.abc import Sequence
from datetime import date

import pytest

from candor.domain.findings import RuleId, Severity, Source
from candor.domain.watchlist import Asked, Decides, WatchlistHit
from candor.screening.checks.watchlist import Watchlist
from screening_builders import applicant, context, hits, reasons, shipped_rules

WATCHLIST = Watchlist()
PERSON = applicant(name="Ri Chol Su", emails=["blue@tiger.example"], employment=[{"employer": "Front Trading Co"}])


class FakeWatchlists:
    """Gives the hits that it was made with, and keeps what it was asked."""

    def __init__(self, *hits: WatchlistHit) -> None:
        self._hits = hits
        self.asked = Asked()

    def search(self, asked: Asked) -> Sequence[WatchlistHit]:
        self.asked = asked
        return self._hits


def hit(asked: str, decides: Decides, *, is_sanctioned: bool = True, path: tuple[str, ...] = ("X",)) -> WatchlistHit:
    return WatchlistHit("ofac:1", "X", asked, decides, path, Source("OFAC", date(2026, 1, 1), "v1"), is_sanctioned)


@pytest.mark.parametrize(
    ("found", "rule", "severity"),
    [
        (hit("Ri Chol Su", Decides.COMMON_NAME), "name_alone", Severity.NOTE),
        (hit("Front Trading Co", Decides.COMMON_NAME), "name_alone", Severity.NOTE),
        (hit("Ri Chol Su", Decides.NAME), "name_rare", Severity.NOTE),
        (hit("Ri Chol Su", Decides.NAME_AND_MORE), "name_and_more", Severity.ESCALATE),
        (hit("blue@tiger.example", Decides.IDENTIFIER), "identifier", Severity.ESCALATE),
        (hit("blue@tiger.example", Decides.IDENTIFIER, is_sanctioned=False), "closer_look", Severity.CHECK),
        (hit("Front Trading Co", Decides.NAME), "organisation", Severity.CHECK),
        (hit("Front Trading Co", Decides.NAME, is_sanctioned=False), "closer_look", Severity.CHECK),
        (hit("Front Trading Co", Decides.TIE, path=("Front Trading Co", "X")), "tie", Severity.CHECK),
    ],
)
def test_what_a_hit_rests_on_decides_how_it_weighs(found: WatchlistHit, rule: str, severity: Severity) -> None:
    named = hits(WATCHLIST, PERSON, context("watchlist", watchlists=FakeWatchlists(found)))

    assert list(named) == [rule]
    assert shipped_rules().rules[RuleId(f"watchlist.{rule}")].severity is severity


def test_the_path_to_a_listed_firm_and_the_version_of_the_list_are_shown() -> None:
    found = hit("Front Trading Co", Decides.TIE, path=("Front Trading Co", "Owner", "X"))

    named = hits(WATCHLIST, PERSON, context("watchlist", watchlists=FakeWatchlists(found)))["tie"]

    assert named.values["path"] == "Front Trading Co > Owner > X"
    assert named.sources[0].version == "v1"
    assert named.evidence[0].field == "employment"


def test_lists_are_asked_for_person_firms_and_identifiers() -> None:
    lists = FakeWatchlists()

    hits(WATCHLIST, PERSON, context("watchlist", watchlists=lists))

    assert lists.asked.names == ("Ri Chol Su",)
    assert lists.asked.organisations == ("Front Trading Co",)
    assert lists.asked.emails == ("blue@tiger.example",)


def test_without_lists_it_cannot_judge() -> None:
    assert reasons(WATCHLIST, PERSON) == ["no_watchlists"]
