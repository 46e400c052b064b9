"""Who may open which address? Every view names a permission, or says that it is open; a view that does neither is shut.

    @blueprint.get("/people")
    @needs(Permission.MANAGE_PEOPLE)
    def people() -> ResponseReturnValue: ...

Use cases check the same permissions again, and reach (services/reach.py): they are called from elsewhere, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, current_app, g, request

from candor.errors import AccessError
from candor.services.access import Permission, require
from candor.store.values import Person
from candor.web.context import let_in, person, services

View = TypeVar("View", bound=Callable[..., Any])

_MARK: Final = "candor_needs"
API: Final = "api_v1"
OPEN: Final = "open"
"""The mark of a view that asks nobody to sign in: the page is public, or the address holds a secret."""


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a view: whoever opens it is signed in and has this permission."""

    def mark(view: View) -> View:
        setattr(view, _MARK, permission)
        return view

    return mark


def is_open(view: View) -> View:
    """Mark a view that does without sign-in."""
    setattr(view, _MARK, OPEN)
    return view


def mark_of(app: Flask, endpoint: str) -> str | None:
    """Return what a view needs: a permission, OPEN, or None when it does not say."""
    return OPEN if endpoint == "static" else getattr(app.view_functions[endpoint], _MARK, None)


def guard(app: Flask) -> None:
    """Check the mark of the view before every request."""
    app.before_request(_check)


def caller_by_token() -> Person:
    """Return who calls the API, by the token in the header.

    Raises:
        AccessError: "not_signed_in", "unknown_token".
    """
    if "caller" not in g:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise AccessError("not_signed_in", "Send an API token: Authorization: Bearer candor_...")
        g.caller = services().tokens.caller(secret.strip())
    return g.caller.person


def _check() -> None:
    endpoint = request.endpoint
    if endpoint is None:  # no such address: answered as such
        return
    mark = mark_of(current_app, endpoint)
    if mark == OPEN:
        return
    if mark is None:
        raise AccessError("not_allowed", "Nobody may open this address.", cause=f"{endpoint} names no permission")
    if request.blueprint == API:
        # Cookies count for nothing there: a page of another site could make a browser send them along.
        let_in(caller_by_token())
    require(person(), Permission(mark))
    if mark != Permission.OWN_ACCOUNT and services().second_factor.is_missing(person()):
        raise AccessError("second_factor_missing", "Set up your second factor first: your organisation demands it.")
