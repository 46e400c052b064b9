"""What has this house decided that interviews need to know? Whom an escalated warning is told to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from candor.domain.escalation import EscalationContact
from candor.store import audit
from candor.store.database import Database
from candor.store.schema import HouseRow

ESCALATION = "escalation_contact"


class HouseSettings:
    """Reads and writes the settings of the house."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def escalation_contact(self) -> EscalationContact | None:
        """Return whom an escalated warning is told to; None: nobody was named."""
        with self._database.reading() as session:
            return escalation_contact(session)

    def name_escalation_contact(self, by: str, contact: EscalationContact | None) -> None:
        """Name whom an escalated warning is told to; None: nobody."""
        with self._database.writing() as session:
            row = session.get(HouseRow, ESCALATION) or HouseRow(name=ESCALATION)
            row.value = "" if contact is None else json.dumps(asdict(contact))
            session.add(row)
            audit.append(session, self._now(), by, "escalation_contact_set", "house")


def escalation_contact(session: Session) -> EscalationContact | None:
    """Return whom an escalated warning is told to."""
    row = session.get(HouseRow, ESCALATION)
    return None if row is None or not row.value else EscalationContact(**json.loads(row.value))
