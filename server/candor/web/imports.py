"""Pages that add candidates from a CSV file: choose, look at what was read, add; download what could not be taken."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from candor.errors import UsageError
from candor.services.access import Permission
from candor.services.candidate_file import MAX_ROWS, left_as_csv
from candor.web.context import person, services, words
from candor.web.errors import status_of
from candor.web.permissions import needs

blueprint = Blueprint("imports", __name__, url_prefix="/candidates/import")

SHOWN_ROWS = 100
_PROBLEMS = ("bad_name", "bad_email", "bad_language", "bad_facts", "too_many_cells", "twice", "already_there", "column")


@blueprint.route("", methods=["GET", "POST"])
@needs(Permission.MANAGE_CANDIDATES)
def choose() -> ResponseReturnValue:
    """Show and take the form with the file."""
    by, form, problem = person(), request.form, None
    if request.method == "POST":
        sent = request.files.get("file")
        data = b"" if sent is None else sent.read()
        try:
            name = services().imports.read(by, data, form.get("job") or None, form.get("language", ""))
            return redirect(f"/candidates/import/{name}", 303)
        except UsageError as error:
            problem = error
    page = render_template(
        "import.html",
        jobs=services().jobs.all(by),
        max_rows=MAX_ROWS,
        form=form,
        problem=words().error(problem) if problem else None,
    )
    return page, status_of(problem) if problem else 200


@blueprint.get("/<name>")
@needs(Permission.MANAGE_CANDIDATES)
def show(name: str) -> ResponseReturnValue:
    """Show what was read, and after it was confirmed what came of it."""
    by = person()
    found = services().imports.waiting(by, name)
    job = services().jobs.job(by, found.job) if found.job else None
    return render_template(
        "import_read.html", name=name, found=found, job=job, shown=SHOWN_ROWS, problems=_told_problems()
    )


@blueprint.post("/<name>")
@needs(Permission.MANAGE_CANDIDATES)
def confirm(name: str) -> ResponseReturnValue:
    """Add who can be added."""
    services().imports.confirm(person(), name)
    return redirect(f"/candidates/import/{name}", 303)


@blueprint.get("/<name>/left.csv")
@needs(Permission.MANAGE_CANDIDATES)
def left(name: str) -> ResponseReturnValue:
    """Send the rows that could not be taken, with their problems. A mark tells spreadsheets that it is UTF-8."""
    written = left_as_csv(services().imports.waiting(person(), name).file, _told_problems())
    sent = Response("\ufeff" + written, mimetype="text/csv")
    sent.headers["Content-Disposition"] = 'attachment; filename="candidates-left.csv"'
    return sent


def _told_problems() -> dict[str, str]:
    t = words()
    return {problem: t(f"import.{problem}") for problem in _PROBLEMS}
