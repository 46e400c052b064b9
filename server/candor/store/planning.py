"""How is an interview planned? Which round of the job it is, what that round asks of everybody, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from candor.domain.checklist import ChecklistTemplate
from candor.errors import UsageError
from candor.store import checklists
from candor.store.reach import Within
from candor.store.schema import AssignmentRow, CandidateRow, InterviewRow, PersonRow
from candor.store.values import Job, JobRound

TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class RoundMade:
    """A round of a job, to make an interview of."""

    job: Job
    round: JobRound
    checklist: ChecklistTemplate
    """What everybody is asked in it."""


def make_of_round(session: Session, row: InterviewRow, of: RoundMade, now: datetime) -> str:
    """Let an interview be of a round: number of the take, checks, checklist, people. Adds it to the session.

    Returns:
        What it is called.
    """
    before = select(func.count()).where(
        InterviewRow.candidate_id == row.candidate_id,
        InterviewRow.round_id == of.round.id,
        InterviewRow.cancelled_at.is_(None),
    )
    row.take = (session.scalar(before) or 0) + 1
    row.round_id, row.checks = of.round.id, sorted(check.value for check in of.round.checks)
    again = f" ({row.take})" if row.take > 1 else ""
    session.add(row)
    session.flush()
    checklists.begin(session, row, of.checklist, now)
    people = select(PersonRow.id).where(PersonRow.id.in_(of.round.interviewers), PersonRow.deactivated_at.is_(None))
    for person in session.scalars(people):
        session.add(AssignmentRow(interview_id=row.id, person_id=person, by=row.created_by, at=now))
    return f"{of.job.title}: {of.round.name}"[: TITLE_CHARS - len(again)] + again


def refuse_begun(row: InterviewRow) -> None:
    """Let pass an interview that has not begun.

    Raises:
        UsageError: "interview_begun".
    """
    if row.started_at is not None or row.ended_at is not None:
        raise UsageError("interview_begun", "This interview has begun, is over or was cancelled; it cannot be changed.")


def upcoming(limit: int, within: Within) -> Select[InterviewRow, CandidateRow]:
    """Return the query for interviews within reach planned and not begun, soonest first, and whose they are."""
    planned = InterviewRow.scheduled_at.is_not(None), InterviewRow.started_at.is_(None), InterviewRow.ended_at.is_(None)
    query = select(InterviewRow, CandidateRow).join(CandidateRow, CandidateRow.id == InterviewRow.candidate_id)
    return query.where(*planned, within.interviews()).order_by(InterviewRow.scheduled_at, InterviewRow.id).limit(limit)
