"""Two files for whoever calibrates or looks for unfair warnings: no name, no id, no group that is small."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from candor.services.access import Permission
from candor.services.group_rates import LEAST, STEP, GroupRate
from candor.web.context import person, services
from candor.web.permissions import needs

blueprint = Blueprint("fairness", __name__)
GROUPS: Final = "candor.groups/1"
CALIBRATION: Final = "candor.calibration/1"


@blueprint.get("/flags/groups.json")
@needs(Permission.READ_LEDGER)
def groups() -> ResponseReturnValue:
    """Send how often groups that candidates named themselves had false alarms."""
    rates = services().group_rates
    axes = [
        {
            "axis": held.axis,
            "groups": held.groups,
            "withheld": held.is_withheld,
            "rates": [_rate(rate) for rate in held.rates],
        }
        for held in rates.of_everybody(person())
    ]
    head = {"schema": GROUPS, "until": rates.until().date(), "least_people": LEAST, "rounded_to": STEP}
    return _file(head | {"interval": "Wilson, 95 %, by person, on rounded counts", "axes": axes}, "groups")


@blueprint.get("/flags/calibration.json")
@needs(Permission.READ_LEDGER)
def calibration() -> ResponseReturnValue:
    """Send what signals said before warnings that people settled."""
    return _file({"schema": CALIBRATION, "rows": services().calibration_rows.all(person())}, "calibration")


def _rate(rate: GroupRate) -> dict[str, str | int | float]:
    counted = {"code": rate.code, "group": rate.group, "people": rate.people, "false_alarms": rate.false_alarms}
    low, high = round(rate.interval.low, 4), round(rate.interval.high, 4)
    return counted | {"rate": round(rate.rate, 4), "low": low, "high": high}


def _file(document: dict[str, Any], named: str) -> Response:
    sent = Response(msgspec.json.format(msgspec.json.encode(document), indent=1), mimetype="application/json")
    sent.headers["Content-Disposition"] = f'attachment; filename="candor-{named}.json"'
    return sent
