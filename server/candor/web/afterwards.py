"""What is looked up after the interview, on its page."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import InterviewId
from candor.services.access import Permission
from candor.web.context import person, services
from candor.web.permissions import needs

blueprint = Blueprint("afterwards", __name__)


@blueprint.post("/interviews/<interview>/verify/<item>")
@needs(Permission.RUN_INTERVIEWS)
def note(interview: str, item: str) -> ResponseReturnValue:
    """Write down that an item was looked up, with a few words."""
    is_done, words = request.form.get("done") == "yes", request.form.get("words", "")
    services().afterwards.note(person(), InterviewId(interview), item, is_done=is_done, words=words)
    return redirect(f"/interviews/{interview}#verify", 303)
