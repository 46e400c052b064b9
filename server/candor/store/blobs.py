"""Sealed blobs of one candidate within a transaction: what the repositories use of the vault."""

from __future__ import annotations

from datetime import datetime

import msgspec
import numpy as np
from sqlalchemy import delete
from sqlalchemy.orm import Session

from candor.domain.identity import Template
from candor.errors import NotFoundError
from candor.store.schema import CandidateRow, VaultRow
from candor.store.vault import CandidateKey, Vault

PHOTO = "photo"
REFERENCE = "reference"
CHECKPOINT = "checkpoint"
EVIDENCE = "evidence"
PORTRAIT = "portrait"
CHECK_SEED = "check_seed"
CHECK_STRIP = "check_strip"
CHECKLIST = "checklist"
NOTE = "note"
OPINIONS = "opinions"
OBSERVATIONS = "observations"
ESCALATION = "escalation"
FLAG = "flag"
LINK = "link"
PAIRING = "pairing"
DOCUMENT = "document"
CLAIMS = "claims"
GROUPS = "groups"
CORRECTION = "correction"
CORRECTED = "corrected"
OWN_CHECK = "own_check"
APPLICATION = "application"
SCREENING = "screening"
SCREENING_OPEN = "screening_open"


def key_of(session: Session, vault: Vault, candidate: str) -> CandidateKey:
    """Open a candidate's key, once in a transaction.

    Raises:
        NotFoundError: "no_such_candidate", "no_such_key": never there, or erased.
    """
    opened: dict[str, CandidateKey] = session.info.setdefault("candidate_keys", {})
    if candidate not in opened:
        if session.get(CandidateRow, candidate) is None:
            raise NotFoundError("no_such_candidate", "This candidate does not exist, or was erased.")
        opened[candidate] = vault.key(candidate)
    return opened[candidate]


def put(session: Session, key: CandidateKey, kind: str, ref: str, clear: bytes, now: datetime) -> None:
    """Seal bytes into their place, over what was there."""
    sealed = key.seal(kind, ref, clear)
    session.merge(VaultRow(candidate_id=key.candidate, kind=kind, ref=ref, sealed=sealed, stored_at=now))


def take(session: Session, key: CandidateKey, kind: str, ref: str = "") -> bytes | None:
    """Return the clear bytes at a place, None when nothing is there."""
    row = session.get(VaultRow, (key.candidate, kind, ref))
    return None if row is None else key.open(kind, ref, row.sealed)


def drop(session: Session, candidate: str, kind: str, ref: str | None = None) -> None:
    """Delete the blob at a place, or all of a kind."""
    doomed = delete(VaultRow).where(VaultRow.candidate_id == candidate, VaultRow.kind == kind)
    session.execute(doomed if ref is None else doomed.where(VaultRow.ref == ref))


class _PackedTemplate(msgspec.Struct, array_like=True, frozen=True):
    model: str
    vector: bytes
    n_embeddings: int
    face_width_px: float


def pack_template(template: Template) -> bytes:
    """Return a template as bytes: msgpack, the vector little-endian float32."""
    vector = np.ascontiguousarray(template.vector, dtype="<f4").tobytes()
    packed = _PackedTemplate(template.model, vector, template.n_embeddings, template.face_width_px)
    return msgspec.msgpack.encode(packed)


def unpack_template(packed: bytes) -> Template:
    """Return the template of `pack_template`."""
    value = msgspec.msgpack.decode(packed, type=_PackedTemplate)
    vector = np.frombuffer(value.vector, dtype="<f4").astype(np.float32)
    return Template(value.model, vector, value.n_embeddings, value.face_width_px)
