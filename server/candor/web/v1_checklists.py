"""The API, version 1: checklists as TOML files, version by version, and what was noted of one in an interview."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import msgspec

from candor.checklists.written import as_toml
from candor.domain.checklist import ChecklistTemplate, Mark, SkipReason
from candor.domain.ids import InterviewId
from candor.errors import NotFoundError
from candor.services.api_tokens import Scope
from candor.services.checklists import MAX_FILE_BYTES
from candor.web.context import services
from candor.web.endpoints import Call, Page, Query, endpoint

MOST_DIGITS = 6


class ChecklistLine(msgspec.Struct, frozen=True):
    """A checklist in its newest version."""

    id: str
    version: int
    title: dict[str, str]
    """By language."""
    is_shipped: bool
    retired_at: datetime | None


class ChecklistOut(msgspec.Struct, frozen=True):
    """A version of a checklist."""

    id: str
    version: int
    toml: str
    """The file, as docs/checklists.md describes it."""


class ChecklistIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A checklist file to be added."""

    toml: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_FILE_BYTES)]


class ChecklistChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was made of a version of a checklist."""

    toml: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_FILE_BYTES)]
    version: int
    """The one that it was made of: saving over a newer one is refused."""


class Retired(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether rounds may choose a checklist."""

    retired: bool


class ChecklistAnswerOut(msgspec.Struct, frozen=True):
    """What was noted of an item."""

    item: str
    mark: Mark
    text: str
    rating: int | None
    reason: SkipReason | None
    """Why it was skipped."""
    by: str
    given_at: datetime


class FilledChecklist(msgspec.Struct, frozen=True):
    """The checklist of an interview with what was noted."""

    id: str
    version: int
    answers: list[ChecklistAnswerOut]


@endpoint("GET", "/checklists", Scope.CHECKLISTS_READ, Page[ChecklistLine])
def list_checklists(call: Call) -> Page[ChecklistLine]:
    """List checklists, the shipped ones first; all on one page."""
    lines = [
        ChecklistLine(
            held.template.id, held.template.version, dict(held.template.title), held.is_shipped, held.retired_at
        )
        for held in services().checklists.all(call.by)
    ]
    return Page(lines)


@endpoint(
    "GET",
    "/checklists/<checklist>",
    Scope.CHECKLISTS_READ,
    ChecklistOut,
    query=(Query("version", "Number of a version; the newest without it."),),
)
def show_checklist(call: Call, checklist: str) -> ChecklistOut:
    """Show a version of a checklist."""
    text = call.asked("version")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
    return _shown(services().checklists.version(call.by, checklist, number))


@endpoint("POST", "/checklists", Scope.CHECKLISTS_WRITE, ChecklistOut, body=ChecklistIn, shows=show_checklist)
def add_checklist(call: Call) -> str:
    """Add a checklist."""
    sent: ChecklistIn = call.body
    return services().checklists.read(call.by, sent.toml.encode())


@endpoint("PUT", "/checklists/<checklist>", Scope.CHECKLISTS_WRITE, ChecklistOut, body=ChecklistChange)
def change_checklist(call: Call, checklist: str) -> ChecklistOut:
    """Save the next version of a checklist; interviews keep theirs."""
    sent: ChecklistChange = call.body
    template = replace(services().checklists.parsed(sent.toml.encode()), id=checklist, version=sent.version)
    services().checklists.save(call.by, template)
    return show_checklist(call, checklist)


@endpoint("PUT", "/checklists/<checklist>/retired", Scope.CHECKLISTS_WRITE, body=Retired)
def retire_checklist(call: Call, checklist: str) -> None:
    """Offer a checklist to rounds no longer, or again."""
    sent: Retired = call.body
    services().checklists.set_retired(call.by, checklist, retired=sent.retired)


@endpoint("GET", "/interviews/<interview>/checklist", Scope.REPORTS_READ, FilledChecklist)
def show_filled(call: Call, interview: str) -> FilledChecklist:
    """Show what was noted of the checklist in an interview."""
    held = services().interviews.record(call.by, InterviewId(interview)).checklist
    if held is None:
        raise NotFoundError("no_checklist", "This interview began no checklist.")
    answers = [
        ChecklistAnswerOut(a.item, a.mark, a.text, a.rating, a.reason, a.by, a.given_at) for a in held.answers.values()
    ]
    return FilledChecklist(held.template.id, held.template.version, answers)


def _shown(template: ChecklistTemplate) -> ChecklistOut:
    return ChecklistOut(template.id, template.version, as_toml(template))
