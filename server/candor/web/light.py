"""The page that shows a coded light: for the candidate by private link, for the interviewer as a tab to share.

Both pages are the same; they poll for colours that are due (services/light_checks.py) and report what they showed.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import InterviewId
from candor.domain.light import LightId, LightPhase, LightPlan
from candor.errors import NotFoundError, UsageError
from candor.services.access import Permission
from candor.store.values import Candidate
from candor.web.context import person, prefer_language, services, words
from candor.web.permissions import is_open, needs

blueprint = Blueprint("light", __name__)

CODE_SCHEMA = "candor.light/1"


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page says while it shows a code."""

    show: Annotated[str, msgspec.Meta(max_length=64)]
    shown: Annotated[tuple[tuple[int, float], ...], msgspec.Meta(max_length=256)] = ()


class Ended(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page says at the end."""

    show: Annotated[str, msgspec.Meta(max_length=64)]
    phase: LightPhase


@blueprint.get("/c/<link>/light")
@is_open
def own(link: str) -> ResponseReturnValue:
    """Show the candidate's page."""
    candidate = _candidate(link)
    interview = services().light.live_interview_of(candidate.id)
    return _page(f"/c/{link}/light", f"/c/{link}", is_candidate=True, is_live=interview is not None)


@blueprint.post("/c/<link>/light/<step>")
@is_open
def own_step(link: str, step: str) -> ResponseReturnValue:
    """Start, go on, end or skip, by the candidate."""
    candidate = _candidate(link)
    if step not in {"start", "skip"}:
        return _go_on(step)
    interview = services().light.live_interview_of(candidate.id)
    if interview is None:
        raise UsageError("not_live", "The interview is not running yet. Wait until your interviewer has started it.")
    if step == "skip":
        services().light.skip(interview)
        return jsonify(skipped=True)
    return jsonify(show=services().light.start(interview, "candidate"))


@blueprint.get("/interviews/<interview>/light")
@needs(Permission.RUN_INTERVIEWS)
def shared(interview: str) -> ResponseReturnValue:
    """Show the page that the interviewer shares as a tab."""
    view = services().interviews.live_view(person(), InterviewId(interview))
    address = f"/interviews/{interview}"
    return _page(f"{address}/light", address, is_candidate=False, is_live=not view.now.protection)


@blueprint.post("/interviews/<interview>/light/<step>")
@needs(Permission.RUN_INTERVIEWS)
def shared_step(interview: str, step: str) -> ResponseReturnValue:
    """Start, go on or end, by the interviewer."""
    by = person()
    services().interviews.interview(by, InterviewId(interview))
    if step == "start":
        return jsonify(show=services().light.start(InterviewId(interview), by.id))
    return _go_on(step)


@blueprint.get("/interviews/<interview>/light.json")
@needs(Permission.READ_INTERVIEWS)
def code(interview: str) -> ResponseReturnValue:
    """Send the code of the newest light check that is over, for `candor analyze --light` on a recording."""
    services().interviews.interview(person(), InterviewId(interview))
    show = services().light.newest(InterviewId(interview))
    if show is None or show.phase is not LightPhase.SHOWN:
        raise NotFoundError("no_such_light", "There is no light check that was shown to its end.")
    document = {
        "schema": CODE_SCHEMA,
        "starts_at_s": 0.0,
        "chip_s": show.chip_s,
        "max_run": show.max_run,
        "code": "".join(str(chip) for chip in show.code),
    }
    return Response(msgspec.json.format(msgspec.json.encode(document), indent=2), mimetype="application/json")


def _candidate(link: str) -> Candidate:
    candidate = services().candidates.by_link(link)
    prefer_language(candidate.language)
    return candidate


def _go_on(step: str) -> ResponseReturnValue:
    body = request.get_data(cache=False)
    try:
        if step == "next":
            told = msgspec.json.decode(body, type=Shown)
            due = services().light.next(LightId(told.show), told.shown)
            return jsonify(now_s=due.now_s, colours=due.colours, is_over=due.is_over)
        if step == "end":
            ended = msgspec.json.decode(body, type=Ended)
            services().light.end(LightId(ended.show), ended.phase)
            return jsonify(ended=True)
    except msgspec.MsgspecError as error:
        raise UsageError("bad_light", "The page of the light check sent something odd. Reload it.") from error
    raise NotFoundError("no_such_page", "This page does not exist.")


def _page(address: str, back: str, *, is_candidate: bool, is_live: bool) -> ResponseReturnValue:
    plan = services().light.plan
    return render_template(
        "light.html",
        address=address,
        back=back,
        is_candidate=is_candidate,
        is_live=is_live,
        plan=plan,
        hexes=hexes(plan),
        seconds=round(plan.settle_s + plan.seconds),
        language=words().language,
    )


def hexes(plan: LightPlan) -> dict[str, str]:
    """Return the colours of a plan, and the one between them, as style sheets write them."""
    warm, cool = plan.warm_rgb, plan.cool_rgb
    rest = tuple(round((a + b) / 2) for a, b in zip(warm, cool, strict=True))
    return {name: "#{:02x}{:02x}{:02x}".format(*rgb) for name, rgb in (("warm", warm), ("cool", cool), ("rest", rest))}
