"""Databases for tests on PostgreSQL: each a copy of one that was brought up to date once.

CANDOR_TEST_POSTGRESQL is the address of a server of which nothing is needed any more: `tests/with_postgresql.sh` starts
one. Without it, the tests use SQLite.
"""

from __future__ import annotations

import os
from functools import cache

from sqlalchemy import Engine, create_engine, make_url, text

from candor.store.ids import new_id
from candor.store.upgrade import upgrade

ADDRESS = os.environ.get("CANDOR_TEST_POSTGRESQL", "")


def new_copy() -> str:
    """Make a database for one test; return its address."""
    server, template = _server(), _template()
    named = new_id("test").replace("-", "_")
    with server.connect() as connection:
        for (old,) in connection.execute(text("SELECT datname FROM pg_database WHERE datname LIKE 'test_%'")).all():
            connection.execute(text(f"DROP DATABASE {old} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {named} TEMPLATE {template} STRATEGY file_copy"))
    return _address(named)


@cache
def _server() -> Engine:
    return create_engine(ADDRESS, isolation_level="AUTOCOMMIT")


@cache
def _template() -> str:
    named = f"template_{new_id('t').removeprefix('t-')}"
    with _server().connect() as connection:
        connection.execute(text(f"CREATE DATABASE {named}"))
    upgrade(_address(named))
    return named


def _address(database: str) -> str:
    return make_url(ADDRESS).set(database=database).render_as_string(hide_password=False)
