"""Assigning people to an interview: a part of the interview's page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import InterviewId
from candor.services.access import Permission, may
from candor.store.values import Person
from candor.web.context import person, services
from candor.web.permissions import needs

blueprint = Blueprint("assignments", __name__)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who takes part, and who else could."""

    people: list[Person]
    others: list[Person]


@blueprint.post("/interviews/<interview>/people")
@needs(Permission.MANAGE_CANDIDATES)
def assign(interview: str) -> ResponseReturnValue:
    """Assign somebody."""
    services().assignments.assign(person(), InterviewId(interview), request.form.get("person", ""))
    return redirect(f"/interviews/{interview}#people", 303)


@blueprint.post("/interviews/<interview>/people/<other>/withdraw")
@needs(Permission.MANAGE_CANDIDATES)
def withdraw(interview: str, other: str) -> ResponseReturnValue:
    """Take an assignment back."""
    services().assignments.withdraw(person(), InterviewId(interview), other)
    return redirect(f"/interviews/{interview}#people", 303)


def assigned(by: Person, interview: InterviewId) -> Assigned | None:
    """Return what the interview's page shows of it; None to people who assign nobody."""
    if not may(by, Permission.MANAGE_CANDIDATES):
        return None
    held = services().assignments.of_interview(by, interview)
    return Assigned(held, services().assignments.assignable(by, interview))
