"""Flags on the pages: which warnings wait for somebody, and what is written down about one."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import InterviewId, WarningId
from candor.errors import ConfigurationError
from candor.fusion.explain import explanation
from candor.services.access import Permission
from candor.store.open_flags import FlagMark
from candor.store.values import OpenFlag
from candor.web.context import person, services, words
from candor.web.permissions import needs
from candor.web.texts import Texts

blueprint = Blueprint("flags", __name__)
_DIGITS = 9
_MOST = 10**_DIGITS


@blueprint.get("/flags")
@needs(Permission.RESOLVE_FLAGS)
def waiting() -> ResponseReturnValue:
    """List the warnings of ended interviews that wait for somebody: searched, a page at a time."""
    typed, after = request.args.get("q", "").strip()[:200], mark_of(request.args.get("after", ""))
    page = services().flags.still_open(person(), typed, after)
    asked = {"q": typed} if typed else {}
    return render_template(
        "flags.html",
        flags=[(flag, _heading(flag, words())) for flag in page.flags],
        total=page.total,
        typed=typed,
        is_first=after is None,
        first_page=f"/flags?{urlencode(asked)}",
        next_page=f"/flags?{urlencode(asked | {'after': packed(page.after)})}" if page.after else None,
    )


@blueprint.post("/interviews/<interview>/warnings/<warning>/flag")
@needs(Permission.RESOLVE_FLAGS)
def note(interview: str, warning: str) -> ResponseReturnValue:
    """Write something down about a warning of an ended interview."""
    form, proposal = request.form, request.form.get("proposal", "")
    number = int(proposal) if proposal.isascii() and proposal.isdigit() and len(proposal) < _DIGITS else 0
    deed, more = form.get("deed", ""), form.get("words", "")
    services().flags.note(person(), InterviewId(interview), WarningId(warning), deed, more, number)
    return redirect(f"/interviews/{interview}#flag-{warning}", 303)


def packed(mark: FlagMark) -> str:
    """Return a mark as it stands in an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(mark)).decode().rstrip("=")


def mark_of(text: str) -> FlagMark | None:
    """Return what `packed` was given; None for anything else: the list then begins anew."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        mark = msgspec.json.decode(raw, type=FlagMark)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None
    is_sound = mark.ended_at.tzinfo and abs(mark.event) < _MOST and mark.rank in {0, 1} and mark.interview.isprintable()
    return mark if is_sound else None


def _heading(flag: OpenFlag, t: Texts) -> str:
    try:
        return explanation(flag.warning_code, flag.warning_details, t.language).title
    except ConfigurationError:
        return flag.warning_title
