"""The list of candidates as a page: what its address asks for, and the address of the next page."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from candor.domain.escalation import CloseReason
from candor.services.access import Permission, may
from candor.store.candidate_list import EVERYBODY, NO_JOB, NOT_ASKED, Mark, Progress, Sort, Wanted
from candor.store.values import ConsentDecision
from candor.web.context import person, services
from candor.web.escalations import open_lines, reading
from candor.web.permissions import needs

blueprint = Blueprint("candidate_list", __name__)

CONSENTS = (NOT_ASKED, *ConsentDecision)


@blueprint.get("/")
@needs(Permission.READ_INTERVIEWS)
def dashboard() -> ResponseReturnValue:
    """List candidates: searched, filtered, sorted, a page at a time. Above the first stand open escalations and what
    is planned next.
    """
    by, wanted, after = person(), wanted_of(request.args), mark_of(request.args.get("after", ""))
    jobs = services().jobs.all(by)
    rounds = next((job.rounds for job in jobs if job.id == wanted.job), ())
    if wanted.round_id not in {
        round_.id for round_ in rounds
    }:  # the job was changed, and the round is of the one before
        wanted = replace(wanted, round_id="")
    page = services().candidates.page(by, wanted, after)
    is_plain = wanted == EVERYBODY and after is None
    return render_template(
        "dashboard.html",
        page=page,
        wanted=wanted,
        jobs=jobs,
        rounds=rounds,
        progresses=list(Progress),
        sorts=list(Sort),
        consents=CONSENTS,
        no_job=NO_JOB,
        is_first=after is None,
        is_filtered=wanted != Wanted(sort=wanted.sort),
        is_narrowed=replace(wanted, words="") != EVERYBODY,
        next_page=f"/?{urlencode(asked(wanted) | {'after': packed(page.after)})}" if page.after else None,
        first_page=f"/?{urlencode(asked(wanted))}",
        escalations=open_lines(services().escalations.still_open(by), reading()) if after is None else [],
        close_reasons=list(CloseReason),
        to_verify=services().afterwards.still_open(by, [line.id for line in page.lines]),
        due_soon=services().erasure.due_soon(by) if is_plain and may(by, Permission.MANAGE_CANDIDATES) else [],
        corrections=services().corrections.waiting(by) if is_plain and may(by, Permission.MANAGE_CANDIDATES) else [],
        upcoming=services().planning.upcoming(by) if is_plain else [],
    )


def wanted_of(args: MultiDict[str, str]) -> Wanted:
    """Return what an address asks for; what it cannot mean is left out, as if it was not asked for."""
    progress, sort, job = args.get("progress", ""), args.get("sort", ""), args.get("job", "")
    return Wanted(
        words=args.get("q", "").strip()[:200],
        job=job[:32],
        round_id=args.get("round", "")[:32] if job else "",
        progress=Progress(progress) if progress in set(Progress) else None,
        consent=consent if (consent := args.get("consent", "")) in CONSENTS else "",
        is_flagged=args.get("flagged") == "yes",
        sort=Sort(sort) if sort in set(Sort) else Sort.NEWEST,
    )


def asked(wanted: Wanted) -> dict[str, str]:
    """Return what `wanted_of` reads, without what is not asked for."""
    told = {
        "q": wanted.words,
        "job": wanted.job,
        "round": wanted.round_id,
        "progress": wanted.progress or "",
        "consent": wanted.consent,
        "flagged": "yes" if wanted.is_flagged else "",
        "sort": "" if wanted.sort is Sort.NEWEST else wanted.sort,
    }
    return {name: value for name, value in told.items() if value}


def packed(mark: Mark) -> str:
    """Return a mark as it stands in an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode([mark.value, mark.candidate])).decode().rstrip("=")


def mark_of(text: str) -> Mark | None:
    """Return what `packed` was given; None for anything else: the list then begins anew."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        value, candidate = msgspec.json.decode(raw, type=tuple[str, str])
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None
    return Mark(value, candidate)
