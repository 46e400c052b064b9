"""ID documents on the pages: the side without a portrait, and what the application says."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from candor.domain.ids import CandidateId
from candor.errors import UsageError
from candor.services.access import Permission
from candor.web import candidates, own_page
from candor.web.context import person, services
from candor.web.permissions import is_open, needs

blueprint = Blueprint("documents", __name__)


@blueprint.post("/candidates/<candidate>/document/back")
@needs(Permission.MANAGE_CANDIDATES)
def upload_back(candidate: str) -> ResponseReturnValue:
    """Read the side without the portrait."""
    try:
        services().documents.add_back(person(), CandidateId(candidate), candidates.uploaded())
    except UsageError as error:
        return candidates.page(CandidateId(candidate), document_problem=error)
    return redirect(f"/candidates/{candidate}#document", 303)


@blueprint.post("/candidates/<candidate>/document/application")
@needs(Permission.MANAGE_CANDIDATES)
def note_claims(candidate: str) -> ResponseReturnValue:
    """Note what the application says."""
    typed = [request.form.get(name, "") for name in ("name", "birth_date")]
    try:
        services().documents.note_claims(person(), CandidateId(candidate), *typed)
    except UsageError as error:
        return candidates.page(CandidateId(candidate), document_problem=error)
    return redirect(f"/candidates/{candidate}#document", 303)


@blueprint.post("/c/<link>/document/back")
@is_open
def upload_own_back(link: str) -> ResponseReturnValue:
    """Read the side without the portrait that the candidate sends."""
    candidate = services().candidates.by_link(link)
    try:
        services().documents.add_own_back(candidate.id, candidates.uploaded())
    except UsageError as error:
        return own_page.page(link, error)
    return redirect(f"/c/{link}#document", 303)
