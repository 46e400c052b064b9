"""Which lists and limits stand behind a search? Opens the kept lists of the house, and Candor's own."""

from __future__ import annotations

from datetime import date

from candor.settings import Settings
from candor.watchlists.keeping import open_lists
from candor.watchlists.kept import ListStore
from candor.watchlists.limits import load_limits
from candor.watchlists.search import Watchlists
from candor.watchlists.sources import SourceList, load_sources

FOLDER = "watchlists"


def list_store(settings: Settings) -> ListStore:
    """Return where the house keeps its lists."""
    return ListStore(settings.home / FOLDER)


def list_sources(settings: Settings) -> dict[str, SourceList]:
    """Return the official lists and their addresses: the house's own file, or the shipped one."""
    return load_sources(settings.home / FOLDER / "sources.toml")


def open_watchlists(settings: Settings, today: date) -> Watchlists:
    """Return all lists in force as one search. It takes seconds: open it once, and again when `list_versions` changes.

    Raises:
        ListError: a kept list is damaged.
    """
    return Watchlists(open_lists(list_store(settings), today), load_limits(settings.models_dir / "calibration"), today)


def list_versions(settings: Settings) -> tuple[tuple[str, int], ...]:
    """Return a mark of the kept lists that changes when one of them does: name and time of each file."""
    files = sorted(list_store(settings).folder.glob("*.list"))
    return tuple((path.name, path.stat().st_mtime_ns) for path in files)
