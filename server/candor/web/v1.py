"""The API, version 1: candidates, interviews, reports, people, audit trail. Lists come in pages of fifty.

More of it is in v1_jobs.py, v1_documents.py, v1_checklists.py and v1_screening.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from candor.domain.ids import CandidateId, InterviewId
from candor.domain.questions import Question, Severity, State
from candor.report.summary import make_report
from candor.services import inputs
from candor.services.api_tokens import Scope
from candor.store.audit import NO_FILTER
from candor.store.candidate_list import Wanted
from candor.store.store import utc_now
from candor.store.values import AuditEntry, Interview, Role
from candor.web import v1_checklists, v1_documents, v1_jobs, v1_screening
from candor.web.candidate_list import mark_of, packed
from candor.web.context import services, site
from candor.web.endpoints import Call, Page, Query, blueprint, endpoint
from candor.web.openapi import document
from candor.web.permissions import is_open

PARTS = (v1_checklists, v1_documents, v1_jobs, v1_screening)
"""They add their addresses when they are imported."""
CURSOR = Query("cursor", "Where to go on: `next` of the page before.")
MAX_SEQ_DIGITS = 18


class CandidateLine(msgspec.Struct, frozen=True):
    """A candidate in a list."""

    id: str
    name: str
    email: str
    flags: int
    """Warnings that nobody has settled."""


class Candidate(msgspec.Struct, frozen=True):
    """A candidate."""

    id: str
    name: str
    email: str
    language: str
    job: str | None
    created_at: datetime
    keep_until: datetime
    has_photo: bool


class Link(msgspec.Struct, frozen=True):
    """The private link of a candidate: to be sent to nobody else."""

    link: str


class NewCandidate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A candidate to be added."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=inputs.MAX_NAME)]
    email: Annotated[str, msgspec.Meta(max_length=inputs.MAX_EMAIL)] = ""
    language: str = inputs.LANGUAGES[0]
    job: str | None = None


class InterviewOut(msgspec.Struct, frozen=True):
    """An interview."""

    id: str
    candidate: str
    title: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    duration_s: float
    warnings: int
    round: str | None
    """Of the job; null: one of its own."""
    take: int
    planned_for: datetime | None
    time_zone: str
    """In which the time was agreed on; empty: there is none."""
    cancelled_at: datetime | None


class NewInterview(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An interview to be made: of a round of the candidate's job, or with a title of its own."""

    title: Annotated[str, msgspec.Meta(max_length=inputs.MAX_TITLE)] = ""
    round: str | None = None


class ReportLine(msgspec.Struct, frozen=True):
    """One of the four questions."""

    question: Question
    state: State


class ReportWarning(msgspec.Struct, frozen=True):
    """A warning: a reason to check, not a finding about a person."""

    id: str
    question: Question
    severity: Severity
    code: str
    at_s: float
    until_s: float | None
    title: str
    detail: str
    harmless: tuple[str, ...]
    """Explanations that have nothing to do with deceit."""
    answer: str | None


class ReportOut(msgspec.Struct, frozen=True):
    """What was found in an interview, in English. It holds no score for a person."""

    interview: str
    title: str
    started_at: datetime
    ended_at: datetime | None
    headline: str
    lines: list[ReportLine]
    warnings: list[ReportWarning]
    not_checked: tuple[str, ...]
    next_steps: tuple[str, ...]
    versions: dict[str, str]


class PersonOut(msgspec.Struct, frozen=True):
    """Somebody who signs in."""

    id: str
    name: str
    email: str
    role: Role
    is_active: bool
    has_second_factor: bool


@endpoint(
    "GET",
    "/candidates",
    Scope.CANDIDATES_READ,
    Page[CandidateLine],
    query=(Query("q", "Each word must be in name or e-mail address."), CURSOR),
)
def list_candidates(call: Call) -> Page[CandidateLine]:
    """List candidates, newest first."""
    after = mark_of(call.asked("cursor")) if call.asked("cursor") else None
    found = services().candidates.page(call.by, Wanted(words=call.asked("q")[:200]), after)
    items = [CandidateLine(line.id, line.name, line.email, line.flags) for line in found.lines]
    return Page(items, packed(found.after) if found.after else None)


@endpoint("GET", "/candidates/<candidate>", Scope.CANDIDATES_READ, Candidate)
def show_candidate(call: Call, candidate: str) -> Candidate:
    """Show a candidate."""
    held = services().candidates.candidate(call.by, CandidateId(candidate))
    times = held.created_at, held.keep_until
    return Candidate(held.id, held.name, held.email, held.language, held.job, *times, held.has_photo)


