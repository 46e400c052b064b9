"""Pages about checklists: the list, one with its versions, the editor, whose buttons work without script, the file."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.checklists.flaws import Flaw, Values, flaws
from candor.checklists.shape import MAX_FOLLOW_UPS, MAX_TEXT_CHARS, MAX_TITLE_CHARS
from candor.checklists.template_file import template_of, values_of
from candor.checklists.written import as_toml
from candor.domain.checklist import MAX_ITEMS, MAX_RATING, ItemKind, Section
from candor.errors import UsageError
from candor.services.access import Permission
from candor.web.checklist_form import FLAGS, LANGUAGES, field_of, pressed, values_of_form
from candor.web.context import person, services, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("checklists", __name__, url_prefix="/checklists")


@blueprint.get("")
@needs(Permission.READ_INTERVIEWS)
def checklists() -> ResponseReturnValue:
    """List checklists."""
    return _list()


@blueprint.get("/<named>")
@needs(Permission.READ_INTERVIEWS)
def show(named: str) -> ResponseReturnValue:
    """Show a version of a checklist, and what each version changed."""
    by = person()
    return render_template(
        "checklist.html",
        known=services().checklists.known(by, named),
        shown=services().checklists.version(by, named, _number()),
        versions=services().checklists.versions(by, named),
        sections=list(Section),
    )


@blueprint.get("/<named>/file.toml")
@needs(Permission.READ_INTERVIEWS)
def file(named: str) -> ResponseReturnValue:
    """Send a version as a file."""
    template = services().checklists.version(person(), named, _number())
    sent = Response(as_toml(template), mimetype="application/toml")
    name = f"checklist-{template.id}-{template.version}.toml"
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


@blueprint.post("/import")
@needs(Permission.MANAGE_CANDIDATES)
def take_file() -> ResponseReturnValue:
    """Add the checklist of a file."""
    sent = request.files.get("file")
    try:
        named = services().checklists.read(person(), b"" if sent is None else sent.read())
    except UsageError as error:
        return _list(words().error(error)), status_of(error)
    return redirect(f"/checklists/{named}", 303)


@blueprint.post("/<named>/copy")
@needs(Permission.MANAGE_CANDIDATES)
def copy(named: str) -> ResponseReturnValue:
    """Make a checklist of one's own from another."""
    return redirect(f"/checklists/{services().checklists.copy(person(), named)}/edit", 303)


@blueprint.post("/<named>/retired")
@needs(Permission.MANAGE_CANDIDATES)
def set_retired(named: str) -> ResponseReturnValue:
    """Offer a checklist to rounds no longer, or again."""
    services().checklists.set_retired(person(), named, retired=request.form.get("retired") == "yes")
    return redirect(f"/checklists/{named}", 303)


@blueprint.route("/<named>/edit", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def edit(named: str) -> ResponseReturnValue:
    """Show and take the editor."""
    known = services().checklists.known(person(), named)
    if known.is_shipped:
        raise UsageError("checklist_shipped", "This checklist comes with Candor. Copy it, and change the copy.")
    if request.method == "GET":
        return _form(values_of(known.template))
    values = values_of_form(request.form, named)
    action = request.form.get("action", "save")
    return _saved(values) if action == "save" else _form(values, focus=pressed(values, action))


def _saved(values: Values) -> ResponseReturnValue:
    found = flaws(values)
    if found:
        return _form(values, found), 400
    named = values["template"]["id"]
    try:
        services().checklists.save(person(), template_of(values))
    except UsageError as error:
        values["template"]["version"] = services().checklists.known(person(), named).template.version
        return _form(values, problem=words().error(error)), status_of(error)
    return redirect(f"/checklists/{named}", 303)


def _form(values: Values, found: list[Flaw] | None = None, *, problem: str | None = None, focus: str = "") -> str:
    told = {field_of(flaw): _sentence(flaw) for flaw in reversed(found or [])}
    fields = [field_of(flaw) for flaw in found or [] if field_of(flaw)]
    whole = problem or told.get("") or (words()("checklists.flaws", n=len(set(fields))) if found else None)
    return render_template(
        "checklist_form.html",
        values=values,
        problem=whole,
        told=told,
        flawed={field[: field.index("-", 5) + 1] for field in fields if field.startswith("item-")},
        focus=fields[0] if fields else focus,
        sections=list(Section),
        kinds=list(ItemKind),
        flags=FLAGS,
        written_in=LANGUAGES,
        max_title=MAX_TITLE_CHARS,
        max_text=MAX_TEXT_CHARS,
        is_full=len(values["items"]) >= MAX_ITEMS,
    )


def _sentence(flaw: Flaw) -> str:
    t = words()
    if flaw.code in {"too_long", "too_many"}:
        longest = MAX_TITLE_CHARS if "title" in flaw.place else MAX_TEXT_CHARS
        most = MAX_RATING if "anchors" in flaw.place else MAX_FOLLOW_UPS
        return t(f"checklists.flaw_{flaw.code}", n=longest if flaw.code == "too_long" else most)
    return t(f"checklists.flaw_{flaw.code}")


def _list(problem: str | None = None) -> str:
    return render_template("checklists.html", known=services().checklists.all(person()), problem=problem)


def _number() -> int | None:
    asked = request.args.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
