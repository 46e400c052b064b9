"""The page that follows a candidate's face from the ID photo over every minute of every round to the first day."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from candor.domain.ids import CandidateId, InterviewId
from candor.domain.seconds import Run
from candor.services.access import Permission
from candor.web.context import person, services, words
from candor.web.permissions import needs
from candor.web.show import clock_time
from candor.web.texts import Texts

blueprint = Blueprint("identity", __name__)


@blueprint.get("/candidates/<candidate>/identity")
@needs(Permission.READ_INTERVIEWS)
def timeline(candidate: str) -> ResponseReturnValue:
    """Show the identity timeline."""
    by, named = person(), CandidateId(candidate)
    rounds = services().identity.of(by, named)
    job = services().candidates.candidate(by, named).job
    kinds = {r.id: r.kind for r in services().jobs.job(by, job).rounds} if job else {}
    t = words()
    return render_template(
        "identity.html",
        candidate=services().candidates.candidate(by, named),
        rounds=[(r, told(r.identity, "photo", t), told(r.continuity, "start", t)) for r in rounds],
        kinds=kinds,
    )


@blueprint.get("/interviews/<interview>/portrait")
@needs(Permission.READ_INTERVIEWS)
def portrait(interview: str) -> ResponseReturnValue:
    """Send the first good view of the candidate in an interview, decrypted."""
    return Response(services().identity.portrait(person(), InterviewId(interview)), mimetype="image/jpeg")


def told(run: Run, against: str, t: Texts) -> str:
    """Return what a run says in words: the share of judged seconds, and what could not be judged.

    Args:
        run: of one interview.
        against: "photo", or "start" of the same interview.
        t: the words of the page.
    """
    if run.same_percent is None:
        return t(f"identity.nothing_{against}")
    sentence = t(f"identity.same_{against}", percent=run.same_percent, time=clock_time(run.judged_s))
    if run.differs_s:
        sentence += " " + t("identity.differs", time=clock_time(run.differs_s))
    if run.gaps:
        sentence += " " + t("identity.gaps", n=run.gaps, total=run.gap_s, longest=run.longest_gap_s)
    return sentence
