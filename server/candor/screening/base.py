"""Which other applications hold the same? A base of applications in one SQLite file, with all that a run has done.

It serves a run over many applications: what was read, found and could not be read, so that a run that was ended goes
on where it was. Only its owner can read the file; it is deleted when the run is over.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from candor.domain.applications import ApplicationId
from candor.errors import UsageError
from candor.screening.protocol import Other

MOST_OTHERS: Final = 200
"""Of one key: more say no more, and a key that everybody shares must not cost everybody's time."""
_TABLES: Final = """
create table if not exists meta (name text primary key, value text not null);
create table if not exists application (
    n integer primary key, id text not null, name text not null, portrait text not null, content blob not null);
create table if not exists key (key integer not null, n integer not null);
create table if not exists problem (number integer not null, sentence text not null);
create table if not exists result (n integer primary key, content blob not null);
"""


@dataclass(frozen=True, slots=True)
class Held:
    """An application as the base keeps it."""

    number: int
    """Of its row."""
    id: str
    name: str
    """Folded."""
    portrait: str
    content: bytes
    """JSON of the `Application`."""
    keys: Sequence[str]


class Base:
    """The file. One process writes, others may read it at the same time."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        if not read_only:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        try:
            address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
            self._db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=60)
            if not read_only:
                self._db.execute("pragma journal_mode=wal")
                self._db.executescript(_TABLES)
            self._db.execute("pragma synchronous=off")
            self._db.execute("pragma cache_size=-32000")
        except sqlite3.Error as error:
            sentence = f"{path} is no file of an earlier run. Delete it, or name another with --state."
            raise UsageError("bad_state", sentence, cause=str(error)) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def meta(self, name: str) -> str:
        """Return a noted value; empty when there is none."""
        row = self._db.execute("select value from meta where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, values: Mapping[str, str]) -> None:
        """Note values by name."""
        self._db.executemany("insert or replace into meta values (?, ?)", values.items())

    def add(self, held: Iterable[Held], problems: Iterable[tuple[int, str]], upto: int) -> None:
        """Keep what was read up to a row, all of it or nothing."""
        self._db.execute("begin")
        for each in held:
            row = (each.number, each.id, each.name, each.portrait, each.content)
            self._db.execute("insert or replace into application values (?, ?, ?, ?, ?)", row)
            self._db.executemany("insert into key values (?, ?)", ((_number(key), each.number) for key in each.keys))
        self._db.executemany("insert into problem values (?, ?)", problems)
        self._db.execute("insert or replace into meta values ('read', ?)", (str(upto),))
        self._db.execute("commit")

    def index(self) -> None:
        """Make keys quick to find, once all were read."""
        self._db.execute("create index if not exists by_key on key (key, n)")

    def others(self, key: str) -> Sequence[Other]:
        """Return applications that hold a key, the asking one too."""
        query = "select a.id, a.name, a.portrait from key k join application a on a.n = k.n where k.key = ? limit ?"
        return [Other(ApplicationId(i), n, p) for i, n, p in self._db.execute(query, (_number(key), MOST_OTHERS))]

    def waiting(self, limit: int, after: int) -> list[tuple[int, bytes]]:
        """Return applications without a result, in order, of a number higher than `after`."""
        query = (
            "select a.n, a.content from application a left join result r on r.n = a.n "
            "where r.n is null and a.n > ? order by a.n limit ?"
        )
        return list(self._db.execute(query, (after, limit)))

    def keep_results(self, results: Iterable[tuple[int, bytes]]) -> None:
        """Keep what was found, all of it or nothing."""
        self._db.execute("begin")
        self._db.executemany("insert or replace into result values (?, ?)", results)
        self._db.execute("commit")

    def count(self) -> tuple[int, int]:
        """Return how many applications were read, and how many of them have a result."""
        row = self._db.execute("select (select count(*) from application), (select count(*) from result)").fetchone()
        return int(row[0]), int(row[1])

    def results(self) -> Iterator[tuple[int, bytes]]:
        """Yield every result in order of the rows."""
        yield from self._db.execute("select n, content from result order by n")

    def names(self) -> Iterator[tuple[int, str]]:
        """Yield number and id of every application in order."""
        yield from self._db.execute("select n, id from application order by n")

    def problems(self) -> Iterator[tuple[int, str]]:
        """Yield row and sentence of whatever could not be read."""
        yield from self._db.execute("select number, sentence from problem order by number")


def _number(key: str) -> int:
    return int(key, 16) - (1 << 63)
