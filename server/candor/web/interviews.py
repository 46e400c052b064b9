"""Pages about one interview: live view with pairing, refreshed every second; end; evidence pictures."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.escalation import CloseReason, EscalationPhase
from candor.domain.flags import NOTHING_WRITTEN, Flag
from candor.domain.ids import InterviewId, WarningId
from candor.report.escalations import courses
from candor.report.flags import sentences
from candor.report.texts import load_report_texts
from candor.services.access import Permission, may
from candor.services.interviews import LiveView
from candor.store.store import utc_now
from candor.web import show
from candor.web.assignments import assigned
from candor.web.context import person, services, site, words
from candor.web.escalations import EscalationLine, line_of, reading
from candor.web.permissions import needs
from candor.web.planning import ZONES
from candor.web.reports import strip_address
from candor.wire.messages import AnswerKind

blueprint = Blueprint("interviews", __name__)


@blueprint.get("/interviews/<interview>")
@needs(Permission.READ_INTERVIEWS)
def live(interview: str) -> ResponseReturnValue:
    """Show the live page."""
    by, named = person(), InterviewId(interview)
    view = services().interviews.live_view(by, named)
    return render_template(
        "interview.html",
        candidate=services().candidates.candidate(by, view.interview.candidate),
        pairing=services().interviews.pairing_code(by, named) if may(by, Permission.RUN_INTERVIEWS) else None,
        people=assigned(by, named),
        site=site(),
        zones=ZONES,
        to_verify=services().afterwards.items(by, named),
        **_parts(named),
    )


@blueprint.get("/interviews/<interview>/parts")
@needs(Permission.READ_INTERVIEWS)
def parts(interview: str) -> ResponseReturnValue:
    """Send the parts of the live page that change; the page asks every second and swaps what differs."""
    return render_template("_live.html", **_parts(InterviewId(interview)))


@blueprint.post("/interviews/<interview>/pairing")
@needs(Permission.RUN_INTERVIEWS)
def new_pairing(interview: str) -> ResponseReturnValue:
    """Make a new pairing code; the one before stops working."""
    services().interviews.new_pairing_code(person(), InterviewId(interview))
    return redirect(f"/interviews/{interview}#pairing", 303)


@blueprint.post("/interviews/<interview>/warnings/<warning>/answer")
@needs(Permission.ANSWER_WARNINGS)
def answer(interview: str, warning: str) -> ResponseReturnValue:
    """Record what was done about a warning."""
    kind, note = request.form.get("kind", ""), request.form.get("note", "")
    services().interviews.answer(person(), InterviewId(interview), WarningId(warning), kind, note)
    return redirect(f"/interviews/{interview}", 303)


@blueprint.post("/interviews/<interview>/end")
@needs(Permission.RUN_INTERVIEWS)
def end(interview: str) -> ResponseReturnValue:
    """End the interview and go to its report."""
    return redirect(services().interviews.end(person(), InterviewId(interview)), 303)


@blueprint.get("/interviews/<interview>/evidence/<warning>")
@needs(Permission.READ_INTERVIEWS)
def evidence(interview: str, warning: str) -> ResponseReturnValue:
    """Send the evidence crop of a warning, decrypted."""
    return Response(services().interviews.evidence(person(), InterviewId(interview), warning), mimetype="image/jpeg")


@blueprint.get("/interviews/<interview>/checks/<check>/strip")
@needs(Permission.READ_INTERVIEWS)
def strip(interview: str, check: str) -> ResponseReturnValue:
    """Send the evidence strip of a movement check, decrypted."""
    return Response(services().interviews.strip(person(), InterviewId(interview), check), mimetype="image/jpeg")


def _parts(interview: InterviewId) -> dict[str, object]:
    view = services().interviews.live_view(person(), interview)
    newest_first = sorted(view.warnings, key=lambda held: (held.warning.until_s is not None, -held.warning.at_s))
    return {
        "view": view,
        "protection": show.protection_state(view),
        "lines": show.status_lines(view.assessment, words()),
        "warnings": [
            (held, show.explained(held.warning, words()), show.warning_version(held)) for held in newest_first
        ],
        "escalations": _escalations(view),
        "courses": courses(view.escalations, load_report_texts(words().language)),
        "close_reasons": list(CloseReason),
        "flags": _flags(view),
        "checks": [(line, strip_address(interview, line.check)) for line in reversed(show.check_lines(view, words()))],
        "opinions": show.opinion_lines(view, words()),
        "light": show.light_line(services().light, view, words()),
        "severity_state": show.SEVERITY_STATE,
        "answer_kinds": list(AnswerKind),
        "now": utc_now(),
    }


def _flags(view: LiveView) -> dict[WarningId, tuple[Flag, tuple[str, ...]]] | None:
    """Return what people made of each warning, with its sentences; None while the interview is not over."""
    if view.interview.ended_at is None:
        return None
    known, texts = services().flags.of_interview(person(), view.interview.id), load_report_texts(words().language)
    flags = {held.warning.id: known.get(held.warning.id, NOTHING_WRITTEN) for held in view.warnings}
    return {warning: (flag, sentences(flag, texts)) for warning, flag in flags.items()}


def _escalations(view: LiveView) -> list[EscalationLine]:
    """Return what nobody has closed, the oldest first."""
    titles = {held.warning.id: show.explained(held.warning, words()).title for held in view.warnings}
    read = reading()
    return [
        line_of(view.interview.id, titles[held.warning], held, read)
        for held in view.escalations
        if held.phase is not EscalationPhase.CLOSED
    ]
