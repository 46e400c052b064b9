"""Jobs: what is to be filled, by which rounds, with one set of checks for everybody, and for how long all is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from candor.domain.checklist import ChecklistTemplate
from candor.errors import NotFoundError, UsageError
from candor.services import inputs
from candor.services.access import Permission, may, require
from candor.services.checklists import Checklists
from candor.services.reach import within
from candor.store.asked_items import AskedItem, AskedRound, NotAsked
from candor.store.equality import Asked
from candor.store.planning import RoundMade
from candor.store.store import Store
from candor.store.values import Job, JobLine, JobRound, Person

MAX_ROUNDS: Final = 12
MAX_KEEP_DAYS: Final = 730
KEEP_DAYS: Final = 90
"""Proposed for a new job, and in force for whoever applies for none."""


@dataclass(frozen=True, slots=True)
class AskedOfRound:
    """How the checklist of a round went."""

    job: Job
    round: JobRound
    went: AskedRound | None
    """None: no interview of it is over."""


@dataclass(frozen=True, slots=True)
class NotAskedItem:
    """An item of a round, and those to whom it was not asked."""

    job: Job
    round: JobRound
    counted: AskedItem
    candidates: list[NotAsked]
    """Within reach."""


class Jobs:
    """What recruiters do with jobs."""

    def __init__(self, store: Store, checklists: Checklists, now: Callable[[], datetime]) -> None:
        self._jobs = store.jobs
        self._people = store.people
        self._now = now
        self._checklists = checklists

    def create(self, by: Person, job: Job) -> str:
        """Add a job; return its id.

        Raises:
            UsageError: something about it cannot be used.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        return self._jobs.create(
            by.id, self._tidy(replace(job, rounds=tuple(replace(r, id="") for r in job.rounds)), set())
        )

    def save(self, by: Person, job: Job) -> None:
        """Change a job; rounds without id are new ones.

        Raises:
            UsageError: something about it cannot be used, or a round that was left out has interviews.
        """
        require(by, Permission.MANAGE_CANDIDATES)
        before = self._jobs.job(job.id).rounds
        known = {round_.id for round_ in before}
        if not {round_.id for round_ in job.rounds if round_.id} <= known:
            raise UsageError("no_such_round", "A round of this job was removed meanwhile. Reload the page.")
        self._jobs.save(by.id, self._tidy(job, {round_.checklist for round_ in before}))

    def set_closed(self, by: Person, job: str, *, closed: bool) -> None:
        """Close a job, so that nobody new is added, or open it again."""
        require(by, Permission.MANAGE_CANDIDATES)
        self._jobs.set_closed(by.id, job, closed=closed)

    def job(self, by: Person, job: str) -> Job:
        """Return one job; NotFoundError "no_such_job"."""
        require(by, Permission.READ_INTERVIEWS)
        return self._jobs.job(job)

    def asked(self, by: Person, job: str) -> dict[str, Asked]:
        """Return in how many interviews of each round each check was asked or judged; see store/equality.py."""
        require(by, Permission.READ_INTERVIEWS)
        return self._jobs.asked(job)

    def asked_items(self, by: Person, job: str, round_id: str) -> AskedOfRound:
        """Return how the checklist of a round went, all candidates together; see store/asked_items.py.

        Raises:
            NotFoundError: "no_such_round".
        """
        require(by, Permission.READ_INTERVIEWS)
        held, round_ = self._jobs.round(round_id)
        if held.id != job:
            raise NotFoundError("no_such_round", "This round does not exist any more.")
        return AskedOfRound(held, round_, self._jobs.asked_items(round_id))

    def not_asked(self, by: Person, job: str, round_id: str, item: str) -> NotAskedItem:
        """Return those within reach to whom an item was not asked.

        Raises:
            NotFoundError: "no_such_round", "no_such_item".
        """
        require(by, Permission.READ_INTERVIEWS)
        held, round_ = self._jobs.round(round_id)
        went = self._jobs.asked_items(round_id, item)
        found = None if went is None else next((i for i in went.items if i.item.id == item), None)
        if held.id != job or found is None:
            raise NotFoundError("no_such_item", "No interview of this round asks this.")
        return NotAskedItem(held, round_, found, self._jobs.not_asked(round_id, item, within(by)))

    def all(self, by: Person) -> list[Job]:
        """Return every job, open ones first."""
        require(by, Permission.READ_INTERVIEWS)
        return self._jobs.all()

    def lines(self, by: Person) -> list[JobLine]:
        """Return every job with its counts."""
        require(by, Permission.READ_INTERVIEWS)
        return self._jobs.lines()

    def people(self, by: Person) -> list[Person]:
        """Return who may interview."""
        require(by, Permission.READ_INTERVIEWS)
        return [person for person in self._people.all() if person.is_active and may(person, Permission.RUN_INTERVIEWS)]

    def checklists(self, by: Person) -> dict[str, ChecklistTemplate]:
        """Return the checklists of rounds by id, retired ones too."""
        require(by, Permission.READ_INTERVIEWS)
        return self._checklists.newest()

    def offered(self, by: Person) -> dict[str, ChecklistTemplate]:
        """Return what a round may choose from, by id."""
        require(by, Permission.READ_INTERVIEWS)
        return self._checklists.newest(with_retired=False)

    def round_made(self, round_id: str) -> RoundMade:
        """Return a round as interviews are made of it.

        Raises:
            NotFoundError: "no_such_round".
        """
        job, round_ = self._jobs.round(round_id)
        return RoundMade(job, round_, self._checklists.newest()[round_.checklist])

    def keep_until(self, job: str | None) -> datetime:
        """Return until when somebody is kept who is added now.

        Raises:
            NotFoundError: "no_such_job".
            UsageError: "job_closed".
        """
        if job is None:
            return self._now() + timedelta(days=KEEP_DAYS)
        held = self._jobs.job(job)
        if held.closed_at is not None:
            raise UsageError("job_closed", "This job is closed. Open it again to add candidates.")
        return self._now() + timedelta(days=held.keep_days)

    def _tidy(self, job: Job, has: Collection[str]) -> Job:
        if not 1 <= job.keep_days <= MAX_KEEP_DAYS:
            raise UsageError("bad_keep_days", f"Keep data for 1 to {MAX_KEEP_DAYS} days.")
        if not 1 <= len(job.rounds) <= MAX_ROUNDS:
            raise UsageError("bad_rounds", f"A job has 1 to {MAX_ROUNDS} rounds, each with a name.")
        choices = {*self._checklists.newest(with_retired=False), *has}
        rounds = tuple(self._tidy_round(round_, choices) for round_ in job.rounds)
        if len({round_.name.casefold() for round_ in rounds}) < len(rounds):
            raise UsageError("rounds_alike", "Give each round a name of its own.")
        return replace(job, title=inputs.job_title(job.title), rounds=rounds)

    def _tidy_round(self, round_: JobRound, choices: Collection[str]) -> JobRound:
        if round_.checklist not in choices:
            raise UsageError("no_such_checklist", "Choose one of the checklists.")
        known = {person.id for person in self._people.all()}
        if not set(round_.interviewers) <= known:
            raise UsageError("no_such_interviewer", "Choose interviewers from the list.")
        return replace(round_, name=inputs.round_name(round_.name))
