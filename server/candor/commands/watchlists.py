"""`candor watchlists`: fetch, import and list sanctions lists and own lists, and ask them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from candor.bootstrap.watchlists import list_sources, list_store, open_watchlists
from candor.commands.output import write_file
from candor.commands.watchlist_names import measure
from candor.commands.watchlist_trial import told, trial, with_own
from candor.domain.listed import ListHead
from candor.domain.watchlist import Asked, WatchlistHit
from candor.errors import UsageError
from candor.settings import load_settings
from candor.watchlists.examples import refuse_broken_examples
from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.keeping import import_list, import_own, own_list, shipped_list, update_list
from candor.watchlists.picture import draw_way
from candor.watchlists.sources import the_source

LIST_SCHEMA = "candor.watchlists-list/1"
SEARCH_SCHEMA = "candor.watchlists-search/1"
MAX_FILE = 500_000_000


@click.group()
def watchlists() -> None:
    """Sanctions lists and own lists: update, import, list, remove, search, try."""


@watchlists.command("update")
@click.argument("ids", nargs=-1)
@click.option("--force", is_flag=True, help="Fetch again what has not changed, and take a version that has shrunk.")
def update(ids: tuple[str, ...], force: bool) -> None:
    """Fetch the official lists, or those named by IDS, where they have changed. A broken answer changes nothing."""
    settings = load_settings()
    sources, store = list_sources(settings), list_store(settings)
    failed: list[str] = []
    for list_id in ids or sources:
        source = the_source(sources, list_id)
        try:
            kept = update_list(store, source, _today(), force=force)
            click.echo(f"{list_id}: {'new version' if kept.has_changed else 'unchanged,'} {_in_words(kept.head)}")
        except ListError as error:
            failed.append(list_id)
            click.echo(f"{list_id}: {error.sentence}", err=True)
    if failed:
        raise ListError("not_updated", f"Not updated: {', '.join(failed)}. The other lists are done.")


@watchlists.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--list", "list_id", metavar="ID", help="An official list, such as ofac-sdn; without it: an own list.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where the files do not say.")
@click.option("--force", is_flag=True, help="Take a version that has shrunk.")
def import_files(files: tuple[Path, ...], list_id: str | None, published: datetime | None, force: bool) -> None:
    """Take a list from FILES: for closed networks, and for an organisation's own lists (TOML or JSON)."""
    settings = load_settings()
    sources, store = list_sources(settings), list_store(settings)
    given = [_read(path) for path in files]
    if list_id is not None:
        day = None if published is None else published.date()
        source = the_source(sources, list_id)
        head = import_list(store, source, given, _today(), published_on=day, force=force)
    elif len(given) == 1:
        refuse_broken_examples(given[0], with_own(own_list(given[0], _today()), _today()))
        head = import_own(store, given[0], _today(), list(sources))
    else:
        raise UsageError("one_file", "An own list is one file; for an official list of several files add --list ID.")
    click.echo(f"{head.id}: {_in_words(head)}")


@watchlists.command("list")
@click.option("--json", "as_json", is_flag=True, help=f"Machine-readable, schema {LIST_SCHEMA}.")
def list_kept(as_json: bool) -> None:
    """Show the lists in force with version, date, entries and hash, and the official ones that are missing."""
    settings = load_settings()
    heads = [*list_store(settings).heads(), shipped_list(_today()).head]
    missing = [each for each in list_sources(settings) if each not in {head.id for head in heads}]
    if as_json:
        content = {"schema": LIST_SCHEMA, "lists": [_head_as_json(head) for head in heads], "missing": missing}
        click.echo(json.dumps(content, indent=2))
        return
    table = Table("list", "version", "kept on", "entries", "official", "sha256", box=None, pad_edge=False)
    for head in heads:
        official = "yes" if head.is_official else "no"
        table.add_row(head.id, head.version, str(head.kept_on), str(head.entries), official, head.sha256[:12])
    Console(width=None if Console().is_terminal else 120).print(table)
    if missing:
        click.echo(f"Not here: {', '.join(missing)}. Run `candor watchlists update`, or import their files.")


@watchlists.command("remove")
@click.argument("list_id", metavar="ID")
def remove(list_id: str) -> None:
    """Forget a kept list."""
    was_kept = list_store(load_settings()).forget(list_id)
    click.echo(f"{list_id}: {'removed' if was_kept else 'was not kept'}")


@watchlists.command("search")
@click.option("--name", "names", multiple=True, help="Of a person.")
@click.option("--born", type=click.DateTime(["%Y-%m-%d"]), help="Birth date.")
@click.option("--organisation", "organisations", multiple=True, help="Employer or institution.")
@click.option("--email", "emails", multiple=True)
@click.option("--handle", "handles", multiple=True, help="Profile address or account name.")
@click.option("--wallet", "wallets", multiple=True)
@click.option("--document", "documents", multiple=True, help="Number of a passport or ID card.")
@click.option("--address", "addresses", multiple=True)
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), help="Write the first way found, as SVG.")
@click.option("--json", "as_json", is_flag=True, help=f"Machine-readable, schema {SEARCH_SCHEMA}.")
def search(
    names: Sequence[str],
    born: datetime | None,
    organisations: Sequence[str],
    picture: Path | None,
    as_json: bool,
    **identifiers: Sequence[str],
) -> None:
    """Ask all lists in force. A name alone asks for more facts at most."""
    rest = {kind: tuple(values) for kind, values in identifiers.items()}
    asked = Asked(tuple(names), None if born is None else born.date(), organisations=tuple(organisations), **rest)
    hits = open_watchlists(load_settings(), _today()).search(asked)
    way = next((hit.way for hit in hits if hit.way is not None), None)
    if picture is not None and way is not None:
        write_file(picture, draw_way(way, "en", standalone=True))
    if as_json:
        click.echo(json.dumps({"schema": SEARCH_SCHEMA, "hits": [_hit_as_json(hit) for hit in hits]}, indent=2))
        return
    for hit in hits:
        click.echo(f"{hit.severity}: stated {hit.asked!r}: {told(hit)} ({hit.decides}; {hit.entry})")
        click.echo(f"  {hit.source.title}, version {hit.source.version} {hit.source.url}".rstrip())
    click.echo(f"{len(hits)} found." if hits else "Nothing found, which proves nothing.")


watchlists.add_command(trial)
watchlists.add_command(measure)


def _read(path: Path) -> ListFile:
    with path.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise ListError("too_large", f"{path} is larger than {MAX_FILE // 1_000_000} MB; no list is.")
    return ListFile(path.name, content)


def _today() -> date:
    return datetime.now(UTC).date()


def _in_words(head: ListHead) -> str:
    return f"{head.title}, version {head.version}, {head.entries} entries"


def _head_as_json(head: ListHead) -> dict[str, object]:
    return {
        "id": head.id,
        "title": head.title,
        "publisher": head.publisher,
        "official": head.is_official,
        "version": head.version,
        "published_on": None if head.published_on is None else str(head.published_on),
        "kept_on": str(head.kept_on),
        "entries": head.entries,
        "sha256": head.sha256,
        "address": head.address,
    }


def _hit_as_json(hit: WatchlistHit) -> dict[str, object]:
    return {
        "severity": hit.severity,
        "decides": hit.decides,
        "asked": hit.asked,
        "entry": hit.entry,
        "listed_name": hit.listed_name,
        "path": hit.path,
        "steps": hit.steps,
        "is_sanctioned": hit.is_sanctioned,
        "source": {"title": hit.source.title, "version": hit.source.version, "date": str(hit.source.date)},
    }
