"""An organisation is looked for once, a person each time."""

from collections.abc import Sequence
from datetime import date

from candor.domain.findings import Source
from candor.domain.watchlist import Asked, Decides, WatchlistHit
from candor.screening.remembered import RememberedSearch


class Counting:
    """Finds whatever it is asked for, and counts."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def search(self, asked: Asked) -> Sequence[WatchlistHit]:
        self.asked.append(asked)
        source = Source("l", date(2026, 1, 1))
        return [
            WatchlistHit("l:1", "X", name, Decides.NAME, ("X",), source, is_sanctioned=True)
            for name in (*asked.names, *asked.organisations)
        ]


def test_the_answer_is_the_same_as_without_remembering() -> None:
    asked = Asked(names=("Ana",), organisations=("Acme", "Other", "Acme"))

    hits = RememberedSearch(Counting()).search(asked)

    assert [hit.asked for hit in hits] == ["Ana", "Acme", "Other"]


def test_an_organisation_is_looked_for_once_and_a_person_each_time() -> None:
    counting = Counting()
    search = RememberedSearch(counting)

    for name in ("Ana", "Boris"):
        search.search(Asked(names=(name,), organisations=("Acme",)))

    assert [asked.names or asked.organisations for asked in counting.asked] == [("Ana",), ("Acme",), ("Boris",)]
