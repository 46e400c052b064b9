"""The API, version 1: what an application states, and what screening found in it. No answer holds a score."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from candor.domain.applications import Field
from candor.domain.findings import ApplicantState, Finding, Severity, Source
from candor.domain.ids import CandidateId
from candor.errors import NotFoundError
from candor.intake.shape import ApplicationIn
from candor.services.api_tokens import Scope
from candor.store.screenings import KeptScreening, Outcome
from candor.web.context import services
from candor.web.endpoints import Call, endpoint


class EvidenceOut(msgspec.Struct, frozen=True):
    """One value that a finding rests on."""

    field: Field
    shown: str
    where: str


class SourceOut(msgspec.Struct, frozen=True):
    """Where a rule or list comes from."""

    title: str
    date: date
    version: str
    url: str


class FindingOut(msgspec.Struct, frozen=True):
    """A reason to look: no finding about a person."""

    rule: str
    severity: Severity
    what: dict[str, str]
    """By language, as all words here."""
    evidence: list[EvidenceOut]
    innocent: list[dict[str, str]]
    """Harmless reasons for the same thing."""
    next_step: dict[str, str]
    sources: list[SourceOut]
    """Of the rule first, then of the lists that were asked."""
    expires_on: date
    others: list[str]
    """Other candidates whose applications hold the same."""


class ScreeningOut(msgspec.Struct, frozen=True):
    """What was found in an application."""

    state: ApplicantState
    at: datetime
    findings: list[FindingOut]
    not_judged: dict[str, str]
    """Why, by check."""
    to_do: list[dict[str, str]]
    """For everybody, whoever they are."""
    fields_read: dict[str, list[Field]]
    """By check: proof of what was read."""
    outcome: Outcome | None
    """What somebody made of it; null: nobody yet."""


@endpoint("PUT", "/candidates/<candidate>/application", Scope.SCREENING_WRITE, ScreeningOut, body=ApplicationIn)
def put_application(call: Call, candidate: str) -> ScreeningOut:
    """Say what an application states, over what was there, and look through it; its name is the candidate's own."""
    typed = msgspec.to_builtins(call.body)
    services().screening.file(call.by, CandidateId(candidate), typed)
    return show_screening(call, candidate)


@endpoint("GET", "/candidates/<candidate>/screening", Scope.SCREENING_READ, ScreeningOut)
def show_screening(call: Call, candidate: str) -> ScreeningOut:
    """Show what was found in an application."""
    shown = services().screening.shown(call.by, CandidateId(candidate))
    if shown is None or shown.kept is None:
        raise NotFoundError("no_application", "Nothing was noted of this application yet.")
    return _told(shown.kept)


def _told(kept: KeptScreening) -> ScreeningOut:
    found = kept.screening
    return ScreeningOut(
        found.state,
        kept.at,
        [_finding(finding) for finding in found.findings],
        {each.check: each.reason for each in found.abstained},
        [dict(task.what) for task in found.tasks],
        {check: list(fields) for check, fields in found.fields_read.items()},
        kept.settled.outcome if kept.settled else None,
    )


def _finding(finding: Finding) -> FindingOut:
    return FindingOut(
        finding.rule,
        finding.severity,
        dict(finding.what),
        [EvidenceOut(each.field, each.shown, each.where) for each in finding.evidence],
        [dict(words) for words in finding.innocent],
        dict(finding.next_step),
        [_source(source) for source in finding.sources],
        finding.expires_on,
        list(finding.others),
    )


def _source(source: Source) -> SourceOut:
    return SourceOut(source.title, source.date, source.version, source.url)
