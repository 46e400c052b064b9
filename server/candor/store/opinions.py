"""How is the second opinion kept? Who was asked and with what in a row, what was said sealed: it is about one face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from candor.domain.second_opinion import Ability, Opinion, Readiness, SecondOpinion
from candor.store import blobs
from candor.store.schema import InterviewRow, SecondOpinionRow
from candor.store.vault import CandidateKey


def begin(session: Session, interview: InterviewRow, asked: SecondOpinion) -> None:
    """Note who is asked; a new version of library or models takes the place of the one before."""
    row = SecondOpinionRow(interview_id=interview.id, engine=asked.engine, missing=list(asked.missing))
    row.readiness = {ability.value: state.value for ability, state in asked.readiness.items()}
    row.models = dict(asked.models)
    session.merge(row)


def add(session: Session, key: CandidateKey, interview: str, said: Sequence[Opinion], now: datetime) -> None:
    """Seal what was said, after what was said before."""
    sealed = msgspec.msgpack.encode([*_said(session, key, interview), *said])
    blobs.put(session, key, blobs.OPINIONS, interview, sealed, now)


def recorded(session: Session, key: CandidateKey, interview: InterviewRow) -> SecondOpinion | None:
    """Return what was said so far; None where nobody was asked."""
    row = session.get(SecondOpinionRow, interview.id)
    if row is None:
        return None
    readiness = {Ability(ability): Readiness(state) for ability, state in row.readiness.items()}
    if not interview.had_reference and readiness.get(Ability.SAME_PERSON) is Readiness.READY:
        readiness[Ability.SAME_PERSON] = Readiness.NO_ID_PHOTO
    asked = SecondOpinion(row.engine, readiness, tuple(row.missing), row.models)
    return replace(asked, opinions=tuple(_said(session, key, interview.id)))


def _said(session: Session, key: CandidateKey, interview: str) -> list[Opinion]:
    packed = blobs.take(session, key, blobs.OPINIONS, interview)
    return [] if packed is None else msgspec.msgpack.decode(packed, type=list[Opinion])
