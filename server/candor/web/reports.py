"""Reports, of one interview and of all interviews of a candidate: as a page, one HTML file, PDF and JSON."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.assessment import Warning
from candor.domain.ids import CandidateId, InterviewId
from candor.domain.records import RecordedCheck
from candor.report.basis import load_basis
from candor.report.candidate import ComparedReport, compare_reports
from candor.report.html import render_compared, render_compared_page, render_fragment, render_page, style_sheet
from candor.report.pdf import paper_of, print_compared, print_report
from candor.report.report_json import Json, compared_document, report_document
from candor.report.summary import Report, make_report
from candor.services.access import Permission, may
from candor.store.screenings import KeptScreening
from candor.store.store import utc_now
from candor.store.values import Person
from candor.web.context import around, person, services, words
from candor.web.permissions import is_open, needs

blueprint = Blueprint("reports", __name__)


@blueprint.get("/interviews/<interview>/report")
@needs(Permission.READ_INTERVIEWS)
def of_interview(interview: str) -> ResponseReturnValue:
    """Show the report of an interview."""
    named = InterviewId(interview)
    made = _report(named)
    held = services().interviews.interview(person(), named)
    fragment = render_fragment(made, crop_address, lambda check: strip_address(named, check))
    return render_template("report.html", interview=held, record=made.record, fragment=fragment)


@blueprint.get("/interviews/<interview>/report.html")
@needs(Permission.READ_INTERVIEWS)
def page_of_interview(interview: str) -> ResponseReturnValue:
    """Send the report as one file that needs nothing else, to keep or to hand on."""
    return _file(render_page(_report(InterviewId(interview))), "text/html", f"{interview}.html")


@blueprint.get("/interviews/<interview>/report.pdf")
@needs(Permission.READ_INTERVIEWS)
def pdf_of_interview(interview: str) -> ResponseReturnValue:
    """Send the report for printing and filing."""
    paper = paper_of(request.args.get("paper", ""))
    return _file(print_report(_report(InterviewId(interview)), paper), "application/pdf", f"{interview}.pdf")


@blueprint.get("/interviews/<interview>/report.json")
@needs(Permission.READ_INTERVIEWS)
def json_of_interview(interview: str) -> ResponseReturnValue:
    """Send the report for another program."""
    return _json(report_document(_report(InterviewId(interview))), f"{interview}.json")


@blueprint.get("/candidates/<candidate>/report")
@needs(Permission.READ_INTERVIEWS)
def of_candidate(candidate: str) -> ResponseReturnValue:
    """Show the report of all interviews of a candidate."""
    made = _compared(CandidateId(candidate))
    fragment = render_compared(made, crop_address, strip_address)
    return render_template("candidate_report.html", candidate=candidate, name=made.candidate, fragment=fragment)


@blueprint.get("/candidates/<candidate>/report.html")
@needs(Permission.READ_INTERVIEWS)
def page_of_candidate(candidate: str) -> ResponseReturnValue:
    """Send that report as one file that needs nothing else."""
    return _file(render_compared_page(_compared(CandidateId(candidate))), "text/html", f"{candidate}.html")


@blueprint.get("/candidates/<candidate>/report.pdf")
@needs(Permission.READ_INTERVIEWS)
def pdf_of_candidate(candidate: str) -> ResponseReturnValue:
    """Send that report for printing and filing."""
    paper = paper_of(request.args.get("paper", ""))
    return _file(print_compared(_compared(CandidateId(candidate)), paper), "application/pdf", f"{candidate}.pdf")


@blueprint.get("/candidates/<candidate>/report.json")
@needs(Permission.READ_INTERVIEWS)
def json_of_candidate(candidate: str) -> ResponseReturnValue:
    """Send that report for another program."""
    return _json(compared_document(_compared(CandidateId(candidate))), f"{candidate}.json")


@blueprint.get("/report.css")
@is_open
def style() -> ResponseReturnValue:
    """Send the style sheet of the report."""
    return Response(style_sheet(), mimetype="text/css", headers={"Cache-Control": "max-age=3600"})


def crop_address(warning: Warning) -> str | None:
    """Return where the evidence picture of a warning is served."""
    return f"/interviews/{warning.interview}/evidence/{warning.id}" if warning.evidence_jpeg is not None else None


def strip_address(interview: InterviewId, check: RecordedCheck) -> str | None:
    """Return where the strip of a movement check is served."""
    has_strip = check.status.evidence_jpeg is not None
    return f"/interviews/{interview}/checks/{check.status.check.id}/strip" if has_strip else None


def _report(interview: InterviewId) -> Report:
    record, basis = services().interviews.record(person(), interview), load_basis(around().settings.models_dir)
    return make_report(record, utc_now(), words().language, basis)


def _compared(candidate: CandidateId) -> ComparedReport:
    by = person()
    begun = [one for one in services().interviews.of_candidate(by, candidate) if one.started_at is not None]
    begun.sort(key=lambda one: (one.started_at or one.created_at, one.id))
    name = services().candidates.candidate(by, candidate).name
    runs = {round_.interview.id: round_.identity for round_ in services().identity.of(by, candidate)}
    reports, screened = [_report(one.id) for one in begun], _screened(by, candidate)
    found, outcome = screened.screening if screened else None, ""
    if screened and screened.settled:
        outcome = f"{words()(f'screening.outcome_{screened.settled.outcome}')}: {screened.settled.words}"
    return compare_reports(name, reports, utc_now(), words().language, runs, found, outcome)


def _screened(by: Person, candidate: CandidateId) -> KeptScreening | None:
    """Return what was found in the application, for those who may see applications."""
    shown = services().screening.shown(by, candidate) if may(by, Permission.MANAGE_CANDIDATES) else None
    return shown.kept if shown else None


def _json(document: Json, name: str) -> Response:
    return _file(json.dumps(document, ensure_ascii=False, indent=1), "application/json", name)


def _file(content: str | bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="candor-report-{name}"'}
    return Response(content, mimetype=kind, headers=headers)
