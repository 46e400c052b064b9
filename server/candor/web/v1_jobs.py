"""The API, version 1: jobs with their rounds, and what is agreed on about an interview."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from candor.domain.ids import InterviewId
from candor.services import inputs
from candor.services.api_tokens import Scope
from candor.services.jobs import KEEP_DAYS, MAX_KEEP_DAYS, MAX_ROUNDS
from candor.store.values import AskedCheck, Job, JobRound, Plan, RoundKind
from candor.web.context import services
from candor.web.endpoints import Call, Page, endpoint


class RoundIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the interviews that everybody has who applies for a job."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=inputs.MAX_ROUND_NAME)]
    id: str = ""
    """Of the round that is changed; empty: a new one."""
    kind: RoundKind = RoundKind.INTERVIEW
    checklist: str = "default"
    checks: list[AskedCheck] = []
    interviewers: list[str] = []
    """Ids of people."""


class JobIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A job to be filled."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=inputs.MAX_JOB_TITLE)]
    rounds: Annotated[list[RoundIn], msgspec.Meta(min_length=1, max_length=MAX_ROUNDS)]
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=MAX_KEEP_DAYS)] = KEEP_DAYS


class RoundOut(msgspec.Struct, frozen=True):
    """A round of a job."""

    id: str
    name: str
    kind: RoundKind
    checklist: str
    checks: list[AskedCheck]
    interviewers: list[str]


class JobOut(msgspec.Struct, frozen=True):
    """A job."""

    id: str
    title: str
    keep_days: int
    closed_at: datetime | None
    rounds: list[RoundOut]


class JobLine(msgspec.Struct, frozen=True):
    """A job in the list."""

    id: str
    title: str
    closed_at: datetime | None
    candidates: int
    upcoming: int
    """Interviews that are planned and not begun."""


class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether candidates can be added to a job."""

    closed: bool


class PlanIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When an interview is; without a time it is open."""

    at: Annotated[str, msgspec.Meta(max_length=40)] = ""
    """Local time, such as 2026-12-03T14:00."""
    time_zone: Annotated[str, msgspec.Meta(max_length=64)] = "UTC"
    """IANA name, such as Asia/Jakarta."""


@endpoint("GET", "/jobs", Scope.JOBS_READ, Page[JobLine])
def list_jobs(call: Call) -> Page[JobLine]:
    """List jobs, open ones first; all on one page."""
    lines = services().jobs.lines(call.by)
    return Page([JobLine(n.job.id, n.job.title, n.job.closed_at, n.candidates, n.upcoming) for n in lines])


@endpoint("GET", "/jobs/<job>", Scope.JOBS_READ, JobOut)
def show_job(call: Call, job: str) -> JobOut:
    """Show a job with its rounds."""
    held = services().jobs.job(call.by, job)
    rounds = [RoundOut(r.id, r.name, r.kind, r.checklist, sorted(r.checks), list(r.interviewers)) for r in held.rounds]
    return JobOut(held.id, held.title, held.keep_days, held.closed_at, rounds)


@endpoint("POST", "/jobs", Scope.JOBS_WRITE, JobOut, body=JobIn, shows=show_job)
def add_job(call: Call) -> str:
    """Add a job."""
    return services().jobs.create(call.by, _job("", call.body))


@endpoint("PUT", "/jobs/<job>", Scope.JOBS_WRITE, JobOut, body=JobIn)
def change_job(call: Call, job: str) -> JobOut:
    """Change a job as a whole: rounds that are left out are removed, unless they have interviews."""
    services().jobs.job(call.by, job)
    services().jobs.save(call.by, _job(job, call.body))
    return show_job(call, job)


@endpoint("PUT", "/jobs/<job>/closed", Scope.JOBS_WRITE, body=Closed)
def close_job(call: Call, job: str) -> None:
    """Close a job, so that nobody new is added, or open it again."""
    sent: Closed = call.body
    services().jobs.set_closed(call.by, job, closed=sent.closed)


@endpoint("PUT", "/interviews/<interview>/plan", Scope.INTERVIEWS_WRITE, body=PlanIn)
def plan_interview(call: Call, interview: str) -> None:
    """Agree on another time for an interview that has not begun."""
    sent: PlanIn = call.body
    moment = inputs.local_time(sent.at, sent.time_zone)
    services().planning.plan(call.by, InterviewId(interview), Plan(moment, sent.time_zone if moment else ""))


@endpoint("DELETE", "/interviews/<interview>", Scope.INTERVIEWS_WRITE)
def cancel_interview(call: Call, interview: str) -> None:
    """Call off an interview that has not begun; it stays on record as cancelled."""
    services().planning.cancel(call.by, InterviewId(interview))


def _job(named: str, sent: JobIn) -> Job:
    rounds = tuple(
        JobRound(r.id, r.name, r.kind, r.checklist, frozenset(r.checks), tuple(r.interviewers)) for r in sent.rounds
    )
    return Job(named, sent.title, sent.keep_days, rounds)
