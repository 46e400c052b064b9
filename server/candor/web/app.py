"""The pages and the small API, put together: create_app is the only thing other layers call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from candor import __version__
from candor.errors import AccessError
from candor.services.access import Permission, may
from candor.services.build import Services
from candor.services.inputs import LANGUAGES
from candor.settings import Settings
from candor.web import (
    account,
    afterwards,
    api,
    assignments,
    audit,
    candidate_list,
    candidates,
    checklists,
    documents,
    employer,
    entry,
    errors,
    escalations,
    evidence,
    extension,
    fairness,
    flags,
    identity,
    imports,
    interviews,
    jobs,
    ledger,
    light,
    own_check,
    own_groups,
    own_page,
    own_results,
    people,
    permissions,
    planning,
    reports,
    screening,
    second_factor,
    security,
    server,
    show,
    tokens,
    v1,
)
from candor.web import settings as settings_page
from candor.web.context import EXTENSION, Surroundings, services, visitor, words

BLUEPRINTS = (
    entry.blueprint,
    candidate_list.blueprint,
    candidates.blueprint,
    identity.blueprint,
    imports.blueprint,
    interviews.blueprint,
    reports.blueprint,
    evidence.blueprint,
    jobs.blueprint,
    checklists.blueprint,
    planning.blueprint,
    assignments.blueprint,
    documents.blueprint,
    light.blueprint,
    own_page.blueprint,
    own_results.blueprint,
    own_groups.blueprint,
    fairness.blueprint,
    own_check.blueprint,
    screening.blueprint,
    escalations.blueprint,
    flags.blueprint,
    ledger.blueprint,
    afterwards.blueprint,
    people.blueprint,
    account.blueprint,
    server.blueprint,
    second_factor.blueprint,
    settings_page.blueprint,
    employer.blueprint,
    audit.blueprint,
    extension.blueprint,
    api.blueprint,
    tokens.blueprint,
    v1.blueprint,
)
_OPEN_BEFORE_SET_UP = {"entry.set_up", "entry.choose_language", "api.health", "static"}
_CHECKOUT = Path(__file__).resolve().parents[3]


def create_app(services: Services, settings: Settings, extension_dir: Path | None = None) -> Flask:
    """Return the WSGI application.

    Args:
        services: the use cases, from services.build.build.
        settings: host, ports and public address.
        extension_dir: where the built extension lies; default: `extension/` of the checkout.
    """
    app = Flask(__name__)
    app.extensions[EXTENSION] = Surroundings(services, settings, extension_dir or _CHECKOUT / "extension")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.before_request(_set_up_first)
    permissions.guard(app)
    app.context_processor(_words_of_templates)
    errors.install(app)
    security.protect(app, settings, services.store.vault.derive("web session"))
    return app


def _set_up_first() -> ResponseReturnValue | None:
    if request.endpoint in _OPEN_BEFORE_SET_UP or not services().setup.is_needed():
        return None
    if request.path.startswith("/api/"):
        raise AccessError("not_set_up", "This server is not set up yet. Open its address in a browser first.")
    return redirect("/setup", 303)


def _visitor_may(permission: str) -> bool:
    someone = visitor()
    return someone is not None and may(someone, Permission(permission))


def _words_of_templates() -> dict[str, Any]:
    return {
        "t": words(),
        "languages": LANGUAGES,
        "visitor": visitor(),
        "may": _visitor_may,
        "version": __version__,
        "clock_time": show.clock_time,
        "here": request.path,
    }
