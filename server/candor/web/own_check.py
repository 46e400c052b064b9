"""The candidate's look at camera, light and sound before a call."""

from __future__ import annotations

import msgspec
from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.documents.capture import load_capture_guide
from candor.services.own_checks import PROGRAMS, is_program
from candor.web.context import around, prefer_language, services, words
from candor.web.light import hexes
from candor.web.permissions import is_open
from candor.web.security import abilities

blueprint = Blueprint("own_check", __name__, url_prefix="/c/<link>/check")


@blueprint.get("")
@is_open
def show(link: str) -> ResponseReturnValue:
    """Show the page; it sends nothing by itself."""
    candidate = services().candidates.by_link(link)
    prefer_language(candidate.language)
    kept = services().own_checks.own(candidate.id)
    shown = render_template(
        "own_check.html",
        link=link,
        kept=kept,
        is_program=kept is not None and is_program(kept.camera),
        programs=PROGRAMS,
        limits=msgspec.to_builtins(load_capture_guide(around().settings.models_dir).portrait),
        check_words=words().below("camera_says") | words().below("check_says"),
        plan=services().light.plan,
        hexes=hexes(services().light.plan),
    )
    answer = make_response(shown)
    answer.headers["Permissions-Policy"] = abilities(camera="(self)", microphone="(self)")
    return answer


@blueprint.post("")
@is_open
def keep(link: str) -> ResponseReturnValue:
    """Keep what the candidate wants to be kept."""
    services().own_checks.keep_by_link(link, request.get_data(cache=False))
    return jsonify(kept=True)


@blueprint.post("/forget")
@is_open
def forget(link: str) -> ResponseReturnValue:
    """Delete it."""
    services().own_checks.forget_by_link(link)
    return redirect(f"/c/{link}/check", 303)
