"""How are the interviewer's notes kept? Time and author in rows, the words sealed: they are about one person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.records import RecordedNote
from candor.store import blobs
from candor.store.schema import NoteRow
from candor.store.vault import CandidateKey


def save(session: Session, key: CandidateKey, interview: str, note: RecordedNote) -> None:
    """Insert, or update the note of the same id; one without text is removed."""
    if not note.text:
        known = session.get(NoteRow, (interview, note.id))
        if known is not None:
            session.delete(known)
            blobs.drop(session, key.candidate, blobs.NOTE, _ref(interview, note.id))
        return
    row = NoteRow(interview_id=interview, id=note.id, at_s=note.at_s, by=note.by, written_at=note.written_at)
    session.merge(row)
    blobs.put(session, key, blobs.NOTE, _ref(interview, note.id), note.text.encode(), note.written_at)


def recorded(session: Session, key: CandidateKey, interview: str) -> list[RecordedNote]:
    """Return the notes of an interview in its order."""
    rows = select(NoteRow).where(NoteRow.interview_id == interview)
    rows = rows.order_by(NoteRow.at_s, NoteRow.written_at, NoteRow.id)
    return [_value(session, key, row) for row in session.scalars(rows).all()]


def _value(session: Session, key: CandidateKey, row: NoteRow) -> RecordedNote:
    words = blobs.take(session, key, blobs.NOTE, _ref(row.interview_id, row.id)) or b""
    return RecordedNote(row.id, row.at_s, words.decode(), row.by, row.written_at)


def _ref(interview: str, note: str) -> str:
    return f"{interview}/{note}"
