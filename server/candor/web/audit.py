"""The audit trail for administrators: filtered pages, the check of the chain, the export."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from candor.services.access import Permission
from candor.store.audit import AuditFilter
from candor.web.context import person, services
from candor.web.permissions import needs

blueprint = Blueprint("audit", __name__)

MAX_SEQ = 2**62


@blueprint.get("/audit")
@needs(Permission.READ_AUDIT)
def show() -> ResponseReturnValue:
    """Show links, newest first."""
    return _page()


@blueprint.post("/audit/verify")
@needs(Permission.READ_AUDIT)
def verify() -> ResponseReturnValue:
    """Check the chain, and say what came out."""
    return _page(checked=True, broken=services().audit.first_broken_link(person()))


@blueprint.get("/audit/export.jsonl")
@needs(Permission.READ_AUDIT)
def export() -> ResponseReturnValue:
    """Send the whole trail as a file for `candor audit verify`."""
    sent = Response(services().audit.export(person()), mimetype="application/jsonl")
    sent.headers["Content-Disposition"] = 'attachment; filename="candor-audit.jsonl"'
    return sent


def day(text: str) -> datetime | None:
    """Return the day that was chosen, None for none and for what is none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def _page(*, checked: bool = False, broken: int | None = None) -> ResponseReturnValue:
    by, args = person(), request.args
    wanted = AuditFilter(
        actor=_typed(args.get("person", "")),
        action=_typed(args.get("deed", "")),
        subject=_typed(args.get("about", "")),
        since=day(args.get("from", "")),
        until=day(args.get("to", "")),
    )
    before = args.get("before", "")
    number = min(int(before), MAX_SEQ) if before.isascii() and before.isdigit() and len(before) < 20 else None
    entries, more = services().audit.page(by, wanted, number)
    people = services().audit.people(by)
    kept = {name: value for name, value in args.items() if value and name != "before"}
    return render_template(
        "audit.html",
        entries=entries,
        older=f"/audit?{urlencode(kept | {'before': more})}" if more else None,
        is_first=number is None,
        newest=f"/audit?{urlencode(kept)}",
        people=people,
        names={someone.id: someone.name for someone in people},
        actions=services().audit.actions(by),
        form=args,
        checked=checked,
        broken=broken,
        moment=datetime.fromisoformat,
    )


def _typed(text: str) -> str:
    """Return what was looked for; PostgreSQL takes no NUL, and nothing has one in it."""
    return text.replace("\0", "�").strip()
