"""Escalated warnings on the pages: who has taken one, and how it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from candor.domain.escalation import Escalation, EscalationContact, EscalationPhase
from candor.domain.ids import InterviewId
from candor.errors import ConfigurationError
from candor.fusion.explain import explanation
from candor.services.access import Permission
from candor.store.store import utc_now
from candor.store.values import OpenEscalation
from candor.web.context import person, services, words
from candor.web.permissions import needs
from candor.web.texts import Texts

blueprint = Blueprint("escalations", __name__)
_DIGITS = 9
_LONG_AGO_MIN = 180


@dataclass(frozen=True, slots=True)
class EscalationLine:
    """An escalation that nobody has closed, as the pages list it."""

    interview: InterviewId
    number: int
    heading: str
    """Title of the warning."""
    about: str
    """Whose interview, and which; empty on the page of that interview."""
    since: str
    by: str
    taken_by: str
    is_late: bool
    """Nobody has taken it in the time that the house promises."""


@blueprint.post("/interviews/<interview>/escalations/<number>/take")
@needs(Permission.HANDLE_ESCALATIONS)
def take(interview: str, number: str) -> ResponseReturnValue:
    """See to an escalation."""
    services().escalations.take(person(), InterviewId(interview), _number(number))
    return redirect(f"/interviews/{interview}#escalations", 303)


@blueprint.post("/interviews/<interview>/escalations/<number>/close")
@needs(Permission.HANDLE_ESCALATIONS)
def close(interview: str, number: str) -> ResponseReturnValue:
    """Close an escalation with a reason."""
    reason, more = request.form.get("reason", ""), request.form.get("words", "")
    services().escalations.close(person(), InterviewId(interview), _number(number), reason, more)
    return redirect(f"/interviews/{interview}", 303)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads the lines, and when."""

    contact: EscalationContact | None
    now: datetime
    t: Texts


def reading() -> Reading:
    """Return how the visitor reads the lines now."""
    return Reading(services().escalations.contact(person()), utc_now(), words())


def open_lines(found: list[OpenEscalation], read: Reading) -> list[EscalationLine]:
    """Return the lines of the dashboard, the oldest first."""
    return [
        line_of(held.interview, _heading(held, read.t), held.escalation, read, f"{held.name}, {held.title}")
        for held in found
    ]


def line_of(
    interview: InterviewId, heading: str, escalation: Escalation, read: Reading, about: str = ""
) -> EscalationLine:
    """Return one line."""
    waited = read.now - escalation.opened_at
    is_late = read.contact is not None and waited > timedelta(minutes=read.contact.within_min)
    minutes = max(0, int(waited.total_seconds() // 60))
    return EscalationLine(
        interview=interview,
        number=escalation.number,
        heading=heading,
        about=about,
        since=_since(read.t, escalation.opened_at, minutes),
        by=escalation.opened_by,
        taken_by=escalation.taken_by,
        is_late=is_late and escalation.phase is EscalationPhase.OPEN,
    )


def _since(t: Texts, opened_at: datetime, minutes: int) -> str:
    """Return the moment, and while it is of today how long ago that was."""
    when = t.moment(opened_at)
    return t("escalation.since", when=when, minutes=minutes) if minutes < _LONG_AGO_MIN else when


def _number(text: str) -> int:
    """Return the number of an escalation; 0, which none has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 0


def _heading(held: OpenEscalation, t: Texts) -> str:
    try:
        return explanation(held.warning_code, held.warning_details, t.language).title
    except ConfigurationError:
        return held.warning_title
