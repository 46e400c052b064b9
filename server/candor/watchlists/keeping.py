"""How do lists become those in force? Updated from official addresses, imported from files, and opened together."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from typing import Final

from candor.domain.listed import ListHead, Watchlist
from candor.watchlists.fetch import Marks, fetch_list
from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.formats.own import own_file, read_own
from candor.watchlists.kept import ListStore, digest_of
from candor.watchlists.sources import SourceList

MIN_SHARE: Final = 0.5
"""A new version with fewer entries than this share of the old one is taken for a broken one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list."""

    head: ListHead
    has_changed: bool


def update_list(
    store: ListStore, source: SourceList, today: date, *, force: bool = False, context: ssl.SSLContext | None = None
) -> Kept:
    """Fetch a list from its official addresses, when it has changed; what was kept stays when anything goes wrong.

    Raises:
        ListError: it could not be fetched or read, or has suddenly shrunk (`force` takes it nevertheless).
    """
    fetched = fetch_list(source, {} if force else store.marks(source.id), context=context)
    if fetched is None and (old := store.read(source.id)) is not None:
        return Kept(old.head, has_changed=False)
    if fetched is None:
        raise ListError("fetch_failed", f"The server says that {source.id} has not changed, but no version is kept.")
    watchlist = read_official(source, fetched.files, today)
    head = replace(watchlist.head, address=source.files[0].address)
    _keep(store, Watchlist(head, watchlist.entries), fetched.marks, force=force)
    return Kept(head, has_changed=True)


def import_list(
    store: ListStore,
    source: SourceList,
    files: Sequence[ListFile],
    today: date,
    *,
    published_on: date | None = None,
    force: bool = False,
) -> ListHead:
    """Take a list from files that somebody brought; `published_on` where the list itself does not say.

    Raises:
        ListError: as `update_list`.
    """
    watchlist = read_official(source, files, today, published_on)
    _keep(store, watchlist, {}, force=force)
    return watchlist.head


def import_own(store: ListStore, file: ListFile, today: date, official: Sequence[str]) -> ListHead:
    """Take an organisation's own list; `official` are ids that it must not have.

    Raises:
        ListError: its sentence says what is wrong.
    """
    watchlist = own_list(file, today)
    if watchlist.head.id in {*official, SHIPPED}:
        raise ListError("bad_list", f"{file.name} has the id of another list, {watchlist.head.id}; choose another.")
    store.write(watchlist, {})
    return watchlist.head


SHIPPED: Final = "high-risk"
"""Candor's own list."""


def shipped_list(today: date) -> Watchlist:
    """Return Candor's list of high-risk institutions and front companies."""
    content = (resources.files("candor.watchlists") / "own" / f"{SHIPPED}.toml").read_bytes()
    return own_list(ListFile(f"{SHIPPED}.toml", content), today)


def own_list(file: ListFile, today: date) -> Watchlist:
    """Return the list of a file in the open format.

    Raises:
        ListError: its sentence says what is wrong.
    """
    own = own_file(file).head
    read = read_own(own.id, [file])
    head = ListHead(
        id=own.id,
        title=own.title,
        publisher=own.publisher,
        is_official=False,
        version=own.version,
        published_on=own.published,
        kept_on=today,
        entries=len(read.entries),
        sha256=digest_of([file]),
    )
    return Watchlist(head, read.entries)


def open_lists(store: ListStore, today: date) -> list[Watchlist]:
    """Return all lists in force: the kept ones and the shipped one.

    Raises:
        ListError: a kept list is damaged.
    """
    kept = [watchlist for watchlist in map(store.read, store.ids()) if watchlist is not None]
    return [*kept, shipped_list(today)]


def read_official(
    source: SourceList, files: Sequence[ListFile], today: date, published_on: date | None = None
) -> Watchlist:
    """Return an official list from its files, without keeping it.

    Raises:
        ListError: they are not this list.
    """
    read = source.reader(source.id, files)
    published = read.published_on or published_on
    head = ListHead(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        is_official=True,
        version=str(published or today),
        published_on=published,
        kept_on=today,
        entries=len(read.entries),
        sha256=digest_of(files),
    )
    return Watchlist(head, read.entries)


def _keep(store: ListStore, watchlist: Watchlist, marks: dict[str, Marks], *, force: bool) -> None:
    """Keep a list, unless it has suddenly shrunk."""
    head = watchlist.head
    try:
        old = store.read(head.id)
    except ListError:
        old = None
    if old is not None and not force and head.entries < MIN_SHARE * old.head.entries:
        sentence = (
            f"The new {head.id} has {head.entries} entries and the kept one {old.head.entries}: that looks broken. "
            "What was kept stays in use; --force takes the new one."
        )
        raise ListError("shrunk_list", sentence)
    store.write(watchlist, marks)
