"""A page on which candidates may say to which groups they belong, to find out whether warnings are fair; or not."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.groups import CHOICES
from candor.services.group_rates import LEAST
from candor.web.context import prefer_language, services
from candor.web.permissions import is_open

blueprint = Blueprint("own_groups", __name__, url_prefix="/c/<link>/groups")


@blueprint.get("")
@is_open
def show(link: str) -> ResponseReturnValue:
    """Show what was said."""
    prefer_language(services().candidates.by_link(link).language)
    return render_template(
        "own_groups.html",
        link=link,
        house=services().setup.house(),
        choices=CHOICES,
        said=services().group_rates.said_by_link(link),
        least=LEAST,
        is_saved="saved" in request.args,
    )


@blueprint.post("")
@is_open
def say(link: str) -> ResponseReturnValue:
    """Keep what the candidate says."""
    services().group_rates.say_by_link(link, request.form)
    return redirect(f"/c/{link}/groups?saved=1", 303)
