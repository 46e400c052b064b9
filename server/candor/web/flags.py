"""Flags on the pages: which warnings wait for somebody, and what is written down about one."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import InterviewId, WarningId
from candor.errors import ConfigurationError
from candor.fusion.explain import explanation
from candor.services.access import Permission
from candor.store.flags import LISTED
from candor.store.values import OpenFlag
from candor.web.context import person, services, words
from candor.web.permissions import needs
from candor.web.texts import Texts

blueprint = Blueprint("flags", __name__)
_DIGITS = 9


@blueprint.get("/flags")
@needs(Permission.RESOLVE_FLAGS)
def waiting() -> ResponseReturnValue:
    """List the warnings of ended interviews that wait for somebody."""
    found = [(flag, _heading(flag, words())) for flag in services().flags.still_open(person())]
    return render_template("flags.html", flags=found, listed=LISTED)


@blueprint.post("/interviews/<interview>/warnings/<warning>/flag")
@needs(Permission.RESOLVE_FLAGS)
def note(interview: str, warning: str) -> ResponseReturnValue:
    """Write something down about a warning of an ended interview."""
    form, proposal = request.form, request.form.get("proposal", "")
    number = int(proposal) if proposal.isascii() and proposal.isdigit() and len(proposal) < _DIGITS else 0
    deed, more = form.get("deed", ""), form.get("words", "")
    services().flags.note(person(), InterviewId(interview), WarningId(warning), deed, more, number)
    return redirect(f"/interviews/{interview}#flag-{warning}", 303)


def _heading(flag: OpenFlag, t: Texts) -> str:
    try:
        return explanation(flag.warning_code, flag.warning_details, t.language).title
    except ConfigurationError:
        return flag.warning_title
