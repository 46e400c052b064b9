"""Who is a candidate, what is an interview called, what did the interviewer answer? Sealed in columns of their rows.

Everything is sealed with the candidate's key, in its place: a column cannot be moved to another row.
"""

from __future__ import annotations

from typing import Final

import msgspec
from sqlalchemy.orm import Session

from candor.errors import NotFoundError
from candor.store import blobs
from candor.store.schema import AnswerRow, CandidateRow, InterviewRow
from candor.store.vault import CandidateKey, Vault

UNREADABLE: Final = "?"
"""Stands for a name or title whose key was destroyed since the row was read."""

_IDENTITY, _TITLE, _ANSWER = "identity", "title", "answer"


class Identity(msgspec.Struct, frozen=True):
    """Who a candidate is."""

    name: str
    email: str
    language: str


def seal_identity(key: CandidateKey, identity: Identity) -> bytes:
    """Return what is kept in CandidateRow."""
    return key.seal(_IDENTITY, "", msgspec.json.encode(identity))


def open_identity(key: CandidateKey, sealed: bytes) -> Identity:
    """Return who a candidate is; NotFoundError "unreadable_blob"."""
    return msgspec.json.decode(key.open(_IDENTITY, "", sealed), type=Identity)


def identity_of(session: Session, vault: Vault, row: CandidateRow) -> Identity:
    """Return who a candidate is; UNREADABLE when they are being erased."""
    try:
        return open_identity(blobs.key_of(session, vault, row.id), row.sealed)
    except NotFoundError:
        return Identity(UNREADABLE, "", "en")


def seal_title(key: CandidateKey, interview: str, title: str) -> bytes:
    """Return what is kept in InterviewRow."""
    return key.seal(_TITLE, interview, title.encode())


def title(key: CandidateKey, row: InterviewRow) -> str:
    """Return what an interview is called."""
    return key.open(_TITLE, row.id, row.sealed_title).decode()


def title_of(session: Session, vault: Vault, row: InterviewRow) -> str:
    """Return what an interview is called; UNREADABLE when its candidate is being erased."""
    try:
        return title(blobs.key_of(session, vault, row.candidate_id), row)
    except NotFoundError:
        return UNREADABLE


def seal_note(key: CandidateKey, interview: str, warning: str, note: str) -> bytes | None:
    """Return what is kept in AnswerRow; None without words."""
    return key.seal(_ANSWER, f"{interview}/{warning}", note.encode()) if note else None


def note(key: CandidateKey, row: AnswerRow) -> str:
    """Return the words of an answer to a warning."""
    if row.sealed_note is None:
        return ""
    return key.open(_ANSWER, f"{row.interview_id}/{row.warning_id}", row.sealed_note).decode()
