"""The house's lists are opened together, and a change of them is noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from candor.bootstrap.watchlists import list_sources, list_store, list_versions, open_watchlists
from candor.domain.watchlist import Asked
from candor.settings import load_settings
from candor.watchlists.keeping import import_own
from watchlist_builders import TODAY, file_of
from watchlists.formats.test_own import LIST


def test_lists_of_the_house_are_searched_and_changes_noticed(tmp_path: Path) -> None:
    settings = replace(load_settings(), home=tmp_path)
    asked = Asked(emails=("btt@example.org",), organisations=("Dandong Deyun Trading",))
    before = open_watchlists(settings, TODAY).search(asked), list_versions(settings)
    import_own(list_store(settings), file_of(LIST, "ours.toml"), TODAY, list(list_sources(settings)))
    after = open_watchlists(settings, TODAY).search(asked), list_versions(settings)

    assert [hit.entry for hit in before[0]] == ["high-risk:liaoning-china-trade"]
    assert {hit.entry for hit in after[0]} == {"high-risk:liaoning-china-trade", "ours:border-textile"}
    assert before[1] != after[1]
