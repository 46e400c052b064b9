"""One's own account: the password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import CandorError
from candor.services.access import Permission
from candor.web.context import person, services, sign_in_session, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@needs(Permission.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Show the visitor's account."""
    return _page()


@blueprint.post("/account/password")
@needs(Permission.OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    """Change the visitor's password; all other sessions end."""
    try:
        changed = services().sign_in.change_password(
            person(), request.form.get("old_password", ""), request.form.get("password", "")
        )
    except CandorError as error:
        return _page(error)
    sign_in_session(changed)
    return redirect("/account?changed=password", 303)


def _page(problem: CandorError | None = None) -> ResponseReturnValue:
    page = render_template("account.html", problem=words().error(problem) if problem else None)
    return page, status_of(problem) if problem else 200
