"""Application screening on the pages: the work list, the form of an application, what was found and made of it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from candor.domain.applications import AddressKind
from candor.domain.findings import Way
from candor.domain.ids import CandidateId
from candor.errors import UsageError
from candor.screening.wording import load_texts
from candor.services.access import Permission
from candor.services.screener import Upload
from candor.services.screening import ShownScreening
from candor.store.screenings import LISTED, Outcome
from candor.watchlists.picture import draw_way
from candor.web import application_form
from candor.web.context import person, services, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("screening", __name__)
_DIGITS = 6


@blueprint.get("/screening")
@needs(Permission.MANAGE_CANDIDATES)
def waiting() -> ResponseReturnValue:
    """List the candidates whose findings wait for somebody."""
    text = request.args.get("skip", "")
    skip = int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 0
    found = services().screening.waiting(person(), skip)
    texts = load_texts(words().language)
    return render_template("screening.html", waiting=found, skip=skip, listed=LISTED, texts=texts)


@blueprint.route("/candidates/<candidate>/application", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def application(candidate: str) -> ResponseReturnValue:
    """Show and take the form of an application; what it states is looked through at once."""
    by, named = person(), CandidateId(candidate)
    if request.method == "GET":
        held = services().screening.shown(by, named)
        return _form(named, held.filed.typed if held else {}, held, None), 200
    values = application_form.values_of_form(request.form)
    try:
        application_form.require_whole(values)
        services().screening.file(by, named, values, _cv())
    except UsageError as error:
        held = services().screening.shown(by, named)
        return _form(named, values, held, error), status_of(error)
    return redirect(f"/candidates/{candidate}#screening", 303)


@blueprint.post("/candidates/<candidate>/screening/again")
@needs(Permission.MANAGE_CANDIDATES)
def again(candidate: str) -> ResponseReturnValue:
    """Look through an application with the rules and lists of today."""
    services().screening.screen(person(), CandidateId(candidate))
    return redirect(f"/candidates/{candidate}#screening", 303)


@blueprint.post("/candidates/<candidate>/screening")
@needs(Permission.MANAGE_CANDIDATES)
def settle(candidate: str) -> ResponseReturnValue:
    """Write down what somebody made of the findings."""
    outcome, more = request.form.get("outcome", ""), request.form.get("words", "")
    services().screening.settle(person(), CandidateId(candidate), outcome, more)
    return redirect(f"/candidates/{candidate}#screening", 303)


def parts_of_page(candidate: CandidateId) -> dict[str, object]:
    """Return what a candidate's page needs to show the findings."""
    texts = load_texts(words().language)
    return {
        "screened": services().screening.shown(person(), candidate),
        "screening_texts": texts,
        "outcomes": Outcome,
        "draw_way": _drawn,
    }


def _form(
    candidate: CandidateId, values: dict[str, object], held: ShownScreening | None, error: UsageError | None
) -> str:
    return render_template(
        "application.html",
        candidate=services().candidates.candidate(person(), candidate),
        values=values,
        rows={name: application_form.rows_of(values, name) for name in application_form.COLUMNS},
        addresses={kind.value: application_form.address_of(values, kind) for kind in AddressKind},
        columns=application_form.COLUMNS,
        choices=application_form.CHOICES,
        kinds=application_form.KINDS,
        documents=held.filed.application.documents if held else (),
        problem=words().error(error) if error else None,
    )


def _drawn(way: Way) -> Markup:
    return Markup(draw_way(way, words().language))  # noqa: S704 - it escapes every name itself


def _cv() -> Upload | None:
    sent = request.files.get("cv")
    return Upload((sent.filename or "CV")[:120], sent.read()) if sent is not None and sent.filename else None
