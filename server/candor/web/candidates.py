"""Pages about a candidate: adding one, showing one, ID photo, recorded consent, erasure."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import CandidateId
from candor.errors import CandorError, UsageError
from candor.services.access import Permission, may
from candor.services.own_checks import is_program
from candor.store.values import ConsentDecision
from candor.web import screening
from candor.web.context import person, services, site, words
from candor.web.errors import status_of
from candor.web.permissions import needs
from candor.web.planning import ZONES
from candor.web.show_document import day, document_lines

blueprint = Blueprint("candidates", __name__)

_SIGNATURES = ((b"\xff\xd8", "image/jpeg"), (b"\x89PNG", "image/png"), (b"RIFF", "image/webp"))


@blueprint.route("/candidates/new", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def add() -> ResponseReturnValue:
    """Show and take the form for a new candidate."""
    form, jobs = request.form, services().jobs.all(person())
    if request.method == "GET":
        return render_template("candidate_new.html", form=form, problem=None, jobs=jobs)
    try:
        typed = [form.get(name, "") for name in ("name", "email", "language")]
        made = services().candidates.create(person(), *typed, job=form.get("job") or None)
    except UsageError as error:
        told = words().error(error)
        return render_template("candidate_new.html", form=form, problem=told, jobs=jobs), status_of(error)
    return redirect(f"/candidates/{made}", 303)


@blueprint.get("/candidates/<candidate>")
@needs(Permission.READ_INTERVIEWS)
def show(candidate: str) -> ResponseReturnValue:
    """Show one candidate."""
    return page(CandidateId(candidate))


@blueprint.post("/candidates/<candidate>/photo")
@needs(Permission.MANAGE_CANDIDATES)
def upload_photo(candidate: str) -> ResponseReturnValue:
    """Take an ID photo."""
    by = person()
    try:
        services().photos.upload(by, CandidateId(candidate), uploaded())
    except UsageError as error:
        return page(CandidateId(candidate), photo_problem=error)
    return redirect(f"/candidates/{candidate}#photo", 303)


@blueprint.get("/candidates/<candidate>/photo")
@needs(Permission.READ_INTERVIEWS)
def photo(candidate: str) -> ResponseReturnValue:
    """Send the ID photo, decrypted, to people who may see it."""
    data = services().photos.photo(person(), CandidateId(candidate))
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), "application/octet-stream")
    return Response(data, mimetype=kind)


@blueprint.post("/candidates/<candidate>/reference")
@needs(Permission.MANAGE_CANDIDATES)
def make_reference(candidate: str) -> ResponseReturnValue:
    """Try again to make the reference from the stored photo."""
    services().photos.refresh_reference(CandidateId(candidate))
    return redirect(f"/candidates/{candidate}#photo", 303)


@blueprint.post("/candidates/<candidate>/consent")
@needs(Permission.RUN_INTERVIEWS)
def record_consent(candidate: str) -> ResponseReturnValue:
    """Record what the candidate said when the notice was read out."""
    by, decision = person(), request.form.get("decision", "")
    if decision not in set(ConsentDecision) or request.form.get("was_read") != "yes":
        raise UsageError("bad_decision", "Read the notice out, tick that you did, then choose what the candidate said.")
    services().consent.record_read_out(by, CandidateId(candidate), ConsentDecision(decision), words().language)
    return redirect(f"/candidates/{candidate}#consent", 303)


@blueprint.post("/candidates/<candidate>/corrections/<number>")
@needs(Permission.MANAGE_CANDIDATES)
def answer_correction(candidate: str, number: str) -> ResponseReturnValue:
    """Answer what the candidate says is wrong."""
    is_done, more = request.form.get("done") == "yes", request.form.get("words", "")
    which = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    services().corrections.answer(person(), CandidateId(candidate), which, more, is_done=is_done)
    return redirect(f"/candidates/{candidate}#corrections", 303)


@blueprint.post("/candidates/<candidate>/interviews")
@needs(Permission.MANAGE_CANDIDATES)
def add_interview(candidate: str) -> ResponseReturnValue:
    """Create a round, with its first pairing code."""
    by = person()
    try:
        made = services().interviews.create(by, CandidateId(candidate), request.form.get("title", ""))
    except UsageError as error:
        return page(CandidateId(candidate), interview_problem=error)
    services().interviews.new_pairing_code(by, made)
    return redirect(f"/interviews/{made}", 303)


@blueprint.route("/candidates/<candidate>/erase", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def erase(candidate: str) -> ResponseReturnValue:
    """Ask once more, then erase for good."""
    by, named = person(), CandidateId(candidate)
    if request.method == "GET":
        return render_template("erase.html", candidate=services().candidates.candidate(by, named))
    services().erasure.erase(by, named)
    return redirect("/?erased=1", 303)


def uploaded() -> bytes:
    """Return the bytes of the form's picture; nothing when no file was chosen."""
    sent = request.files.get("photo")
    return b"" if sent is None else sent.read()


def page(
    candidate: CandidateId,
    photo_problem: CandorError | None = None,
    interview_problem: CandorError | None = None,
    document_problem: CandorError | None = None,
) -> ResponseReturnValue:
    """Show one candidate, with what went wrong beside the form that it was sent by."""
    by = person()
    held = services().candidates.candidate(by, candidate)
    is_recruiter = may(by, Permission.MANAGE_CANDIDATES)
    document, own_check = services().documents.shown(by, candidate), services().own_checks.shown(by, candidate)
    shown = render_template(
        "candidate.html",
        document=document,
        document_lines=document_lines(document, words()),
        claims=services().documents.claims(candidate),
        day=day,
        document_problem=words().error(document_problem) if document_problem else None,
        candidate=held,
        consents=services().consent.history(candidate),
        notice=services().consent.notice(held, words().language),
        interviews=services().interviews.of_candidate(by, candidate),
        to_verify=services().afterwards.still_open(by, [candidate]).get(candidate, {}),
        job=services().jobs.job(by, held.job) if held.job else None,
        jobs=services().jobs.all(by),
        zones=ZONES,
        own_check=own_check,
        is_program=own_check is not None and is_program(own_check.camera),
        corrections=services().corrections.of(candidate) if is_recruiter else [],
        own_link=f"{site()}/c/{services().candidates.link(by, candidate)}" if is_recruiter else None,
        **(screening.parts_of_page(candidate) if is_recruiter else {}),
        photo_problem=words().error(photo_problem) if photo_problem else None,
        interview_problem=words().error(interview_problem) if interview_problem else None,
    )
    problem = photo_problem or interview_problem or document_problem
    return shown, status_of(problem) if problem else 200
