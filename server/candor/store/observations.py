"""What did every signal say? Kept sealed and packed, so that a newer calibration can be tried on it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.store import blobs
from candor.store.schema import VaultRow
from candor.store.vault import CandidateKey

_Value = float | int | str


class _Row(msgspec.Struct, array_like=True, frozen=True):
    at_s: float
    signal: str
    question: str
    code: str
    """What was seen, or why nothing could be."""
    family: str = ""
    """Empty: an abstention."""
    score: float = 0.0
    llr: float = 0.0
    details: dict[str, _Value] = {}


def save(session: Session, key: CandidateKey, interview: str, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Add verdicts; they come in the order of the interview."""
    if verdicts:
        place = f"{interview}/{int(max(verdicts[0].at_s, 0.0) * 1000):012d}"
        blobs.put(session, key, blobs.OBSERVATIONS, place, packed(verdicts), now)


def recorded(session: Session, key: CandidateKey, interview: str) -> list[Verdict]:
    """Return all verdicts of an interview, oldest first."""
    rows = select(VaultRow).where(VaultRow.candidate_id == key.candidate, VaultRow.kind == blobs.OBSERVATIONS)
    mine = rows.where(VaultRow.ref.startswith(f"{interview}/", autoescape=True)).order_by(VaultRow.ref)
    return [v for row in session.scalars(mine) for v in unpacked(key.open(blobs.OBSERVATIONS, row.ref, row.sealed))]


def packed(verdicts: Iterable[Verdict]) -> bytes:
    """Return verdicts as bytes: msgpack, deflated."""
    return zlib.compress(msgspec.msgpack.encode([_row(verdict) for verdict in verdicts]))


def unpacked(data: bytes) -> list[Verdict]:
    """Return the verdicts of `packed`."""
    return [_verdict(row) for row in msgspec.msgpack.decode(zlib.decompress(data), type=list[_Row])]


def _row(verdict: Verdict) -> _Row:
    at_s, signal, question = round(verdict.at_s, 3), verdict.signal, verdict.question.value
    if isinstance(verdict, Abstention):
        return _Row(at_s, signal, question, verdict.reason)
    details = dict(verdict.details)
    return _Row(at_s, signal, question, verdict.code, verdict.family.value, verdict.score, verdict.llr, details)


def _verdict(row: _Row) -> Verdict:
    signal, question = SignalName(row.signal), Question(row.question)
    if not row.family:
        return Abstention(signal, question, row.at_s, row.code)
    return Observation(signal, question, Family(row.family), row.at_s, row.score, row.llr, row.code, row.details)
