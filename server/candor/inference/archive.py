"""How does one member get out of a foreign archive without harm? Wheels (zip) and source archives (tar.gz).

Used by fetch.py. The archive's hash was checked before, so a hostile member means a wrong manifest, not only a bad
mirror; both are refused by name. Nothing is ever written to a path that the archive chooses.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from candor.errors import ModelError

_SYMLINK = 0o120000
_KIND = 0o170000
_UNREADABLE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What zipfile and tarfile raise on damaged, encrypted or exotic archives."""


def read_member(archive: Path, member: str, size: int) -> bytes:
    """Return the bytes of `member`, which must be one regular file of exactly `size` bytes.

    Raises:
        ModelError: "archive_unreadable", "member_missing", "member_duplicated", "member_hostile" or "member_size".
    """
    try:
        found = (_from_zip if zipfile.is_zipfile(archive) else _from_tar)(archive, member, size)
    except _UNREADABLE as error:
        sentence = f"The archive {archive.name} cannot be read; fetch it again."
        raise ModelError("archive_unreadable", sentence, cause=str(error)) from error
    if found is None:
        raise ModelError("member_missing", f"The archive {archive.name} has no member {member}.")
    if len(found) != size:
        raise _wrong_size(archive, member, size)
    return found


def _from_zip(archive: Path, member: str, size: int) -> bytes | None:
    found: bytes | None = None
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            if not _becomes(archive, info.filename, member):
                continue
            is_link = (info.external_attr >> 16) & _KIND == _SYMLINK
            _check_entry(archive, info.filename, is_file=not is_link and not info.is_dir(), is_second=found is not None)
            if info.file_size != size:
                raise _wrong_size(archive, member, size)
            with opened.open(info) as stream:
                found = stream.read(size + 1)  # a member that lies about its size never fills the memory
    return found


def _from_tar(archive: Path, member: str, size: int) -> bytes | None:
    found: bytes | None = None
    with tarfile.open(archive, "r|*") as opened:
        for info in opened:
            if not _becomes(archive, info.name, member):
                continue
            _check_entry(archive, info.name, is_file=info.isreg(), is_second=found is not None)
            if info.size != size:
                raise _wrong_size(archive, member, size)
            stream = opened.extractfile(info)
            found = stream.read(size + 1) if stream else b""
    return found


def _becomes(archive: Path, name: str, member: str) -> bool:
    """Tell whether this name would unpack to `member`; refuse a name that gets there by a detour."""
    plain: list[str] = []
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        if part == "..":
            del plain[-1:]
        elif part != "/":
            plain.append(part)
    if "/".join(plain) != member:
        return False
    if name.rstrip("/") != member:
        raise ModelError("member_hostile", f"The archive {archive.name} names a member {name!r}; it is refused.")
    return True


def _check_entry(archive: Path, name: str, *, is_file: bool, is_second: bool) -> None:
    if not is_file:
        raise ModelError("member_hostile", f"In the archive {archive.name} {name!r} is a link or folder, not a file.")
    if is_second:
        raise ModelError("member_duplicated", f"The archive {archive.name} holds {name!r} twice; it is refused.")


def _wrong_size(archive: Path, member: str, size: int) -> ModelError:
    return ModelError("member_size", f"The member {member} of {archive.name} does not have the expected {size} bytes.")