@endpoint("GET", "/candidates/<candidate>/link", Scope.CANDIDATES_WRITE, Link)
def show_link(call: Call, candidate: str) -> Link:
    """Show the private link of a candidate, by which they consent, correct and erase."""
    return Link(f"{site()}/c/{services().candidates.link(call.by, CandidateId(candidate))}")


@endpoint("POST", "/candidates", Scope.CANDIDATES_WRITE, Candidate, body=NewCandidate, shows=show_candidate)
def add_candidate(call: Call) -> str:
    """Add a candidate."""
    sent: NewCandidate = call.body
    return services().candidates.create(call.by, sent.name, sent.email, sent.language, sent.job)


@endpoint("DELETE", "/candidates/<candidate>", Scope.CANDIDATES_WRITE)
def erase_candidate(call: Call, candidate: str) -> None:
    """Erase a candidate for good."""
    services().erasure.erase(call.by, CandidateId(candidate))


@endpoint("GET", "/candidates/<candidate>/interviews", Scope.INTERVIEWS_READ, Page[InterviewOut])
def list_interviews(call: Call, candidate: str) -> Page[InterviewOut]:
    """List a candidate's interviews, newest first; all on one page."""
    return Page([_interview(held) for held in services().interviews.of_candidate(call.by, CandidateId(candidate))])


@endpoint("GET", "/interviews/<interview>", Scope.INTERVIEWS_READ, InterviewOut)
def show_interview(call: Call, interview: str) -> InterviewOut:
    """Show an interview."""
    return _interview(services().interviews.interview(call.by, InterviewId(interview)))


@endpoint(
    "POST",
    "/candidates/<candidate>/interviews",
    Scope.INTERVIEWS_WRITE,
    InterviewOut,
    body=NewInterview,
    shows=show_interview,
)
def add_interview(call: Call, candidate: str) -> str:
    """Make an interview."""
    sent: NewInterview = call.body
    if sent.round:
        return services().planning.create(call.by, CandidateId(candidate), sent.round)
    return services().interviews.create(call.by, CandidateId(candidate), sent.title)


@endpoint("GET", "/interviews/<interview>/report", Scope.REPORTS_READ, ReportOut)
def show_report(call: Call, interview: str) -> ReportOut:
    """Show the report of an interview."""
    made = make_report(services().interviews.record(call.by, InterviewId(interview)), utc_now())
    record = made.record
    warnings: list[ReportWarning] = []
    for held in made.warnings:
        warning, told = held.warning, held.warning.explanation
        what = warning.id, warning.question, warning.severity, warning.code, warning.at_s, warning.until_s
        answer = held.answer.kind if held.answer else None
        warnings.append(ReportWarning(*what, told.title, told.detail, tuple(told.harmless), answer))
    lines = [ReportLine(line.question, line.state) for line in made.lines]
    whole = record.interview, record.title, record.started_at, record.ended_at, made.headline
    return ReportOut(*whole, lines, warnings, made.not_checked, made.next_steps, dict(record.versions))


@endpoint("GET", "/people", Scope.PEOPLE_READ, Page[PersonOut])
def list_people(call: Call) -> Page[PersonOut]:
    """List who signs in, by name; all on one page."""
    known = services().invitations.people(call.by)
    return Page([PersonOut(p.id, p.name, p.email, p.role, p.is_active, p.has_second_factor) for p in known])


@endpoint("GET", "/audit", Scope.AUDIT_READ, Page[AuditEntry], query=(CURSOR,))
def list_audit(call: Call) -> Page[AuditEntry]:
    """List what was done, newest first."""
    text = call.asked("cursor")
    before = int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_SEQ_DIGITS else None
    found, more = services().audit.page(call.by, NO_FILTER, before)
    return Page(found, None if more is None else str(more))


@endpoint("POST", "/interviews/<interview>/end", Scope.INTERVIEWS_WRITE)
def end_interview(call: Call, interview: str) -> None:
    """End an interview, as the page of a running one does."""
    services().interviews.end(call.by, InterviewId(interview))


@blueprint.get("/openapi.json")
@is_open
def openapi() -> ResponseReturnValue:
    """Send the OpenAPI document."""
    return jsonify(document(site()))


@blueprint.after_request
def ask_for_token(response: Response) -> Response:
    """Say how to come in, where somebody did not."""
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _interview(held: Interview) -> InterviewOut:
    times = held.created_at, held.started_at, held.ended_at
    plan = held.round_id, held.take, held.plan.at, held.plan.time_zone, held.cancelled_at
    return InterviewOut(held.id, held.candidate, held.title, *times, held.duration_s, held.warnings, *plan)
