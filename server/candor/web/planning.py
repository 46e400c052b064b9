"""Forms that plan interviews: of a round of the job, at another time, once more, or not at all."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import CandidateId, InterviewId
from candor.services import inputs
from candor.services.access import Permission
from candor.store.values import Plan
from candor.web.context import person, services
from candor.web.permissions import needs

blueprint = Blueprint("planning", __name__)

ZONES = (
    "UTC", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Bogota",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Mexico_City", "America/New_York",
    "America/Sao_Paulo", "Asia/Bangkok", "Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Jayapura",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Makassar", "Asia/Manila", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore",
    "Asia/Tokyo", "Australia/Perth", "Australia/Sydney", "Europe/Berlin", "Europe/Kyiv", "Europe/Lisbon",
    "Europe/London", "Pacific/Auckland",
)  # fmt: skip
"""Proposed while typing; every IANA name is taken."""


def plan_of_form() -> Plan:
    """Return the plan that the form of this request describes; UsageError "bad_time"."""
    zone = request.form.get("time_zone", "").strip()
    moment = inputs.local_time(request.form.get("at", ""), zone)
    return Plan(moment, zone if moment else "")


@blueprint.post("/candidates/<candidate>/rounds")
@needs(Permission.MANAGE_CANDIDATES)
def create(candidate: str) -> ResponseReturnValue:
    """Make an interview of a round; without a time it is for now, and its pairing code waits on its page."""
    by, plan = person(), plan_of_form()
    made = services().planning.create(by, CandidateId(candidate), request.form.get("round", ""), plan)
    if plan.at is not None:
        return redirect(f"/candidates/{candidate}#interviews", 303)
    services().interviews.new_pairing_code(by, made)
    return redirect(f"/interviews/{made}", 303)


@blueprint.post("/interviews/<interview>/plan")
@needs(Permission.MANAGE_CANDIDATES)
def plan(interview: str) -> ResponseReturnValue:
    """Agree on another time."""
    services().planning.plan(person(), InterviewId(interview), plan_of_form())
    return redirect(f"/interviews/{interview}", 303)


@blueprint.post("/interviews/<interview>/cancel")
@needs(Permission.MANAGE_CANDIDATES)
def cancel(interview: str) -> ResponseReturnValue:
    """Call an interview off."""
    by, named = person(), InterviewId(interview)
    services().planning.cancel(by, named)
    return redirect(f"/candidates/{services().interviews.interview(by, named).candidate}#interviews", 303)


@blueprint.post("/interviews/<interview>/repeat")
@needs(Permission.MANAGE_CANDIDATES)
def repeat(interview: str) -> ResponseReturnValue:
    """Make another take of the same round."""
    return redirect(f"/interviews/{services().planning.repeat(person(), InterviewId(interview))}", 303)


@blueprint.post("/candidates/<candidate>/job")
@needs(Permission.MANAGE_CANDIDATES)
def move(candidate: str) -> ResponseReturnValue:
    """Let a candidate apply for another job, or for none."""
    services().candidates.move(person(), CandidateId(candidate), request.form.get("job") or None)
    return redirect(f"/candidates/{candidate}", 303)
