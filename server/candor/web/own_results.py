"""What was found, for the candidates themselves, and what they say is wrong: with a few words of their own each."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import InterviewId, WarningId
from candor.errors import CandorError, UsageError
from candor.store.corrections import About
from candor.web.context import prefer_language, services, words
from candor.web.errors import status_of
from candor.web.permissions import is_open

blueprint = Blueprint("own_results", __name__, url_prefix="/c/<link>/results")


@blueprint.get("")
@is_open
def show(link: str) -> ResponseReturnValue:
    """Show what was found, and what was asked to be corrected."""
    return _page(link)


@blueprint.post("/<interview>/<warning>")
@is_open
def dispute(link: str, interview: str, warning: str) -> ResponseReturnValue:
    """Take what the candidate says about a warning."""
    try:
        more = request.form.get("words", "")
        services().flags.answer_by_link(link, InterviewId(interview), WarningId(warning), more)
    except UsageError as error:
        return _page(link, error)
    return redirect(f"/c/{link}/results#warning-{warning}", 303)


@blueprint.post("/corrections")
@is_open
def correct(link: str) -> ResponseReturnValue:
    """Take what is wrong about the candidate."""
    form = request.form
    try:
        services().corrections.ask_by_link(link, form.get("about", ""), form.get("words", ""))
    except UsageError as error:
        return _page(link, error)
    return redirect(f"/c/{link}/results#corrections", 303)


def _page(link: str, problem: CandorError | None = None) -> ResponseReturnValue:
    candidate = services().candidates.by_link(link)
    prefer_language(candidate.language)
    shown = render_template(
        "own_results.html",
        link=link,
        candidate=candidate,
        house=services().setup.house(),
        results=services().own_results.of(candidate.id, words().language),
        corrections=services().corrections.of(candidate.id),
        abouts=list(About),
        form=request.form,
        problem=words().error(problem) if problem else None,
    )
    return shown, status_of(problem) if problem else 200
