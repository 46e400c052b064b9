"""How does a database come to today's tables? Runs the migrations that are missing, from empty or from any version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from candor.store.database import Database, open_database
from candor.store.vault import Vault

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(database_url: str) -> None:
    """Bring the database behind a SQLAlchemy address up to date.

    Raises:
        ConfigurationError: the address cannot be used.
    """
    database = open_database(database_url)
    try:
        upgrade_database(database)
    finally:
        database.close()


def upgrade_database(database: Database, vault: Vault | None = None) -> None:
    """Bring an open database up to date, in one transaction that two starting servers cannot both be in.

    Args:
        database: of any version.
        vault: to seal what an earlier version kept plain; needed where it kept anybody.
    """
    with database.engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest_version():
            return
    config = migration_config()
    with database.write_connection() as connection:
        config.attributes["connection"] = connection
        config.attributes["vault"] = vault
        command.upgrade(config, "head")
    database.forget_deleted()


def migration_config() -> Config:
    """Return Alembic's configuration; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def newest_version() -> str:
    """Return the version that this program expects."""
    return ScriptDirectory.from_config(migration_config()).get_current_head() or ""
