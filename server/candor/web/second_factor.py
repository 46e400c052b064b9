"""One's own second factor: set it up with an app, get recovery codes, turn it off."""

from __future__ import annotations

import segno
from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import CandorError
from candor.services.access import Permission
from candor.web.context import person, services, sign_in_session, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")


@blueprint.get("")
@needs(Permission.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Show how the visitor's second factor stands."""
    return _page()


@blueprint.post("")
@needs(Permission.OWN_ACCOUNT)
def switch_on() -> ResponseReturnValue:
    """Turn it on by a code of the app; recovery codes are shown once."""
    try:
        changed, codes = services().second_factor.switch_on(person(), request.form.get("code", ""))
    except CandorError as error:
        return _page(error)
    sign_in_session(changed)
    return render_template("recovery_codes.html", codes=codes)


@blueprint.post("/<any(renew, off):deed>")
@needs(Permission.OWN_ACCOUNT)
def change(deed: str) -> ResponseReturnValue:
    """Make new recovery codes, or turn it off; either by a code."""
    by = person()
    try:
        services().sign_in.second(by, request.form.get("code", ""))
        if deed == "renew":
            return render_template("recovery_codes.html", codes=services().second_factor.renew_recovery(by))
        sign_in_session(services().second_factor.switch_off(by))
    except CandorError as error:
        return _page(error)
    return redirect("/account?changed=second_factor_off", 303)


def _page(problem: CandorError | None = None) -> ResponseReturnValue:
    by, use = person(), services().second_factor
    offer = None if by.has_second_factor else use.offer(by)
    page = render_template(
        "second_factor.html",
        offer=offer,
        picture=segno.make(offer.address, error="m").svg_inline(omitsize=True, dark="#000", light="#fff")
        if offer
        else "",
        left=use.recovery_left(by),
        is_demanded=use.is_demanded(by),
        problem=words().error(problem) if problem else None,
    )
    return page, status_of(problem) if problem else 200
