from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from candor.store.schema import HouseRow


def test_the_key_is_made_once_and_signs(store):
    public = Ed25519PublicKey.from_public_bytes(store.house_key.public_key())
    public.verify(store.house_key.sign(b"words"), b"words")
    with pytest.raises(InvalidSignature):
        public.verify(store.house_key.sign(b"words"), b"other words")


def test_the_key_lies_sealed_by_the_master_key(store):
    secret = store.house_key._key().private_bytes_raw()
    with store.database.reading() as session:
        kept = session.get_one(HouseRow, "signing_key").value
    assert secret.hex() not in kept
    assert store.vault.open("house signing key", "", base64.b64decode(kept)) == secret
