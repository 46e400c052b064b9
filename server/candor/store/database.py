"""How is the database opened, and what does a transaction promise? The only place that knows SQLite's pragmas.

Reading takes a snapshot; writing takes the write lock at its start (SQLite: BEGIN IMMEDIATE, PostgreSQL: an advisory
lock), so that two writers wait for each other instead of failing half-way. A write is on disk when the block ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from candor.errors import ConfigurationError

BUSY_TIMEOUT_S = 20.0
PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers (the live page) never wait for the writer (the stream)
    # FULL: a commit is flushed before it returns. NORMAL would survive kill -9 too, but a power cut could take the last
    # warnings with it; the live interview writes a few times a second, which a disk flushes without trouble.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",  # erasing a candidate takes all rows below along
    "PRAGMA secure_delete=ON",  # erased rows are overwritten with zeros, not only unlinked
)
_WRITES = "candor_writes"
_WRITE_LOCK = 0x0CA9D0
"""Of PostgreSQL's advisory locks, which are numbers."""


class Database:
    """One engine and its two kinds of transaction. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # PostgreSQL: the snapshot of a statement, not of the transaction, which begins before it has the lock.
        level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
        self._writing = engine.execution_options(**{_WRITES: True}, **level)

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Open a session that only reads."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """Open a session whose changes are committed at the end of the block, all or none."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write_connection(self) -> Generator[Connection]:
        """Open a bare connection that holds the write lock; committed at the end of the block."""
        with self._writing.begin() as connection:
            yield connection

    def forget_deleted(self) -> None:
        """Empty SQLite's write-ahead log, so that bytes of deleted rows are in no file any more."""
        if self.engine.dialect.name == "sqlite":
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database behind a SQLAlchemy address.

    Raises:
        ConfigurationError: "bad_database_url": the address cannot be used.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return _open_postgresql(create_engine(parsed, pool_pre_ping=True, isolation_level="REPEATABLE READ"))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        sentence = "CANDOR_DATABASE_URL is no address of a database that is installed here."
        raise ConfigurationError("bad_database_url", sentence, cause=str(error)) from error
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    _first_connection(engine)
    return Database(engine)


def _open_postgresql(engine: Engine) -> Database:
    event.listen(engine, "begin", _wait_for_writers)
    _first_connection(engine)
    return Database(engine)


def _wait_for_writers(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_TIMEOUT_S:.0f}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _first_connection(engine: Engine) -> None:
    try:
        engine.connect().close()
    except DatabaseError as error:
        sentence = f"The database {engine.url.database} cannot be opened. Is it one of Candor, in a writable folder?"
        raise ConfigurationError("database_unreachable", sentence, cause=str(error)) from error
