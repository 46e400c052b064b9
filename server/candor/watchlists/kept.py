"""Where do lists lie? One compact file a list in CANDOR_HOME/watchlists, replaced whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from candor.domain.listed import ListHead, Watchlist
from candor.errors import ConfigurationError
from candor.watchlists.fetch import Marks
from candor.watchlists.formats.files import ListError, ListFile

_MAGIC: Final = b"candor-watchlist-1\n"
_MAX_RAW: Final = 400_000_000
"""Bytes of an unpacked list; a file that claims more is not ours."""
_SUFFIX: Final = ".list"


class _Kept(msgspec.Struct, frozen=True):
    watchlist: Watchlist
    marks: dict[str, Marks]


class ListStore:
    """The kept lists of one house."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, watchlist: Watchlist, marks: dict[str, Marks]) -> None:
        """Keep a list in place of its earlier version.

        Raises:
            ConfigurationError: the folder cannot be written.
        """
        packed = zlib.compress(msgspec.msgpack.encode(_Kept(watchlist, marks)), 6)
        content = _MAGIC + hashlib.sha256(packed).digest() + packed
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".new", delete=False) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self._path(watchlist.head.id))
        except OSError as error:
            sentence = f"The folder {self.folder} cannot be written; set CANDOR_HOME to a folder of your own."
            raise ConfigurationError("no_list_folder", sentence, cause=str(error)) from error

    def read(self, list_id: str) -> Watchlist | None:
        """Return a kept list, or None when it is not kept.

        Raises:
            ListError: its file is damaged.
        """
        kept = self._read(list_id)
        return None if kept is None else kept.watchlist

    def marks(self, list_id: str) -> dict[str, Marks]:
        """Return what the server said of the kept version's files; empty where nothing usable is kept."""
        try:
            kept = self._read(list_id)
        except ListError:
            return {}
        return {} if kept is None else kept.marks

    def ids(self) -> list[str]:
        """Return the ids of the kept lists."""
        return sorted(path.name.removesuffix(_SUFFIX) for path in self.folder.glob(f"*{_SUFFIX}"))

    def heads(self) -> list[ListHead]:
        """Return what is said of each kept list."""
        return [kept.head for kept in (self.read(each) for each in self.ids()) if kept is not None]

    def forget(self, list_id: str) -> bool:
        """Remove a list; tell whether it was kept."""
        path = self._path(list_id)
        was_kept = path.is_file()
        path.unlink(missing_ok=True)
        return was_kept

    def _path(self, list_id: str) -> Path:
        return self.folder / f"{list_id}{_SUFFIX}"

    def _read(self, list_id: str) -> _Kept | None:
        path = self._path(list_id)
        if not path.is_file():
            return None
        content = path.read_bytes()
        digest, packed = content[len(_MAGIC) : len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
        if not content.startswith(_MAGIC) or hashlib.sha256(packed).digest() != digest:
            raise _damaged(path, "its checksum is wrong")
        try:
            raw = zlib.decompressobj().decompress(packed, _MAX_RAW)
            return msgspec.msgpack.decode(raw, type=_Kept)
        except (zlib.error, ValueError) as error:
            raise _damaged(path, str(error)) from error


def digest_of(files: Iterable[ListFile]) -> str:
    """Return the SHA-256 of the files of a list, in order of their names: hexadecimal."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda each: each.name):
        whole.update(hashlib.sha256(file.content).digest())
    return whole.hexdigest()


def _damaged(path: Path, reason: str) -> ListError:
    sentence = f"The kept list {path} is damaged ({reason}). Run `candor watchlists update` or import it again."
    return ListError("damaged_list", sentence)
