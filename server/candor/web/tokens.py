"""API tokens: make, see, revoke; and the readable page of the API."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import CandorError, UsageError
from candor.services.access import Permission
from candor.store.store import utc_now
from candor.web.context import person, services, site, words
from candor.web.endpoints import ENDPOINTS
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("tokens", __name__, url_prefix="/account/tokens")


@blueprint.get("")
@needs(Permission.USE_API)
def show() -> ResponseReturnValue:
    """List tokens."""
    return _page()


@blueprint.post("")
@needs(Permission.USE_API)
def make() -> ResponseReturnValue:
    """Make a token, shown once."""
    form, days = request.form, request.form.get("days", "")
    number = int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0
    try:
        secret = services().tokens.make(person(), form.get("name", ""), set(form.getlist("scope")), number)
    except UsageError as error:
        return _page(problem=error)
    return _page(secret)


@blueprint.post("/<token>/revoke")
@needs(Permission.USE_API)
def revoke(token: str) -> ResponseReturnValue:
    """Let a token work no more."""
    services().tokens.revoke(person(), token)
    return redirect("/account/tokens", 303)


def _page(secret: str | None = None, problem: CandorError | None = None) -> ResponseReturnValue:
    by = person()
    page = render_template(
        "tokens.html",
        tokens=services().tokens.all(by),
        names={someone.id: someone.name for someone in services().store.people.all()},
        scopes=services().tokens.scopes(by),
        endpoints=ENDPOINTS,
        site=site(),
        secret=secret,
        problem=words().error(problem) if problem else None,
        form=request.form if problem else {},
        now=utc_now(),
    )
    return page, status_of(problem) if problem else 200
