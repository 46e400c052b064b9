"""`candor restore`: puts a backup where there is no database."""

from __future__ import annotations

import os
from pathlib import Path

import click

from candor.errors import UsageError
from candor.settings import load_settings
from candor.store.backup import BackupKeys, opened_copy, parted_copy
from candor.store.candidate_keys import CandidateKeys


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put database and candidates' keys of a backup where CANDOR_HOME has none; master.key is put back by hand."""
    settings = load_settings()
    target = settings.home / "candor.db"
    if settings.database_url:
        raise UsageError("not_sqlite", "Only the embedded database is restored; for PostgreSQL use its own tools.")
    if target.exists():
        raise UsageError("database_exists", f"There is a database at {target}. Move it away first.")
    database, keys = parted_copy(opened_copy(file.read_bytes(), BackupKeys(settings.backup_keys)))
    os.umask(0o077)
    settings.home.mkdir(parents=True, exist_ok=True)
    CandidateKeys(settings.candidate_keys).put(keys)
    with target.open("xb") as out:
        out.write(database)
        out.flush()
        os.fsync(out.fileno())
    click.echo(f"{target}: {len(database)} bytes. `candor serve` brings it up to date.")
