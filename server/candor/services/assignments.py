"""Who takes part in an interview? Recruiters assign people; interviewers see only what they are assigned to."""

from __future__ import annotations

from candor.domain.ids import InterviewId
from candor.errors import UsageError
from candor.services.access import Permission, may, require
from candor.store.store import Store
from candor.store.values import Person


class Assignments:
    """What recruiters do with the people of an interview."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def assign(self, by: Person, interview: InterviewId, person: str) -> None:
        """Assign somebody who may run interviews.

        Raises:
            UsageError: "not_assignable": deactivated, or of a role that runs no interviews.
            NotFoundError: "no_such_interview", "no_such_person".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        self._store.rounds.interview(interview)
        if not _is_assignable(self._store.people.person(person)):
            raise UsageError("not_assignable", "Choose somebody who may run interviews and is not deactivated.")
        self._store.assignments.assign(by.id, interview, person)

    def withdraw(self, by: Person, interview: InterviewId, person: str) -> None:
        """Take an assignment back."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._store.rounds.interview(interview)
        self._store.assignments.withdraw(by.id, interview, person)

    def of_interview(self, by: Person, interview: InterviewId) -> list[Person]:
        """Return who is assigned, by name."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._store.assignments.of_interview(interview)

    def assignable(self, by: Person, interview: InterviewId) -> list[Person]:
        """Return who could be assigned and is not, by name."""
        require(by, Permission.MANAGE_CANDIDATES)
        held = {person.id for person in self._store.assignments.of_interview(interview)}
        return [person for person in self._store.people.all() if _is_assignable(person) and person.id not in held]


def _is_assignable(person: Person) -> bool:
    return not person.is_deactivated and may(person, Permission.RUN_INTERVIEWS)
