"""How are face data kept so that erasing is certain? Sealed with one key per candidate; without the key they are gone.

    master key (file, 0600) ── wraps ──▶ candidate key (file) ── seals ──▶ name, ID photo, reference, notes, evidence

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce per blob. The place of a blob (candidate, kind, ref) is
authenticated with it, so that a blob cannot be moved to another candidate or swapped for another kind.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from candor.errors import ConfigurationError, NotFoundError
from candor.store.candidate_keys import CandidateKeys

KEY_BYTES = 32
NONCE_BYTES = 12
MASTER_KEY_FILE = "master.key"


@dataclass(frozen=True, slots=True)
class CandidateKey:
    """The opened key of one candidate. Lives for one transaction only."""

    candidate: str
    key: bytes

    def seal(self, kind: str, ref: str, clear: bytes) -> bytes:
        """Return nonce and ciphertext of a blob in its place."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, clear, _place(self.candidate, kind, ref))

    def open(self, kind: str, ref: str, sealed: bytes) -> bytes:
        """Return the clear bytes of a blob.

        Raises:
            NotFoundError: "unreadable_blob": altered, moved, or sealed with a key that is destroyed.
        """
        return _open(self.key, sealed, _place(self.candidate, kind, ref))


class Vault:
    """Makes and opens candidate keys with the master key, and derives the keys of other uses from it."""

    def __init__(self, master_key: bytes, keys: CandidateKeys) -> None:
        self._master_key = master_key
        self._keys = keys
        self._fingerprint_key = self.derive("token fingerprints")

    @property
    def key_id(self) -> str:
        """A name of the master key that tells nothing about it; kept in the database to notice a wrong file."""
        return self.derive("key id").hex()[:16]

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes that depend on the master key and the purpose (HKDF, RFC 5869)."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"candor {purpose}".encode()).derive(self._master_key)

    def fingerprint(self, token: str) -> str:
        """Return what is stored instead of a token: useless without the master key, even for short codes."""
        return hmac.new(self._fingerprint_key, token.encode(), hashlib.sha256).hexdigest()

    def seal(self, purpose: str, ref: str, clear: bytes) -> bytes:
        """Return nonce and ciphertext of something that belongs to no candidate, under a key of its purpose."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.derive(purpose)).encrypt(nonce, clear, _place("", purpose, ref))

    def open(self, purpose: str, ref: str, sealed: bytes) -> bytes:
        """Return the clear bytes of what `seal` made; NotFoundError "unreadable_blob" when altered or moved."""
        return _open(self.derive(purpose), sealed, _place("", purpose, ref))

    def new_keys(self, candidates: Sequence[str]) -> list[CandidateKey]:
        """Make and keep fresh keys of candidates; return them opened."""
        made = [CandidateKey(candidate, AESGCM.generate_key(KEY_BYTES * 8)) for candidate in candidates]
        self._keys.put({fresh.candidate: self._wrapped(fresh) for fresh in made})
        return made

    def keep(self, wrapped: Mapping[str, bytes]) -> list[CandidateKey]:
        """Keep the wrapped keys of candidates, which were kept elsewhere; return them opened.

        Raises:
            NotFoundError: "unreadable_blob": a key was altered or belongs to another master key.
        """
        opened = [self._unwrapped(candidate, key) for candidate, key in wrapped.items()]
        self._keys.put(wrapped)
        return opened

    def key(self, candidate: str) -> CandidateKey:
        """Open a candidate's key.

        Raises:
            NotFoundError: "no_such_key": it was destroyed. "unreadable_blob": it was altered or belongs to another
                master key.
        """
        return self._unwrapped(candidate, self._keys.take(candidate))

    def has_no_keys(self) -> bool:
        """Return whether the key of no candidate is kept."""
        return self._keys.is_empty()

    def destroy_key(self, candidate: str) -> None:
        """Destroy a candidate's key: what is sealed with it is gone, wherever it is. OSError when it resists."""
        self._keys.destroy(candidate)

    def _wrapped(self, fresh: CandidateKey) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._master_key).encrypt(nonce, fresh.key, _place(fresh.candidate, "key", ""))

    def _unwrapped(self, candidate: str, wrapped: bytes) -> CandidateKey:
        return CandidateKey(candidate, _open(self._master_key, wrapped, _place(candidate, "key", "")))


def open_vault(home: Path, keys: CandidateKeys) -> Vault:
    """Read the master key of `home`, or make one (readable by its owner only).

    Raises:
        ConfigurationError: "bad_master_key": the file cannot be read or has the wrong length.
    """
    path = home / MASTER_KEY_FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _create_key_file(path)
        key = path.read_bytes()
    except OSError as error:
        sentence = f"The key file {path} cannot be read or made. Check the folder's owner and permissions."
        raise ConfigurationError("bad_master_key", sentence, cause=str(error)) from error
    if len(key) != KEY_BYTES:
        raise ConfigurationError("bad_master_key", f"The key file {path} is damaged. Put its backup back.")
    return Vault(key, keys)


def _create_key_file(path: Path) -> None:
    # Written aside and linked into place: a crash leaves no half key, and of two first starts only one wins.
    if path.exists():
        return
    aside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    finally:
        aside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _place(candidate: str, kind: str, ref: str) -> bytes:
    return f"{candidate}\x00{kind}\x00{ref}".encode()


def _open(key: bytes, sealed: bytes, place: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise NotFoundError("unreadable_blob", "This item cannot be read: it was erased or altered.") from error
