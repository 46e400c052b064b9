"""People of the organisation: the list, invitations, one person with what an administrator may do about them."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import CandorError, UsageError
from candor.services.access import Permission
from candor.store.values import Role
from candor.web.context import enter, person, services, site, words
from candor.web.errors import status_of
from candor.web.permissions import is_open, needs

blueprint = Blueprint("people", __name__)


@blueprint.route("/people", methods=["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def people() -> ResponseReturnValue:
    """List people; invite one. The link is shown once, to be handed over by the administrator."""
    by, form, link, problem = person(), request.form, None, None
    if request.method == "POST":
        try:
            token = services().invitations.invite(by, form.get("name", ""), form.get("email", ""), _role(form))
            link = f"{site()}/join/{token}"
        except UsageError as error:
            problem = error
    told = words().error(problem) if problem else None
    known = services().invitations.people(by)
    page = render_template(
        "people.html",
        people=known,
        roles=list(Role),
        demanded=services().second_factor.demanded(by),
        link=link,
        problem=told,
        form=form,
    )
    return page, status_of(problem) if problem else 200


@blueprint.post("/people/second-factor")
@needs(Permission.MANAGE_PEOPLE)
def demand() -> ResponseReturnValue:
    """Choose which roles need a second factor."""
    chosen = set(request.form.getlist("demanded"))
    services().second_factor.demand(person(), frozenset(role for role in Role if role in chosen))
    return redirect("/people?changed=demanded", 303)


@blueprint.get("/people/<other>")
@needs(Permission.MANAGE_PEOPLE)
def show(other: str) -> ResponseReturnValue:
    """Show one person."""
    return _page(other)


@blueprint.post("/people/<other>/<any(role, reset, second_factor, deactivate, reactivate):deed>")
@needs(Permission.MANAGE_PEOPLE)
def change(other: str, deed: str) -> ResponseReturnValue:
    """Do one thing about a person; the link of a reset is shown once."""
    by, use = person(), services().people
    try:
        if deed == "reset":
            return _page(other, link=f"{site()}/join/{use.offer_reset(by, other)}")
        if deed == "role":
            use.change_role(by, other, _role(request.form))
        elif deed == "second_factor":
            services().second_factor.reset(by, other)
        elif deed == "deactivate":
            use.deactivate(by, other)
        else:
            use.reactivate(by, other)
    except UsageError as error:
        if error.code == "no_such_person":
            raise
        return _page(other, problem=error)
    return redirect("/people", 303)


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@is_open
def join(token: str) -> ResponseReturnValue:
    """Let an invited person choose a password, or somebody who forgot theirs."""
    invited = services().invitations.invited(token)
    if request.method == "GET":
        return render_template("join.html", invited=invited, problem=None)
    try:
        joined = services().invitations.join(token, request.form.get("password", ""))
    except CandorError as error:
        return render_template("join.html", invited=invited, problem=words().error(error)), status_of(error)
    return enter(joined, "/")


def _page(other: str, link: str | None = None, problem: CandorError | None = None) -> ResponseReturnValue:
    page = render_template(
        "person.html",
        someone=services().people.person(person(), other),
        roles=list(Role),
        link=link,
        problem=words().error(problem) if problem else None,
    )
    return page, status_of(problem) if problem else 200


def _role(form: dict[str, str]) -> Role:
    chosen = form.get("role", "")
    if chosen not in set(Role):
        raise UsageError("bad_role", "Choose a role.")
    return Role(chosen)
