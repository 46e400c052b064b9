"""Candidates: adding them, finding them, handing out their private link."""

from __future__ import annotations

from datetime import datetime

from candor.domain.ids import CandidateId
from candor.services import inputs
from candor.services.access import Permission, require
from candor.services.jobs import Jobs
from candor.services.reach import Gate, within
from candor.store.candidate_list import EVERYBODY, CandidatePage, Mark, Sort, Wanted
from candor.store.store import Store
from candor.store.values import Candidate, Person


class Candidates:
    """What recruiters do with candidates."""

    def __init__(self, store: Store, jobs: Jobs) -> None:
        self._candidates = store.candidates
        self._list = store.candidate_list
        self._jobs = jobs
        self._gate = Gate(store)

    def create(self, by: Person, name: str, email: str, language: str, job: str | None = None) -> CandidateId:
        """Add a candidate, who is kept as long as the job says.

        Raises:
            UsageError: something typed cannot be used, or "job_closed".
            NotFoundError: "no_such_job".
        """
        require(by, Permission.MANAGE_CANDIDATES)
        tidy = inputs.name(name), inputs.optional_email(email), inputs.language(language)
        return self._candidates.create(by.id, *tidy, self._jobs.keep_until(job), job)

    def move(self, by: Person, candidate: CandidateId, job: str | None) -> None:
        """Let a candidate apply for another job."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._candidates.move(by.id, candidate, job, self._jobs.keep_until(job))

    def page(self, by: Person, wanted: Wanted = EVERYBODY, after: Mark | None = None) -> CandidatePage:
        """Return a page of the list of candidates; the next one begins after the mark that it ends with."""
        require(by, Permission.READ_INTERVIEWS)
        return self._list.page(wanted, _sound(wanted, after), within(by))

    def candidate(self, by: Person, candidate: CandidateId) -> Candidate:
        """Return one candidate; NotFoundError when erased."""
        self._gate.candidate(by, Permission.READ_INTERVIEWS, candidate)
        return self._candidates.candidate(candidate)

    def link(self, by: Person, candidate: CandidateId) -> str:
        """Return the secret part of the candidate's private link."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._candidates.link(candidate)

    def by_link(self, link: str) -> Candidate:
        """Return whose private link this is; AccessError "unknown_link"."""
        return self._candidates.by_link(link)


def _sound(wanted: Wanted, after: Mark | None) -> Mark | None:
    """Return a mark that fits the order; a list is begun anew after one that was made up."""
    if after is None or wanted.sort is Sort.NAME:
        return after
    try:
        is_aware = datetime.fromisoformat(after.value).tzinfo is not None
    except ValueError:
        return None
    return after if is_aware else None
