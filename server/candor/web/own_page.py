"""The candidate's own page behind a private link: notice, consent or the alternative, ID photo, erasure. No sign-in."""

from __future__ import annotations

import msgspec
from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.documents.capture import load_capture_guide
from candor.domain.assessment import Explanation
from candor.domain.ids import InterviewId, WarningId
from candor.errors import CandorError, ConfigurationError, UsageError
from candor.fusion.explain import explanation
from candor.store.values import AskedFlag, ConsentDecision
from candor.web.candidates import uploaded
from candor.web.context import around, prefer_language, services, site, words
from candor.web.errors import status_of
from candor.web.permissions import is_open
from candor.web.security import abilities
from candor.web.show_document import day, document_lines

blueprint = Blueprint("own_page", __name__, url_prefix="/c")


@blueprint.get("/erased")
@is_open
def erased() -> ResponseReturnValue:
    """Say that everything is gone."""
    return render_template("own_erased.html")


@blueprint.get("/<link>")
@is_open
def show(link: str) -> ResponseReturnValue:
    """Show the candidate's page."""
    return page(link)


@blueprint.post("/<link>/decision")
@is_open
def decide(link: str) -> ResponseReturnValue:
    """Record consent, refusal or withdrawal."""
    candidate = services().candidates.by_link(link)
    prefer_language(candidate.language)
    decision = request.form.get("decision", "")
    if decision not in set(ConsentDecision):
        raise UsageError("bad_decision", "Choose whether you agree or not.")
    services().consent.decide_by_link(link, ConsentDecision(decision), words().language)
    return redirect(f"/c/{link}", 303)


@blueprint.post("/<link>/photo")
@is_open
def upload_photo(link: str) -> ResponseReturnValue:
    """Take the candidate's ID photo."""
    candidate = services().candidates.by_link(link)
    try:
        services().photos.upload_own(candidate.id, uploaded())
    except UsageError as error:
        return page(link, error)
    return redirect(f"/c/{link}#photo", 303)


@blueprint.post("/<link>/interviews/<interview>/warnings/<warning>")
@is_open
def answer(link: str, interview: str, warning: str) -> ResponseReturnValue:
    """Take what the candidate answers to a question about a warning."""
    prefer_language(services().candidates.by_link(link).language)
    more = request.form.get("words", "")
    services().flags.answer_by_link(link, InterviewId(interview), WarningId(warning), more)
    return redirect(f"/c/{link}#asked", 303)


@blueprint.post("/<link>/erase")
@is_open
def erase(link: str) -> ResponseReturnValue:
    """Erase everything about the candidate, because they say so."""
    if request.form.get("sure") != "yes":
        raise UsageError("not_sure", "Tick the box first: erasing cannot be undone.")
    services().erasure.erase_by_link(link)
    return redirect("/c/erased", 303)


def page(link: str, problem: CandorError | None = None) -> ResponseReturnValue:
    """Show the candidate's page, with what went wrong."""
    candidate = services().candidates.by_link(link)
    prefer_language(candidate.language)
    history = services().consent.history(candidate.id)
    document = services().documents.own(candidate.id)
    shown = render_template(
        "own_page.html",
        document=document,
        asked=[(held, _told(held)) for held in services().flags.asked_of(candidate.id)],
        document_lines=document_lines(document, words(), is_own=True),
        day=day,
        link=link,
        candidate=candidate,
        house=services().setup.house(),
        proof=services().employer.shown(site()),
        server=site(),
        notice=services().consent.notice(candidate, words().language),
        decision=history[0].decision if history else None,
        decided_at=history[0].at if history else None,
        limits=msgspec.to_builtins(load_capture_guide(around().settings.models_dir)),
        camera_words=words().below("camera_says"),
        problem=words().error(problem) if problem else None,
    )
    answer = make_response(shown, status_of(problem) if problem else 200)
    answer.headers["Permissions-Policy"] = abilities(camera="(self)")
    return answer


def _told(held: AskedFlag) -> Explanation:
    """Return the card of the warning in the language of the page, else as it was recorded."""
    try:
        return explanation(held.warning_code, held.warning_details, words().language)
    except ConfigurationError:
        return held.told
