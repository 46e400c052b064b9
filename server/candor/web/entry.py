"""Coming in: first-run set-up, sign-in, sign-out, and the language switch."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import CandorError
from candor.services.access import Permission
from candor.services.inputs import LANGUAGES
from candor.web.context import (
    LANGUAGE_COOKIE,
    around,
    enter,
    half_signed_in,
    person,
    services,
    sign_in_session,
    visitor,
    words,
)
from candor.web.errors import status_of
from candor.web.permissions import is_open, needs

blueprint = Blueprint("entry", __name__)
_A_YEAR_S = 365 * 24 * 3600


@blueprint.route("/setup", methods=["GET", "POST"])
@is_open
def set_up() -> ResponseReturnValue:
    """Show and take the set-up form; after set-up there is none."""
    if not services().setup.is_needed():
        return redirect("/sign-in", 303)
    form = request.form if request.method == "POST" else request.args
    if request.method == "GET":
        return render_template("setup.html", form=form, problem=None)
    try:
        typed = [form.get(name, "") for name in ("token", "organisation", "name", "email", "password")]
        sign_in_session(services().setup.found(*typed))
    except CandorError as error:
        return render_template("setup.html", form=form, problem=words().error(error)), status_of(error)
    return redirect("/", 303)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@is_open
def sign_in() -> ResponseReturnValue:
    """Show and take the sign-in form."""
    target = _own_path(request.values.get("next", ""))
    if request.method == "GET":
        if visitor() is not None:
            return redirect(target, 303)
        return render_template("sign_in.html", target=target, problem=None)
    try:
        found = services().sign_in.sign_in(request.form.get("email", ""), request.form.get("password", ""))
    except CandorError as error:
        return render_template("sign_in.html", target=target, problem=words().error(error)), status_of(error)
    return enter(found, target)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@is_open
def code() -> ResponseReturnValue:
    """Show and take the form for the second factor, after the password."""
    target, who = _own_path(request.values.get("next", "")), half_signed_in()
    if request.method == "GET":
        return render_template("sign_in_code.html", target=target, problem=None)
    try:
        found = services().sign_in.second(who, request.form.get("code", ""))
    except CandorError as error:
        return render_template("sign_in_code.html", target=target, problem=words().error(error)), status_of(error)
    sign_in_session(found)
    return redirect(target, 303)


@blueprint.post("/sign-out")
@needs(Permission.OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """End the visitor's sessions everywhere."""
    services().sign_in.sign_out(person())
    return redirect("/sign-in", 303)


@blueprint.post("/language")
@is_open
def choose_language() -> ResponseReturnValue:
    """Remember the language the visitor chose."""
    response = redirect(_own_path(request.form.get("next", "")), 303)
    language = request.form.get("language", "")
    if language in LANGUAGES:
        is_https = around().settings.public_url.startswith("https://")
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=_A_YEAR_S, secure=is_https, httponly=True, samesite="Lax"
        )
    return response


def _own_path(text: str) -> str:
    """Return a path of this site, never another site's address."""
    try:
        parts = urlsplit(text.replace("\\", "/"))
    except ValueError:  # e.g. an IPv6 address without its end
        return "/"
    is_own = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    return parts.path + (f"?{parts.query}" if parts.query else "") if is_own and text.isprintable() else "/"
