"""Evidence packs to save, for those who may erase as well."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from candor.domain.ids import CandidateId, InterviewId
from candor.services.access import Permission
from candor.web.context import person, services
from candor.web.permissions import needs

blueprint = Blueprint("evidence", __name__)


@blueprint.post("/interviews/<interview>/evidence.zip")
@needs(Permission.MANAGE_CANDIDATES)
def of_interview(interview: str) -> ResponseReturnValue:
    """Send the pack of an interview. A form, not a link: it is a deed, and stands in the audit trail."""
    return _zip(services().evidence.of_interview(person(), InterviewId(interview)), interview)


@blueprint.post("/candidates/<candidate>/evidence.zip")
@needs(Permission.MANAGE_CANDIDATES)
def of_candidate(candidate: str) -> ResponseReturnValue:
    """Send the pack of all interviews of a candidate."""
    return _zip(services().evidence.of_candidate(person(), CandidateId(candidate)), candidate)


def _zip(pack: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="candor-evidence-{name}.zip"'}
    return Response(pack, mimetype="application/zip", headers=headers)
