"""Jobs and their rounds: what everybody who applies is asked, and for how long everything is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from candor.errors import NotFoundError, UsageError
from candor.store import asked_items, audit
from candor.store.database import Database
from candor.store.equality import Asked, of_rounds
from candor.store.ids import new_id
from candor.store.reach import Within
from candor.store.schema import CandidateRow, InterviewRow, JobRoundRow, JobRow
from candor.store.values import AskedCheck, Job, JobLine, JobRound, RoundKind
from candor.store.vault import Vault


class Jobs:
    """Reads and writes jobs."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def create(self, by: str, job: Job) -> str:
        """Add a job; return its id."""
        named = new_id("j")
        with self._database.writing() as session:
            row = JobRow(id=named, title=job.title, keep_days=job.keep_days, created_by=by, created_at=self._now())
            session.add(row)
            session.flush()
            _write_rounds(session, named, job.rounds)
            audit.append(session, self._now(), by, "job_created", named)
        return named

    def save(self, by: str, job: Job) -> None:
        """Change a job. A shorter keeping time holds for everybody at once; a longer one for who is added from now on,
        because the others were told theirs.

        Raises:
            NotFoundError: "no_such_job".
            UsageError: "round_in_use": a round that interviews were made of was left out.
        """
        with self._database.writing() as session:
            row = _row(session, job.id)
            row.title, row.keep_days = job.title, job.keep_days
            _write_rounds(session, job.id, job.rounds)
            _shorten_keeping(session, job.id, timedelta(days=job.keep_days))
            audit.append(session, self._now(), by, "job_changed", job.id)

    def set_closed(self, by: str, job: str, *, closed: bool) -> None:
        """Close a job, or open it again: nothing about its candidates changes."""
        with self._database.writing() as session:
            _row(session, job).closed_at = self._now() if closed else None
            audit.append(session, self._now(), by, "job_closed" if closed else "job_opened", job)

    def job(self, job: str) -> Job:
        """Return one job.

        Raises:
            NotFoundError: "no_such_job".
        """
        with self._database.reading() as session:
            return _values(session, [_row(session, job)])[0]

    def all(self) -> list[Job]:
        """Return every job, open ones first, by title."""
        query = select(JobRow).order_by(JobRow.closed_at.is_not(None), func.lower(JobRow.title), JobRow.id)
        with self._database.reading() as session:
            return _values(session, session.scalars(query).all())

    def lines(self) -> list[JobLine]:
        """Return every job with how many candidates and planned interviews it has."""
        people = select(CandidateRow.job_id, func.count()).group_by(CandidateRow.job_id)
        planned = (
            select(CandidateRow.job_id, func.count())
            .join(InterviewRow, InterviewRow.candidate_id == CandidateRow.id)
            .where(InterviewRow.started_at.is_(None), InterviewRow.ended_at.is_(None))
            .group_by(CandidateRow.job_id)
        )
        with self._database.reading() as session:
            counted = dict(session.execute(people).all())
            upcoming = dict(session.execute(planned).all())
        return [JobLine(job, counted.get(job.id, 0), upcoming.get(job.id, 0)) for job in self.all()]

    def asked(self, job: str) -> dict[str, Asked]:
        """Return how each round of a job went so far, by its id."""
        with self._database.reading() as session:
            return of_rounds(session, list(session.scalars(select(JobRoundRow.id).where(JobRoundRow.job_id == job))))

    def asked_items(self, round_id: str, only: str | None = None) -> asked_items.AskedRound | None:
        """Return how the checklist of a round went so far, or one item; None without an interview that is over."""
        with self._database.reading() as session:
            return asked_items.of_round(session, round_id, only)

    def not_asked(self, round_id: str, item: str, within: Within) -> list[asked_items.NotAsked]:
        """Return those within reach to whom an item of a round was not asked."""
        with self._database.reading() as session:
            return asked_items.not_asked(session, self._vault, round_id, item, within)

    def round(self, round_id: str) -> tuple[Job, JobRound]:
        """Return a round with its job.

        Raises:
            NotFoundError: "no_such_round".
        """
        with self._database.reading() as session:
            row = session.get(JobRoundRow, round_id)
            if row is None:
                raise NotFoundError("no_such_round", "This round does not exist any more.")
            job = _values(session, [_row(session, row.job_id)])[0]
        return job, next(r for r in job.rounds if r.id == round_id)


def _row(session: Session, job: str) -> JobRow:
    row = session.get(JobRow, job)
    if row is None:
        raise NotFoundError("no_such_job", "This job does not exist any more.")
    return row


def _write_rounds(session: Session, job: str, rounds: Iterable[JobRound]) -> None:
    kept = [round_.id or new_id("r") for round_ in rounds]
    gone = select(JobRoundRow.id).where(JobRoundRow.job_id == job, JobRoundRow.id.not_in(kept))
    if session.scalar(select(InterviewRow.id).where(InterviewRow.round_id.in_(gone)).limit(1)) is not None:
        raise UsageError("round_in_use", "A round that interviews were made of cannot be removed. Rename it instead.")
    session.execute(delete(JobRoundRow).where(JobRoundRow.job_id == job, JobRoundRow.id.not_in(kept)))
    for number, (named, round_) in enumerate(zip(kept, rounds, strict=True), 1):
        row = JobRoundRow(id=named, job_id=job, number=number, name=round_.name, kind=round_.kind.value)
        row.checklist, row.interviewers = round_.checklist, list(round_.interviewers)
        row.checks = sorted(check.value for check in round_.checks)
        session.merge(row)


def _shorten_keeping(session: Session, job: str, kept_for: timedelta) -> None:
    for row in session.scalars(select(CandidateRow).where(CandidateRow.job_id == job)):
        row.keep_until = min(row.keep_until, row.created_at + kept_for)


def _values(session: Session, rows: Iterable[JobRow]) -> list[Job]:
    rows = list(rows)
    query = select(JobRoundRow).where(JobRoundRow.job_id.in_([row.id for row in rows])).order_by(JobRoundRow.number)
    rounds: dict[str, list[JobRound]] = {row.id: [] for row in rows}
    for row in session.scalars(query):
        rounds[row.job_id].append(_round(row))
    return [Job(row.id, row.title, row.keep_days, tuple(rounds[row.id]), row.closed_at) for row in rows]


def _round(row: JobRoundRow) -> JobRound:
    checks = frozenset(AskedCheck(check) for check in row.checks)
    return JobRound(row.id, row.name, RoundKind(row.kind), row.checklist, checks, tuple(row.interviewers))
