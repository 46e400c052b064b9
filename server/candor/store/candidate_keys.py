"""Where is the key of each candidate? In a file of its own, outside of the database: erasing them destroys that file.

A copy of the database, however it was made and wherever it is, opens nothing of a candidate whose file is gone. The
files hold keys that are wrapped by the master key, see store/vault.py. Whoever copies this folder can undo erasures.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from candor.errors import ConfigurationError, NotFoundError

_SUFFIX: Final = ".key"


class CandidateKeys:
    """The folder with the wrapped keys of candidates. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, wrapped: Mapping[str, bytes]) -> None:
        """Keep the wrapped keys of candidates; they are on disk when this returns.

        Raises:
            ConfigurationError: "candidate_keys_unwritable".
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Written aside and moved into place: a crash leaves the old file or the new one, no half key.
            aside = {candidate: self._write(candidate, key) for candidate, key in wrapped.items()}
            for path in aside.values():
                _flush(path)
            for candidate, path in aside.items():
                path.replace(self._path(candidate))
            _flush(self._folder)
        except OSError as error:
            sentence = f"The keys of candidates cannot be written to {self._folder}. Check its owner and free space."
            raise ConfigurationError("candidate_keys_unwritable", sentence, cause=str(error)) from error

    def take(self, candidate: str) -> bytes:
        """Return the wrapped key of a candidate.

        Raises:
            NotFoundError: "no_such_key": it was destroyed.
        """
        try:
            return self._path(candidate).read_bytes()
        except OSError as error:
            sentence = "This candidate was erased, or their key is missing."
            raise NotFoundError("no_such_key", sentence, cause=str(error)) from error

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Return all candidates with their wrapped keys."""
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                yield path.stem, path.read_bytes()
            except FileNotFoundError:
                continue  # erased meanwhile

    def is_empty(self) -> bool:
        """Return whether there is no key at all."""
        return next(self._folder.glob(f"*{_SUFFIX}"), None) is None

    def destroy(self, candidate: str) -> None:
        """Destroy the key of a candidate, for good; nothing happens when that was done. OSError when it resists."""
        path = self._path(candidate)
        if path.exists():
            destroy_file(path)
            _flush(self._folder)

    def _path(self, candidate: str) -> Path:
        return self._folder / f"{Path(candidate).name}{_SUFFIX}"

    def _write(self, candidate: str, key: bytes) -> Path:
        aside = self._folder / f".{candidate}.{os.urandom(6).hex()}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
        return aside


def destroy_file(path: Path) -> None:
    """Write zeros over a file and remove it. OSError when it resists."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
