"""The page about this server, for its administrators."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from candor.domain.second_opinion import ServiceState
from candor.web import show
from candor.web.context import person, services, words

blueprint = Blueprint("server", __name__)


@blueprint.get("/server")
def server() -> ResponseReturnValue:
    """Show how the optional parts of this server do."""
    health = services().server.second_opinion(person())
    abilities = show.ability_lines(health, words()) if health.state is ServiceState.READY else []
    return render_template(
        "server.html", health=health, abilities=abilities, unanswered=show.unanswered_lines(health, words())
    )
