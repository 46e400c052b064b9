"""The proof that the employer is real: the file for the organisation's domain, and whether it lies there."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import UsageError
from candor.services.access import Permission
from candor.web.context import person, services, site, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("employer", __name__, url_prefix="/settings/employer")


@blueprint.route("", methods=["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def page() -> ResponseReturnValue:
    """Show how the proof stands; take the domain."""
    if request.method == "GET":
        return _page()
    try:
        if request.form.get("forget"):
            services().employer.forget(person())
        else:
            services().employer.state(person(), request.form.get("domain", ""), site())
    except UsageError as error:
        return _page(error)
    return redirect("/settings/employer", 303)


@blueprint.post("/look")
@needs(Permission.MANAGE_PEOPLE)
def look() -> ResponseReturnValue:
    """Look whether the file lies on the domain."""
    services().employer.look(person())
    return redirect("/settings/employer#found", 303)


@blueprint.get("/candor.json")
@needs(Permission.MANAGE_PEOPLE)
def file() -> ResponseReturnValue:
    """Send the file."""
    headers = {"Content-Disposition": 'attachment; filename="candor.json"'}
    return Response(services().employer.file(person()), mimetype="application/json", headers=headers)


def _page(problem: UsageError | None = None) -> ResponseReturnValue:
    standing = services().employer.standing(person(), site())
    known = standing.statement.domain if standing else ""
    shown = render_template(
        "employer.html",
        standing=standing,
        server=site(),
        domain=request.form.get("domain", known),
        problem=words().error(problem) if problem else None,
    )
    return shown, status_of(problem) if problem else 200
