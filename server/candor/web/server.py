"""The page about this server, for its administrators."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from candor.domain.second_opinion import ServiceState
from candor.services.access import Permission
from candor.web import show
from candor.web.context import person, services, words
from candor.web.permissions import needs

blueprint = Blueprint("server", __name__)


@blueprint.get("/server")
@needs(Permission.MANAGE_PEOPLE)
def server() -> ResponseReturnValue:
    """Show how the optional parts of this server do."""
    health = services().server.second_opinion(person())
    abilities = show.ability_lines(health, words()) if health.state is ServiceState.READY else []
    return render_template(
        "server.html",
        health=health,
        abilities=abilities,
        unanswered=show.unanswered_lines(health, words()),
        public_key=services().evidence.public_key(person()).hex(),
    )
