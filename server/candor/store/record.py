"""What is left of an interview, read back in one piece: everything that a report is made from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.ids import InterviewId
from candor.domain.records import InterviewRecord
from candor.store import blobs, checklists, checks, escalations, flags, notes, opinions, rows
from candor.store.personal import identity_of, title
from candor.store.schema import CandidateRow, InterviewRow, NoticeRow
from candor.store.vault import Vault


def record_of(session: Session, vault: Vault, row: InterviewRow) -> InterviewRecord:
    """Return the record of an interview, with what is sealed opened."""
    interview = InterviewId(row.id)
    key = blobs.key_of(session, vault, row.candidate_id)
    return InterviewRecord(
        interview=interview,
        candidate=identity_of(session, vault, session.get_one(CandidateRow, row.candidate_id)).name,
        title=title(key, row),
        started_at=row.started_at or row.created_at,
        ended_at=row.ended_at,
        duration_s=row.duration_s,
        frames_analyzed=row.frames,
        frames_dropped=row.dropped,
        sound_lost_s=row.sound_lost_s,
        reference="id_photo" if row.had_reference else "none",
        timeline=rows.timeline(session, interview),
        warnings=rows.recorded_warnings(session, key, interview),
        signals=rows.tallies(session, interview),
        versions=row.versions,
        checks=checks.recorded(session, key, interview),
        checklist=checklists.with_use(session, checklists.recorded(session, key, interview)),
        notes=notes.recorded(session, key, interview),
        escalations=escalations.recorded(session, key, interview),
        flags=flags.recorded(session, key, interview),
        notices=noticed(session, interview),
        second_opinion=opinions.recorded(session, key, row),
    )


def noticed(session: Session, interview: str) -> list[str]:
    """Return the codes of what went wrong with the protection itself, oldest first."""
    found = select(NoticeRow.code).where(NoticeRow.interview_id == interview).order_by(NoticeRow.id)
    return list(session.scalars(found))
