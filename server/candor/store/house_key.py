"""With which key does this house sign? An Ed25519 key (RFC 8032), made on first use, sealed by the master key."""

from __future__ import annotations

import base64
import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from candor.store.database import Database
from candor.store.schema import HouseRow
from candor.store.vault import KEY_BYTES, Vault

_NAME = "signing_key"
_PURPOSE = "house signing key"


class HouseKey:
    """Signs for the house."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def public_key(self) -> bytes:
        """Return what signatures are checked with, 32 bytes."""
        return self._key().public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, 64 bytes."""
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        with self._database.reading() as session:
            row = session.get(HouseRow, _NAME)
        return self._made() if row is None else self._opened(row.value)

    def _made(self) -> Ed25519PrivateKey:
        with self._database.writing() as session:
            row = session.get(HouseRow, _NAME)
            if row is None:
                sealed = self._vault.seal(_PURPOSE, "", os.urandom(KEY_BYTES))
                row = HouseRow(name=_NAME, value=base64.b64encode(sealed).decode())
                session.add(row)
            return self._opened(row.value)

    def _opened(self, value: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._vault.open(_PURPOSE, "", base64.b64decode(value)))
