"""Which picture stands for an interview beside others? The first good view, sealed, under a consent that names it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.store import blobs
from candor.store.schema import ConsentRow, InterviewRow, VaultRow
from candor.store.values import ConsentDecision
from candor.store.vault import Vault

NAMED_SINCE: Final = "2026-11-27.5"
"""The first version of the notice that tells of this picture: who agreed to an older one is asked for nothing new."""


def save(session: Session, vault: Vault, interview: InterviewRow, jpeg: bytes, now: datetime) -> None:
    """Seal a picture, unless there is one, or the consent in force does not name it."""
    candidate = interview.candidate_id
    has_one = session.get(VaultRow, (candidate, blobs.PORTRAIT, interview.id)) is not None
    if not has_one and _is_agreed(session, candidate):
        blobs.put(session, blobs.key_of(session, vault, candidate), blobs.PORTRAIT, interview.id, jpeg, now)


def of_candidate(session: Session, candidate: str) -> set[str]:
    """Return which interviews of a candidate have such a picture."""
    query = select(VaultRow.ref).where(VaultRow.candidate_id == candidate, VaultRow.kind == blobs.PORTRAIT)
    return set(session.scalars(query))


def _is_agreed(session: Session, candidate: str) -> bool:
    newest = select(ConsentRow).where(ConsentRow.candidate_id == candidate).order_by(ConsentRow.id.desc()).limit(1)
    consent = session.scalar(newest)
    if consent is None or consent.decision != ConsentDecision.GRANTED:
        return False
    return _numbers(consent.text_version) >= _numbers(NAMED_SINCE)


def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]
