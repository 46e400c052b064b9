"""`candor backup`: a sealed copy of the database, made while the server runs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from candor.errors import UsageError
from candor.settings import load_settings
from candor.store.backup import BackupKeys, sealed_copy
from candor.store.candidate_keys import CandidateKeys
from candor.store.store import utc_now


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a sealed copy of the database to FILE; its key goes to CANDOR_BACKUP_KEYS.

    Erasing somebody destroys the keys of all backups made before: make a new one then. `candor restore` puts one back.
    """
    settings = load_settings()
    if settings.database_url:
        raise UsageError("not_sqlite", "Only the embedded database is copied; for PostgreSQL use its own tools.")
    os.umask(0o077)
    aside = file.with_name(f".{file.name}.part")
    try:
        with aside.open("wb") as out:
            candidates, keys = CandidateKeys(settings.candidate_keys), BackupKeys(settings.backup_keys)
            for part in sealed_copy(settings.home / "candor.db", candidates, keys, utc_now()):
                out.write(part)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
    click.echo(f"{file}: {file.stat().st_size} bytes; its key is in {settings.backup_keys}")
    click.echo("To restore, this file, its key and master.key are needed. Keep the three apart.")
