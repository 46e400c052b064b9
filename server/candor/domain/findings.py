"""What screening found in an application: words, evidence, innocent reasons and a next step. Never a score.

Findings are not summed: the state of an applicant is that of the gravest finding, and nothing is rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from candor.domain.applications import ApplicationId, Field
from candor.domain.checklist import Words

CheckId = NewType("CheckId", str)
"""The name of a check's file in `screening/checks/`."""

RuleId = NewType("RuleId", str)
"""Check and rule, such as "phone.public_sms"; of an own pack "PACK.rule"."""


class Severity(StrEnum):
    """How much a finding weighs, lightest first."""

    NOTE = "note"
    """Weight zero: shown, and changes no state."""
    CHECK = "check"
    """Somebody should look, and ask."""
    ESCALATE = "escalate"
    """To compliance, before anything is signed or paid."""


class ApplicantState(StrEnum):
    """Where an application stands after screening."""

    NOTHING_FOUND = "nothing_found"
    """Not "verified": nothing was found by the checks that could judge."""
    CHECK = "check"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value that a finding rests on."""

    field: Field
    shown: str
    """The value as people read it; at most 200 characters."""
    where: str
    """Where in the application, or in what else, it stands."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or a list comes from."""

    title: str
    date: date
    """Of publication, or of the copy."""
    version: str = ""
    """Of a list: its date or checksum."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """How something stated is tied to a listed entity, to be shown in words and as a picture."""

    names: tuple[str, ...]
    """From what was stated to the listed one; two at least."""
    steps: tuple[str, ...]
    """What leads from each name to the next: codes with texts in `watchlists/texts`."""
    is_sanctioned: bool
    """The last one stands on an authority's list."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found."""

    check: CheckId
    rule: RuleId
    severity: Severity
    what: Words
    """What was found, in English and Indonesian."""
    fields: tuple[Field, ...]
    """Which fields the check read, in order of `Field`."""
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    """Of the rule first, then of the lists that were asked."""
    innocent: tuple[Words, ...]
    """Harmless reasons for the same thing."""
    next_step: Words
    expires_on: date
    """From then on it says nothing any more, and is looked at anew."""
    others: tuple[ApplicationId, ...] = ()
    """Other applications that share what was found; ten at most."""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Abstained:
    """A check that could not judge."""

    check: CheckId
    reason: str
    """A code with texts in `screening/texts`: "nothing_stated", "no_list", "not_allowed"..."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done for everybody, whoever they are: no finding, and it weighs nothing."""

    check: CheckId
    rule: RuleId
    what: Words
    about: str
    """What it is about, such as the name of a school."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What all checks said of one application."""

    application: ApplicationId
    state: ApplicantState
    findings: tuple[Finding, ...]
    """Gravest first."""
    abstained: tuple[Abstained, ...]
    tasks: tuple[Task, ...]
    fields_read: Mapping[CheckId, tuple[Field, ...]]
    """What each check read, noted by the object that handed the values out."""
    on: date


def state_of(findings: Iterable[Finding]) -> ApplicantState:
    """Return the state of an applicant: that of the gravest finding; notes weigh nothing, and nothing is summed."""
    severities = {finding.severity for finding in findings}
    if Severity.ESCALATE in severities:
        return ApplicantState.ESCALATE
    return ApplicantState.CHECK if Severity.CHECK in severities else ApplicantState.NOTHING_FOUND
