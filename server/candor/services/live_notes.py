"""How do the interviewer's notes in one live interview go? Written down, then told to the client.

Owned by services/live_call.py, which calls it under its lock.
"""

from __future__ import annotations

from collections.abc import Iterable

from candor.domain.ids import InterviewId
from candor.domain.records import InterviewRecords, RecordedNote
from candor.services.live_client import LiveClient
from candor.services.live_values import Times
from candor.wire.messages import NotesMessage, NoteWrite, NoticeCode
from candor.wire.parts import Note

MOST_NOTES = 200
"""In one interview: more is a mistake or mischief, and is not kept; the client is told."""


class LiveNotes:
    """Every note of one interview."""

    def __init__(self, interview: InterviewId, records: InterviewRecords, times: Times, client: LiveClient) -> None:
        self._interview = interview
        self._records = records
        self._times = times
        self._client = client
        self._held = {note.id: note for note in records.notes(interview)}

    def welcome(self) -> None:
        """Tell a new client all notes."""
        if self._held:
            self._tell(self._held.values())

    def write(self, order: NoteWrite, now_at_s: float) -> None:
        """Keep, change or remove a note, and confirm it to the client.

        Args:
            order: of the client.
            now_at_s: interview time; no note is about a later moment.
        """
        known, text = self._held.get(order.id), order.text.strip()
        if known is None and text and len(self._held) >= MOST_NOTES:
            self._client.remark(NoticeCode.NO_NOTE_LEFT)
            return
        at_s = known.at_s if known else min(order.at_s, now_at_s)
        note = RecordedNote(order.id, at_s, text, self._client.granted_to, self._times.now())
        if known is None or known.text != text:  # else it is told again after a reconnect
            self._records.save_note(self._interview, note)
            self._held[note.id] = note
            if not text:
                del self._held[note.id]
        self._tell([note])

    def _tell(self, notes: Iterable[RecordedNote]) -> None:
        told = [Note(id=note.id, at_s=max(0.0, note.at_s), text=note.text, by=note.by[:200]) for note in notes]
        self._client.send(NotesMessage(notes=told))
