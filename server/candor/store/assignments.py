"""Who works on which interview? Assignments of people, and whether something is within somebody's reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, func, select

from candor.domain.ids import CandidateId, InterviewId
from candor.store import audit
from candor.store.database import Database
from candor.store.people import person_value
from candor.store.reach import Within
from candor.store.schema import AssignmentRow, CandidateRow, InterviewRow, PersonRow
from candor.store.values import Person


class Assignments:
    """Reads and writes who is assigned to an interview. The interview and the person must exist."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def assign(self, by: str, interview: InterviewId, person: str) -> None:
        """Assign a person; a second time changes nothing."""
        with self._database.writing() as session:
            if session.get(AssignmentRow, (interview, person)) is None:
                session.add(AssignmentRow(interview_id=interview, person_id=person, by=by, at=self._now()))
                audit.append(session, self._now(), by, "interview_assigned", f"{interview} {person}")

    def withdraw(self, by: str, interview: InterviewId, person: str) -> None:
        """Take an assignment back; without one nothing changes."""
        match = AssignmentRow.interview_id == interview, AssignmentRow.person_id == person
        with self._database.writing() as session:
            if session.execute(delete(AssignmentRow).where(*match).returning(AssignmentRow.person_id)).first():
                audit.append(session, self._now(), by, "interview_unassigned", f"{interview} {person}")

    def of_interview(self, interview: InterviewId) -> list[Person]:
        """Return who is assigned, by name."""
        query = select(PersonRow).join(AssignmentRow, AssignmentRow.person_id == PersonRow.id)
        query = query.where(AssignmentRow.interview_id == interview).order_by(func.lower(PersonRow.name))
        with self._database.reading() as session:
            return [person_value(row) for row in session.scalars(query)]

    def reaches_interview(self, within: Within, interview: InterviewId) -> bool:
        """Return whether an interview is within reach."""
        query = select(InterviewRow.id).where(InterviewRow.id == interview, within.interviews())
        with self._database.reading() as session:
            return session.scalar(query) is not None

    def reaches_candidate(self, within: Within, candidate: CandidateId) -> bool:
        """Return whether a candidate is within reach."""
        query = select(CandidateRow.id).where(CandidateRow.id == candidate, within.candidates())
        with self._database.reading() as session:
            return session.scalar(query) is not None
