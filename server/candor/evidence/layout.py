"""What does an evidence pack look like? A zip of uncompressed files in one order, so that every byte is determined.

    manifest.json    each file with its size, SHA-256 and link of the chain; whose key signed, when, about whom
    manifest.sig     Ed25519 signature of manifest.json (RFC 8032), 64 bytes
    everything else  facts, pictures, texts, calibrations, in the order of the manifest

A link of the chain is SHA-256(link before, name, SHA-256 of the file), joined by the ASCII unit separator; the first
follows from 64 zeros.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

SCHEMA: Final = "candor.evidence/1"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
GENESIS: Final = "0" * 64
MAX_PACK_BYTES: Final = 512 * 1024 * 1024
MAX_FILES: Final = 20_000
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,5}")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Of every entry: the time of a pack stands in its manifest, signed."""


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a pack."""

    name: str
    bytes: int
    sha256: str
    link: str
    """Of the chain: covers this file and all before."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed."""

    schema: str
    made_at: str
    """ISO 8601, UTC."""
    organisation: str
    subject: str
    """Id of the interview or candidate."""
    interviews: list[str]
    candor: str
    """Version of the program."""
    public_key: str
    """Ed25519, 32 bytes in hexadecimal."""
    files: list[File]

    @property
    def head(self) -> str:
        """The last link of the chain."""
        return self.files[-1].link if self.files else GENESIS


def is_safe_name(name: str) -> bool:
    """Return whether a name stays inside the folder it is unpacked in, on every system, and is no name of our own."""
    return len(name) <= 200 and _NAME.fullmatch(name) is not None and ".." not in name


def link_after(link: str, name: str, digest: str) -> str:
    """Return the next link of the chain."""
    return hashlib.sha256(f"{link}\x1f{name}\x1f{digest}".encode()).hexdigest()


def chained(files: Mapping[str, bytes]) -> list[File]:
    """Return the entries of a manifest, in the order of the files."""
    link, entries = GENESIS, list[File]()
    for name, data in files.items():
        digest = hashlib.sha256(data).hexdigest()
        link = link_after(link, name, digest)
        entries.append(File(name, len(data), digest, link))
    return entries


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as the text that is signed."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the zip of some files: the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()
