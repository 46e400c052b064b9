"""What is an address of the API? One decorated function: method, path, scope, answer and body in one line.

    @endpoint("GET", "/candidates/<candidate>", Scope.CANDIDATES_READ, CandidateOut)
    def candidate(call: Call, candidate: str) -> CandidateOut: ...

An endpoint that makes something returns its id, and names the function that shows it (`shows`): so a request that is
sent again under its Idempotency-Key makes nothing more. openapi.py writes the
OpenAPI document from the same table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import msgspec
from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from candor.errors import AccessError, UsageError
from candor.services.api_tokens import PERMISSION_OF, Caller, Scope
from candor.store.values import Person
from candor.web.context import services
from candor.web.permissions import API, needs

blueprint = Blueprint(API, __name__, url_prefix="/api/v1")

MAX_KEY: Final = 200
Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """One page of a list."""

    items: list[Item]
    next: str | None = None
    """Send it as `cursor` to get the next page; null at the end."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter in the query of an address."""

    name: str
    told: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API."""

    method: str
    path: str
    scope: Scope
    answer: type[Any] | None
    """Type of what is answered; None: nothing."""
    body: type[Any] | None
    """Type of what is sent; None: nothing."""
    query: tuple[Query, ...]
    makes: bool
    told: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request."""

    by: Person
    body: Any

    def asked(self, name: str) -> str:
        """Return a parameter of the query, empty when it is not there."""
        return request.args.get(name, "")


ENDPOINTS: Final[list[Endpoint]] = []


def endpoint(
    method: str,
    path: str,
    scope: Scope,
    answer: type[Any] | None = None,
    *,
    body: type[Any] | None = None,
    query: tuple[Query, ...] = (),
    shows: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function an address of the API."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        told = (handler.__doc__ or "").strip()
        held = Endpoint(method, path, scope, answer, body, query, shows is not None, told)
        ENDPOINTS.append(held)

        def view(**places: str) -> ResponseReturnValue:
            caller = _allowed(scope)
            call = Call(caller.person, _decoded(body))
            if shows is None:
                return _written(handler(call, **places), 200)
            made, is_repeated = _once(caller, lambda: handler(call, **places))
            response = _written(shows(call, made), 201)
            if is_repeated:
                response.headers["Idempotent-Replayed"] = "true"
            return response

        view.__name__ = view.__qualname__ = handler.__name__
        blueprint.add_url_rule(path, handler.__name__, needs(PERMISSION_OF[scope])(view), methods=[method])
        return handler

    return register


def _allowed(scope: Scope) -> Caller:
    found: Caller = g.caller
    if scope.value not in found.token.scopes:
        raise AccessError("missing_scope", f"This token lacks the scope {scope.value}.")
    return found


def _decoded(kind: type[Any] | None) -> object:
    if kind is None:
        return None
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError("bad_body", f"The body does not fit: {error}") from error


def _once(who: Caller, make: Callable[[], str]) -> tuple[str, bool]:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return make(), False
    if len(key) > MAX_KEY:
        raise UsageError("bad_key", f"An Idempotency-Key has at most {MAX_KEY} characters.")
    held = services().tokens.begin(who, key, request.path.encode() + b"\0" + request.get_data())
    if held is not None:
        return held, True
    try:
        made = make()
    except BaseException:
        services().tokens.end(who, key, None)
        raise
    services().tokens.end(who, key, made)
    return made, False


def _written(answer: object, status: int) -> Response:
    if answer is None:
        return Response(status=204)
    return Response(msgspec.json.encode(answer), status, mimetype="application/json")
