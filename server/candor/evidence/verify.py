"""Was anything in an evidence pack changed? Checked offline, without database or server; says what is wrong in words.

A hostile pack cannot hurt: nothing is unpacked to disk, packed entries are refused (so that nothing can swell), and
names that leave their folder are refused.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from candor.errors import UsageError
from candor.evidence.layout import (
    GENESIS,
    MANIFEST,
    MAX_FILES,
    MAX_PACK_BYTES,
    SCHEMA,
    SIGNATURE,
    Manifest,
    is_safe_name,
    link_after,
    zipped,
)
from candor.store.audit_chain import link_hash
from candor.store.values import AuditEntry

AUDIT: Final = "audit.json"


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A pack as it was read; whether it is sound is for `verify` to say."""

    manifest: Manifest
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a pack found."""

    manifest: Manifest
    problems: tuple[str, ...]
    """Sentences; empty: nothing was changed since it was signed."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(pack: bytes, trusted_key: bytes | None = None) -> Checked:
    """Check a pack.

    Args:
        pack: the zip.
        trusted_key: public key of the house, 32 bytes, got from its administrator page; None: the key in the pack is
            taken, which shows changes by others but not a pack that somebody signed anew.

    Raises:
        UsageError: "not_a_pack": it cannot be read as one; the sentence says why.
    """
    files = _read(pack)
    raw = files.get(MANIFEST)
    if raw is None:
        raise UsageError("not_a_pack", "manifest.json is missing: this is no evidence pack, or it was taken out.")
    manifest = _manifest(raw)
    problems = [
        *_key(manifest, trusted_key),
        *_signature(manifest, raw, files.get(SIGNATURE)),
        *_chain(manifest),
        *_files(manifest, files),
        *_audit(files.get(AUDIT)),
    ]
    if not problems and pack != zipped([(name, files[name]) for name in _order(manifest)]):
        problems.append("The files are unchanged, but the zip around them is not as Candor wrote it: packed again.")
    return Checked(manifest, tuple(problems))


def _order(manifest: Manifest) -> list[str]:
    return [MANIFEST, SIGNATURE, *(file.name for file in manifest.files)]


def open_pack(pack: bytes) -> OpenedPack:
    """Return what is in a pack, for replay; UsageError "not_a_pack"."""
    files = _read(pack)
    return OpenedPack(_manifest(files.get(MANIFEST, b"")), files)


def _read(pack: bytes) -> dict[str, bytes]:
    if len(pack) > MAX_PACK_BYTES:
        raise UsageError("not_a_pack", "This file is larger than an evidence pack can be.")
    try:
        with zipfile.ZipFile(io.BytesIO(pack)) as archive:
            entries = archive.infolist()
            _refuse_tricks(entries, len(pack))
            return {entry.filename: _content(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        sentence = "This is no readable zip: a byte of it was changed, or it was cut short."
        raise UsageError("not_a_pack", f"{sentence} ({error})") from error


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what a file holds; nothing where its bytes do not fit the sum in the zip: it then counts as changed."""
    try:
        return archive.read(entry)
    except zipfile.BadZipFile:
        return b""


def _refuse_tricks(entries: list[zipfile.ZipInfo], pack_bytes: int) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_FILES or len(set(names)) != len(names):
        raise UsageError("not_a_pack", "It holds a name twice, or too many files: Candor did not make it.")
    bad = [name for name in names if not is_safe_name(name)]
    if bad:
        raise UsageError("not_a_pack", f"It holds a file that would leave its folder: {bad[0][:60]!r}.")
    stored = all(e.compress_type == zipfile.ZIP_STORED and e.file_size == e.compress_size for e in entries)
    if not stored or sum(entry.file_size for entry in entries) > pack_bytes:
        raise UsageError("not_a_pack", "It holds packed files, which Candor never writes; they might swell. Not read.")


def _manifest(raw: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except msgspec.DecodeError as error:
        raise UsageError("not_a_pack", "manifest.json was changed: it cannot be read any more.") from error
    if manifest.schema != SCHEMA:
        raise UsageError("not_a_pack", f"manifest.json is of another kind ({manifest.schema[:40]!r}).")
    return manifest


def _key(manifest: Manifest, trusted: bytes | None) -> list[str]:
    if trusted is None or trusted.hex() == manifest.public_key:
        return []
    return ["Signed with another key than the one you trust: not made by that house, or signed anew by somebody else."]


def _signature(manifest: Manifest, raw: bytes, signature: bytes | None) -> list[str]:
    if signature is None:
        return ["The signature is missing: manifest.sig was taken out."]
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.public_key)).verify(signature, raw)
    except (InvalidSignature, ValueError):
        return ["The signature does not fit: manifest.json, the key in it, or manifest.sig was changed."]
    return []


def _chain(manifest: Manifest) -> list[str]:
    link = GENESIS
    for file in manifest.files:
        link = link_after(link, file.name, file.sha256)
        if link != file.link:
            return [f"The chain breaks at {file.name}: an entry was changed, taken out, added or moved."]
    return []


def _files(manifest: Manifest, files: dict[str, bytes]) -> list[str]:
    told = {file.name: file for file in manifest.files}
    added = [name for name in files if name not in {*told, MANIFEST, SIGNATURE}]
    problems = [f"{name} was added: the manifest does not name it." for name in added]
    for name, entry in told.items():
        data = files.get(name)
        if data is None:
            problems.append(f"{name} was taken out.")
        elif len(data) != entry.bytes or hashlib.sha256(data).hexdigest() != entry.sha256:
            problems.append(f"{name} was changed.")
    return problems


def _audit(raw: bytes | None) -> list[str]:
    """Check that each link of the extract of the audit trail is whole."""
    try:
        entries = msgspec.json.decode(raw or b"[]", type=list[AuditEntry])
    except msgspec.DecodeError:
        return [f"{AUDIT} cannot be read."]
    broken = [e.seq for e in entries if e.hash != link_hash(e.previous_hash, e.at, e.actor, e.action, e.subject)]
    return [f"Link {broken[0]} of the audit trail was changed before this pack was made."] if broken else []
