"""The ledger of false alarms: a page, and the same numbers as CSV and JSON. No name and no id is in it."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from candor.fusion.explain import load_texts
from candor.services.access import Permission
from candor.services.ledger import LedgerLine, LedgerPage
from candor.web.context import person, services, words
from candor.web.permissions import needs
from candor.web.texts import Texts

blueprint = Blueprint("ledger", __name__)
SCHEMA: Final = "candor.ledger/1"


@blueprint.get("/flags/ledger")
@needs(Permission.READ_LEDGER)
def show() -> ResponseReturnValue:
    """Show how often warnings were false alarms."""
    cards = load_texts(words().language).cards
    titles = {code: card.title for code, card in cards.items()}
    ledger = services().false_alarms.page(person())
    return render_template("ledger.html", ledger=ledger, titles=titles, chart=_chart(ledger, words()))


@blueprint.get("/flags/ledger.csv")
@needs(Permission.READ_LEDGER)
def as_csv() -> ResponseReturnValue:
    """Send the lines of all months as CSV."""
    rows = [_row(line) for line in services().false_alarms.page(person()).months]
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return _file(out.getvalue(), "text/csv", "csv")


@blueprint.get("/flags/ledger.json")
@needs(Permission.READ_LEDGER)
def as_json() -> ResponseReturnValue:
    """Send the whole ledger as JSON."""
    ledger = services().false_alarms.page(person())
    document = {
        "schema": SCHEMA,
        "interval": "Wilson, 95 %, warnings taken as independent",
        "totals": [_row(line) for line in ledger.totals],
        "months": [_row(line) for line in ledger.months],
        "time": [
            {"month": month, "interviews": time.interviews, "hours": round(time.seconds / 3600, 3)}
            for month, time in sorted(ledger.time.items())
        ],
    }
    return _file(json.dumps(document, indent=1), "application/json", "json")


_COLUMNS: Final[tuple[str, ...]] = (
    "month",
    "code",
    "warnings",
    "right",
    "false",
    "unknown",
    "unresolved",
    "n",
    "false_rate",
    "low",
    "high",
    "too_few",
    "hours",
    "false_per_hour",
)


def _row(line: LedgerLine) -> dict[str, object]:
    return {
        "month": line.month,
        "code": line.code,
        "warnings": line.warnings,
        "right": line.right,
        "false": line.false,
        "unknown": line.unknown,
        "unresolved": line.unresolved,
        "n": line.settled,
        "false_rate": _rounded(line.rate),
        "low": _rounded(line.interval.low),
        "high": _rounded(line.interval.high),
        "too_few": line.is_too_few,
        "hours": round(line.hours, 3),
        "false_per_hour": _rounded(line.false_per_hour),
    }


def _chart(ledger: LedgerPage, t: Texts) -> dict[str, object]:
    """Return what static/ledger.js draws: all kinds together, the oldest month first."""
    months: list[dict[str, object]] = []
    for month in sorted({line.month for line in ledger.months}):
        lines = [line for line in ledger.months if line.month == month]
        counts = {"warnings": sum(line.warnings for line in lines), "false": sum(line.false for line in lines)}
        months.append({"month": month, **counts})
    return {"months": months, "words": {"warnings": t("ledger.warnings"), "false": t("ledger.false")}}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _file(content: str, mimetype: str, ending: str) -> Response:
    sent = Response(content, mimetype=mimetype)
    sent.headers["Content-Disposition"] = f'attachment; filename="candor-false-alarms.{ending}"'
    return sent
