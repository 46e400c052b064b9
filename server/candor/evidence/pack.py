"""How is an evidence pack made? Files in, one signed zip out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from candor import __version__
from candor.evidence.layout import (
    MANIFEST,
    SCHEMA,
    SIGNATURE,
    Manifest,
    chained,
    is_safe_name,
    manifest_bytes,
    zipped,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs."""

    organisation: str
    public_key: bytes
    """Ed25519, 32 bytes."""
    sign: Callable[[bytes], bytes]


def make_pack(files: Mapping[str, bytes], subject: str, interviews: list[str], made_at: datetime, seal: Seal) -> bytes:
    """Return the pack.

    Args:
        files: by name; names as `is_safe_name` wants them.
        subject: id of the interview or candidate.
        interviews: ids of the interviews in it.
        made_at: aware.
        seal: of the house.
    """
    assert all(is_safe_name(name) and name not in {MANIFEST, SIGNATURE} for name in files), "names are made by us"
    manifest = Manifest(
        schema=SCHEMA,
        made_at=made_at.isoformat(timespec="seconds"),
        organisation=seal.organisation,
        subject=subject,
        interviews=interviews,
        candor=__version__,
        public_key=seal.public_key.hex(),
        files=chained(files),
    )
    signed = manifest_bytes(manifest)
    return zipped([(MANIFEST, signed), (SIGNATURE, seal.sign(signed)), *files.items()])
