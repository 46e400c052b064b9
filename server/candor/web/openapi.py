"""The OpenAPI 3.1 document, written from the table of endpoints and the types of what they take and give."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from candor import __version__
from candor.services.api_tokens import Scope
from candor.web.endpoints import ENDPOINTS, Endpoint


class Problem(msgspec.Struct, frozen=True):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    """Stable, for machines."""


def document(address: str) -> dict[str, Any]:
    """Return the document of a server at an address."""
    kinds = [kind for held in ENDPOINTS for kind in (held.answer, held.body) if kind is not None]
    schemas, components = msgspec.json.schema_components([*kinds, Problem], ref_template="#/components/schemas/{name}")
    of = dict(zip([*map(repr, kinds), repr(Problem)], schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for held in ENDPOINTS:
        paths.setdefault(_path(held.path), {})[held.method.lower()] = _operation(held, of)
    token = {"type": "http", "scheme": "bearer", "description": f"An API token. Scopes: {', '.join(Scope)}."}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Candor", "version": __version__},
        "servers": [{"url": f"{address}/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"token": token}},
    }


def _operation(held: Endpoint, of: dict[str, Any]) -> dict[str, Any]:
    places = [_parameter(name, "path") for name in re.findall(r"<(\w+)>", held.path)]
    queries = [_parameter(query.name, "query", query.told) for query in held.query]
    keys = [_parameter("Idempotency-Key", "header", "Makes sending it again safe for a day.")] if held.makes else []
    answer: dict[str, Any] = {"description": "Done."}
    if held.answer is not None:
        answer["content"] = {"application/json": {"schema": of[repr(held.answer)]}}
    problem = {"description": "Not done.", "content": {"application/problem+json": {"schema": of[repr(Problem)]}}}
    status = "201" if held.makes else "200" if held.answer is not None else "204"
    operation: dict[str, Any] = {
        "operationId": f"{held.method.lower()}{re.sub(r'[^a-z]+', '_', held.path).rstrip('_')}",
        "summary": held.told,
        "description": f"Scope: {held.scope.value}.",
        "parameters": [*places, *queries, *keys],
        "responses": {status: answer, "default": problem},
    }
    if held.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": of[repr(held.body)]}},
        }
    return operation


def _parameter(name: str, where: str, told: str = "") -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "description": told, "schema": {"type": "string"}}


def _path(rule: str) -> str:
    return re.sub(r"<(\w+)>", r"{\1}", rule)
