"""`candor watchlists try`: what would an own list have flagged? Reads it and a table of applicants."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from candor.bootstrap.watchlists import list_store
from candor.domain.listed import Watchlist
from candor.domain.watchlist import Asked, WatchlistHit
from candor.settings import load_settings
from candor.watchlists.examples import refuse_broken_examples
from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.keeping import open_lists, own_list
from candor.watchlists.limits import load_limits
from candor.watchlists.picture import way_in_words
from candor.watchlists.search import Watchlists

COLUMNS = {
    "name": "names",
    "organisation": "organisations",
    "employer": "organisations",
    "email": "emails",
    "handle": "handles",
    "wallet": "wallets",
    "document": "documents",
    "address": "addresses",
}
MAX_ROWS = 200_000


@click.command("try")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"CSV with any of the columns {', '.join(COLUMNS)}.",
)
def trial(file: Path, against: Path | None) -> None:
    """Check an own list's FILE, and show what it would have flagged among applicants. Nothing is kept."""
    today = datetime.now(UTC).date()
    given = ListFile(file.name, file.read_bytes())
    watchlist = own_list(given, today)
    ended = sum(entry.expires_on is not None and entry.expires_on <= today for entry in watchlist.entries)
    lists = with_own(watchlist, today)
    examples = refuse_broken_examples(given, lists)
    click.echo(
        f"{file.name} is in order: {watchlist.head.title}, {watchlist.head.entries} entries, {ended} ended, "
        f"{examples} examples."
    )
    if against is None:
        return
    counts: Counter[str] = Counter()
    for line, asked in _applicants(against):
        hits = [hit for hit in lists.search(asked) if _rests_on(hit, watchlist)]
        counts[hits[0].severity if hits else "nothing"] += 1
        for hit in hits:
            click.echo(f"line {line}: {hit.severity}: stated {hit.asked!r}: {told(hit)}")
    counted = ", ".join(f"{counts[each]} {each}" for each in ("escalate", "check", "note", "nothing"))
    click.echo(f"{sum(counts.values())} applicants: {counted}.")


def told(hit: WatchlistHit) -> str:
    """Return where a hit leads, as a sentence."""
    return f"{hit.listed_name.rstrip('.')}." if hit.way is None else way_in_words(hit.way, "en")


def with_own(watchlist: Watchlist, today: date) -> Watchlists:
    """Return the house's lists with this one, in place of an earlier version: ties may lead to any of them."""
    settings = load_settings()
    others = [each for each in open_lists(list_store(settings), today) if each.head.id != watchlist.head.id]
    return Watchlists([*others, watchlist], load_limits(settings.models_dir / "calibration"), today)


def _rests_on(hit: WatchlistHit, watchlist: Watchlist) -> bool:
    """Tell whether a hit comes from this list, directly or by a tie that begins in it."""
    names = {name for entry in watchlist.entries for name in entry.names}
    return hit.entry.startswith(f"{watchlist.head.id}:") or bool(names & set(hit.path))


def _applicants(path: Path) -> Iterator[tuple[int, Asked]]:
    """Yield line and values of each applicant."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.DictReader(stream)
        known = {name: COLUMNS[name.strip().casefold()] for name in reader.fieldnames or () if _is_known(name)}
        if not known:
            raise ListError("no_columns", f"{path.name} has none of the columns {', '.join(COLUMNS)}.")
        try:
            for row in reader:
                if reader.line_num > MAX_ROWS:
                    raise ListError("too_many", f"{path.name} has more than {MAX_ROWS} rows; a part of it will do.")
                yield reader.line_num, _asked(row, known)
        except csv.Error as error:
            raise ListError("bad_table", f"{path.name}, line {reader.line_num}: {error}.") from error


def _is_known(name: str | None) -> bool:
    return name is not None and name.strip().casefold() in COLUMNS


def _asked(row: dict[str, str], known: dict[str, str]) -> Asked:
    values: dict[str, Any] = {}
    for column, field in known.items():
        if value := (row.get(column) or "").strip():
            values[field] = (*values.get(field, ()), value)
    return Asked(**values)
