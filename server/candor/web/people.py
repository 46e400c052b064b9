"""Pages about people: who may sign in, inviting somebody, accepting an invitation."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import CandorError, UsageError
from candor.store.values import Role
from candor.web.context import person, services, sign_in_session, site, words
from candor.web.errors import status_of

blueprint = Blueprint("people", __name__)


@blueprint.route("/people", methods=["GET", "POST"])
def people() -> ResponseReturnValue:
    """List people; invite one. The link is shown once, to be handed over by the administrator."""
    by, form, link, problem = person(), request.form, None, None
    known = services().invitations.people(by)
    if request.method == "POST":
        try:
            token = services().invitations.invite(by, form.get("name", ""), form.get("email", ""), _role(form))
            link, known = f"{site()}/join/{token}", services().invitations.people(by)
        except UsageError as error:
            problem = error
    told = words().error(problem) if problem else None
    page = render_template("people.html", people=known, roles=list(Role), link=link, problem=told, form=form)
    return page, status_of(problem) if problem else 200


@blueprint.route("/join/<token>", methods=["GET", "POST"])
def join(token: str) -> ResponseReturnValue:
    """Let an invited person choose a password."""
    invited = services().invitations.invited(token)
    if request.method == "GET":
        return render_template("join.html", invited=invited, problem=None)
    try:
        sign_in_session(services().invitations.join(token, request.form.get("password", "")))
    except CandorError as error:
        return render_template("join.html", invited=invited, problem=words().error(error)), status_of(error)
    return redirect("/", 303)


def _role(form: dict[str, str]) -> Role:
    chosen = form.get("role", "")
    if chosen not in set(Role):
        raise UsageError("bad_role", "Choose a role.")
    return Role(chosen)
