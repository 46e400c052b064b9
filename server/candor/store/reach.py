"""Which interviews and candidates are within a person's reach? Conditions that queries carry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, select, true

from candor.store.schema import AssignmentRow, CandidateRow, InterviewRow, WarningRow


class Reach(StrEnum):
    """With which interviews somebody works."""

    ALL = "all"
    ASSIGNED = "assigned"
    """Those that a recruiter assigned to the person."""
    FLAGGED = "flagged"
    """Those in which a warning was raised."""


@dataclass(frozen=True, slots=True)
class Within:
    """The reach of one person."""

    reach: Reach
    person: str = ""

    def interviews(self) -> ColumnElement[bool]:
        """Return the condition on InterviewRow."""
        if self.reach is Reach.ASSIGNED:
            mine = AssignmentRow.interview_id == InterviewRow.id, AssignmentRow.person_id == self.person
            return exists().where(*mine).correlate(InterviewRow)
        warned = exists().where(WarningRow.interview_id == InterviewRow.id).correlate(InterviewRow)
        return warned if self.reach is Reach.FLAGGED else true()

    def candidates(self) -> ColumnElement[bool]:
        """Return the condition on CandidateRow: an interview of theirs is within reach."""
        if self.reach is Reach.ALL:
            return true()
        return CandidateRow.id.in_(select(InterviewRow.candidate_id).where(self.interviews()))


EVERYTHING = Within(Reach.ALL)
