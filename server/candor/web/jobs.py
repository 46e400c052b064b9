"""Pages about jobs: the list, one job with its rounds, the form, whose buttons work without script."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from candor.errors import UsageError
from candor.services.access import Permission
from candor.services.jobs import KEEP_DAYS, MAX_ROUNDS
from candor.store.values import AskedCheck, Job, JobRound, RoundKind
from candor.web.context import person, services, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("jobs", __name__)


@blueprint.get("/jobs")
@needs(Permission.READ_INTERVIEWS)
def jobs() -> ResponseReturnValue:
    """List jobs, open ones first."""
    return render_template("jobs.html", lines=services().jobs.lines(person()))


@blueprint.get("/jobs/<job>")
@needs(Permission.READ_INTERVIEWS)
def show(job: str) -> ResponseReturnValue:
    """Show one job."""
    by = person()
    held = services().jobs.job(by, job)
    names = {someone.id: someone.name for someone in services().jobs.people(by)}
    return render_template(
        "job.html",
        job=held,
        names=names,
        checklists=services().jobs.checklists(by),
        asked=services().jobs.asked(by, job),
    )


@blueprint.get("/jobs/<job>/rounds/<round_id>/items")
@needs(Permission.READ_INTERVIEWS)
def asked_items(job: str, round_id: str) -> ResponseReturnValue:
    """Show to how many each item of a round was asked."""
    return render_template("asked_items.html", told=services().jobs.asked_items(person(), job, round_id))


@blueprint.get("/jobs/<job>/rounds/<round_id>/items/<item>")
@needs(Permission.READ_INTERVIEWS)
def not_asked(job: str, round_id: str, item: str) -> ResponseReturnValue:
    """List those to whom an item of a round was not asked."""
    return render_template("not_asked.html", told=services().jobs.not_asked(person(), job, round_id, item))


@blueprint.route("/jobs/new", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def add() -> ResponseReturnValue:
    """Show and take the form for a new job."""
    if request.method == "GET":
        return _form(_proposed())
    return _taken("")


@blueprint.route("/jobs/<job>/edit", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def edit(job: str) -> ResponseReturnValue:
    """Show and take the form of a job."""
    by = person()
    held = services().jobs.job(by, job)
    return _form(held) if request.method == "GET" else _taken(held.id)


@blueprint.post("/jobs/<job>/closed")
@needs(Permission.MANAGE_CANDIDATES)
def set_closed(job: str) -> ResponseReturnValue:
    """Close a job, or open it again."""
    services().jobs.set_closed(person(), job, closed=request.form.get("closed") == "yes")
    return redirect(f"/jobs/{job}", 303)


def job_of_form(form: MultiDict[str, str], job: str) -> Job:
    """Return the job that a form describes; rounds that were left without a name are none.

    Raises:
        UsageError: "bad_keep_days", "bad_round": the form was not made by the page.
    """
    days = form.get("keep_days", "").strip()
    if not (days.isascii() and days.isdigit() and len(days) < 5):
        raise UsageError("bad_keep_days", "Say for how many days data is kept, as a whole number.")
    rounds = [_round_of_form(form, n) for n in range(MAX_ROUNDS + 1) if f"round-{n}-name" in form]
    return Job(job, form.get("title", ""), int(days), tuple(rounds))


def pressed(job: Job, action: str) -> Job | None:
    """Return what a button of the form makes of its rounds; None for the button that saves.

    Args:
        job: as the form has it.
        action: "save", "add", or "up-N" and "remove-N" for the round at place N.
    """
    verb, _, place = action.partition("-")
    rounds, n = list(job.rounds), int(place) if place.isdigit() and place.isascii() else 0
    if verb == "add" and len(rounds) < MAX_ROUNDS:
        rounds.append(JobRound("", "", checks=rounds[-1].checks if rounds else frozenset()))
    elif verb == "up" and 0 < n < len(rounds):
        rounds.insert(n - 1, rounds.pop(n))
    elif verb == "remove" and n < len(rounds):
        del rounds[n]
    else:
        return None
    return replace(job, rounds=tuple(rounds))


def _round_of_form(form: MultiDict[str, str], n: int) -> JobRound:
    kind, checks = form.get(f"round-{n}-kind", ""), form.getlist(f"round-{n}-checks")
    if kind not in set(RoundKind) or not set(checks) <= set(AskedCheck):
        raise UsageError("bad_round", "Choose what each round is for and what it asks from the lists.")
    return JobRound(
        id=form.get(f"round-{n}-id", ""),
        name=form.get(f"round-{n}-name", ""),
        kind=RoundKind(kind),
        checklist=form.get(f"round-{n}-checklist", ""),
        checks=frozenset(AskedCheck(check) for check in checks),
        interviewers=tuple(form.getlist(f"round-{n}-interviewers")),
    )


def _proposed() -> Job:
    t, everything = words(), frozenset(AskedCheck)
    first = JobRound("", t("jobs.first_round"), checks=everything)
    day = JobRound("", t("jobs.kind_first_day"), RoundKind.FIRST_DAY, "first_day", everything - {AskedCheck.LIGHT})
    return Job("", "", KEEP_DAYS, (first, day))


def _taken(job: str) -> ResponseReturnValue:
    by, typed = person(), _proposed()
    try:
        typed = job_of_form(request.form, job)
        changed = pressed(typed, request.form.get("action", "save"))
        if changed is not None:
            return _form(changed)
        if job:
            services().jobs.save(by, typed)
        else:
            job = services().jobs.create(by, typed)
    except UsageError as error:
        return _form(typed, words().error(error)), status_of(error)
    return redirect(f"/jobs/{job}", 303)


def _form(job: Job, problem: str | None = None) -> str:
    return render_template(
        "job_form.html",
        job=job,
        problem=problem,
        kinds=list(RoundKind),
        checks=list(AskedCheck),
        checklists=services().jobs.checklists(person()),
        offered=services().jobs.offered(person()),
        people=services().jobs.people(person()),
        max_rounds=MAX_ROUNDS,
    )
