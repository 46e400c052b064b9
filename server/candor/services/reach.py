"""Does somebody work on this interview, on this candidate? Asked by every use case about one of them."""

from __future__ import annotations

from candor.domain.ids import CandidateId, InterviewId
from candor.errors import AccessError
from candor.services.access import RIGHTS, Permission, require
from candor.store.reach import Reach, Within
from candor.store.store import Store
from candor.store.values import Person

_REFUSAL = "You are not assigned to this interview. Ask a recruiter of your organisation."


def within(by: Person) -> Within:
    """Return the reach of a person, for queries."""
    return Within(RIGHTS[by.role].reach, by.id)


class Gate:
    """Lets people pass to one interview or candidate."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def interview(self, by: Person, permission: Permission, interview: InterviewId) -> None:
        """Let a person pass to an interview.

        Raises:
            AccessError: "not_allowed", "not_assigned".
            NotFoundError: "no_such_interview", for those who do not reach all anyway.
        """
        require(by, permission)
        mine = within(by)
        if mine.reach is not Reach.ALL and not self._store.assignments.reaches_interview(mine, interview):
            self._store.rounds.interview(interview)
            raise AccessError("not_assigned", _REFUSAL)

    def candidate(self, by: Person, permission: Permission, candidate: CandidateId) -> None:
        """Let a person pass to a candidate.

        Raises:
            AccessError: "not_allowed", "not_assigned".
            NotFoundError: "no_such_candidate", for those who do not reach all anyway.
        """
        require(by, permission)
        mine = within(by)
        if mine.reach is not Reach.ALL and not self._store.assignments.reaches_candidate(mine, candidate):
            self._store.candidates.candidate(candidate)
            raise AccessError("not_assigned", _REFUSAL)
