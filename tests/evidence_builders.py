"""A small evidence pack, and ways to change one."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from candor.evidence.layout import zipped
from candor.evidence.pack import Seal, make_pack
from candor.evidence.verify import open_pack

KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FILES = {"README.txt": b"read me", "facts/i-1/record.json": b"{}", "pictures/i-1/warning-1-x.jpg": b"\xff\xd8crop"}


def build_pack(files: dict[str, bytes] = FILES, key: Ed25519PrivateKey = KEY) -> bytes:
    return make_pack(files, "i-1", ["i-1"], NOON, Seal("Sample Works", key.public_key().public_bytes_raw(), key.sign))


def changed(pack: bytes, **files: bytes | None) -> bytes:
    """The pack with some files put in, changed (by __ for /, _dot_ for .), or taken out."""
    held = dict(open_pack(pack).files)
    for name, data in files.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        if data is None:
            del held[path]
        else:
            held[path] = data
    return zipped(list(held.items()))
