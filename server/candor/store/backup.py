"""How can there be backups that an erasure reaches? Each is sealed with a key of its own, kept elsewhere and destroyed.

    backup file   the whole database with its candidates' keys, AES-256-GCM in parts; may be copied anywhere, kept for
                  ever, and never changes
    key folder    one small file for each backup; whoever erases somebody, or records a withdrawal, destroys all of them

What was erased after a backup was made is therefore in no backup that can be opened. Make a new one afterwards.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from candor.errors import ConfigurationError, NotFoundError, UsageError
from candor.store.candidate_keys import CandidateKeys, destroy_file

MAGIC: Final = b"CANDOR-BACKUP-1\n"
PART_BYTES: Final = 4 * 1024 * 1024
_ID: Final = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{16}")
_HEAD_BYTES: Final = len(MAGIC) + 39
_NONCE_BYTES: Final = 12


class BackupKeys:
    """The folder with the keys of backups."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, now: datetime) -> tuple[str, bytes]:
        """Make the key of a backup; return its id and the key.

        Raises:
            ConfigurationError: "backup_keys_unwritable".
        """
        named, key = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(8)}", os.urandom(32)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._folder / f"{named}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            sentence = f"The key of a backup cannot be written to {self._folder}. Set CANDOR_BACKUP_KEYS."
            raise ConfigurationError("backup_keys_unwritable", sentence, cause=str(error)) from error
        return named, key

    def key(self, named: str) -> bytes:
        """Return the key of a backup; NotFoundError "backup_key_gone"."""
        try:
            return (self._folder / f"{named}.key").read_bytes()
        except OSError as error:
            sentence = f"The key of this backup is not in {self._folder}: it was destroyed, or the folder is another."
            raise NotFoundError("backup_key_gone", sentence, cause=str(error)) from error

    def destroy_before(self, moment: datetime) -> int:
        """Destroy the keys of all backups made before a moment; return how many. OSError when one resists."""
        latest = f"{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}Z"
        doomed = [p for p in self._folder.glob("*.key") if _ID.fullmatch(p.stem) and p.stem[: len(latest)] <= latest]
        for path in doomed:
            destroy_file(path)
        return len(doomed)


def sealed_copy(database: Path, candidates: CandidateKeys, keys: BackupKeys, now: datetime) -> Iterator[bytes]:
    """Copy a database while it is in use, with the wrapped keys of its candidates; return the bytes of a backup file,
    part by part. Nothing clear touches disk.

    Raises:
        UsageError: "no_database": there is none.
    """
    if not database.is_file():
        raise UsageError("no_database", f"There is no database at {database}.")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        copy.execute("CREATE TABLE backed_up_keys (candidate TEXT, wrapped BLOB)")
        copy.executemany("INSERT INTO backed_up_keys VALUES (?, ?)", candidates.everything())
        copy.commit()
        clear = copy.serialize()
    named, key = keys.new(now)
    yield MAGIC + named.encode()
    count = max(1, -(-len(clear) // PART_BYTES))
    for number in range(count):
        nonce = os.urandom(_NONCE_BYTES)
        part = clear[number * PART_BYTES : (number + 1) * PART_BYTES]
        sealed = nonce + AESGCM(key).encrypt(nonce, part, _place(named, number, is_last=number == count - 1))
        yield struct.pack(">I", len(sealed)) + sealed


def parted_copy(clear: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Part the bytes of `opened_copy` into the database and the wrapped keys of its candidates."""
    with closing(sqlite3.connect(":memory:")) as copy:
        # In memory there is no write-ahead log: bytes 18 and 19 of the header say whether a file has one.
        copy.deserialize(clear[:18] + b"\x01\x01" + clear[20:])
        copy.execute("PRAGMA secure_delete=ON")
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'backed_up_keys'").fetchone() is None:
            return clear, {}  # of a version that kept them in the table of candidates
        keys = dict(copy.execute("SELECT candidate, wrapped FROM backed_up_keys"))
        copy.execute("DROP TABLE backed_up_keys")
        copy.commit()
        return copy.serialize(), keys


def opened_copy(backup: bytes, keys: BackupKeys) -> bytes:
    """Return the database in a backup, with the keys of its candidates in a table of their own.

    Raises:
        UsageError: "not_a_backup": it is none, was cut short or changed.
        NotFoundError: "backup_key_gone".
    """
    named = backup[len(MAGIC) : _HEAD_BYTES].decode("ascii", "replace")
    if not backup.startswith(MAGIC) or not _ID.fullmatch(named):
        raise UsageError("not_a_backup", "This is no backup of Candor.")
    key, place, parts = AESGCM(keys.key(named)), _HEAD_BYTES, list[bytes]()
    try:
        while place < len(backup):
            (length,) = struct.unpack_from(">I", backup, place)
            sealed = backup[place + 4 : place + 4 + length]
            place += 4 + length
            where = _place(named, len(parts), is_last=place >= len(backup))
            parts.append(key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], where))
    except (InvalidTag, struct.error, ValueError) as error:
        raise UsageError("not_a_backup", "This backup was changed, or cut short.") from error
    if not parts:
        raise UsageError("not_a_backup", "This backup was changed, or cut short.")
    return b"".join(parts)


def _place(named: str, number: int, *, is_last: bool) -> bytes:
    return f"{named}\x00{number}\x00{is_last}".encode()
