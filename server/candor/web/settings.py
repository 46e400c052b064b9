"""What the house decides: whom the interviewer tells when a warning is escalated. For administrators."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.domain.escalation import EscalationContact
from candor.errors import UsageError
from candor.services.access import Permission
from candor.services.inputs import LANGUAGES
from candor.web.context import person, services, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("settings", __name__)


@blueprint.route("/settings", methods=["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def settings() -> ResponseReturnValue:
    """Show and take the contact for escalated warnings."""
    by, form = person(), request.form
    if request.method == "GET":
        return render_template("settings.html", form=_typed(services().escalations.contact(by)), problem=None)
    if form.get("forget"):
        services().escalations.forget_contact(by)
        return redirect("/settings?saved=1", 303)
    try:
        reach, meanwhile = ({tongue: form.get(f"{name}_{tongue}", "") for tongue in LANGUAGES} for name in _BY_LANGUAGE)
        services().escalations.name_contact(by, form.get("name", ""), form.get("within_min", ""), reach, meanwhile)
    except UsageError as error:
        return render_template("settings.html", form=form, problem=words().error(error)), status_of(error)
    return redirect("/settings?saved=1", 303)


_BY_LANGUAGE = ("reach", "meanwhile")


def _typed(contact: EscalationContact | None) -> Mapping[str, str]:
    """Return the fields as the form has them."""
    if contact is None:
        return {}
    fields = {"name": contact.name, "within_min": str(contact.within_min)}
    for tongue in LANGUAGES:
        fields |= {f"reach_{tongue}": contact.reach[tongue], f"meanwhile_{tongue}": contact.meanwhile[tongue]}
    return fields
