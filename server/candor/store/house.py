"""What has this house decided? Whom an escalated warning is told to, and what it says of itself on its own domain."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from candor.domain.escalation import EscalationContact
from candor.store import audit
from candor.store.database import Database
from candor.store.schema import HouseRow

ESCALATION = "escalation_contact"
_EMPLOYER = "employer_proof"


@dataclass(frozen=True, slots=True)
class EmployerProof:
    """The statement for the domain of the house, and what was found there at the last look."""

    statement: str
    """The file (evidence/employer.py)."""
    found: str = ""
    """Of services.employer.Found; empty: nobody looked yet."""
    reasons: tuple[str, ...] = ()
    looked_at: datetime | None = None


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

    def employer(self) -> EmployerProof | None:
        """Return what this house says of itself on its own domain; None: nothing."""
        with self._database.reading() as session:
            row = session.get(HouseRow, _EMPLOYER)
        return None if row is None or not row.value else msgspec.json.decode(row.value, type=EmployerProof)

    def save_employer(self, by: str, proof: EmployerProof | None, action: str) -> None:
        """Keep what this house says of itself; None: nothing. The action stands in the audit trail."""
        with self._database.writing() as session:
            row = session.get(HouseRow, _EMPLOYER) or HouseRow(name=_EMPLOYER)
            row.value = "" if proof is None else msgspec.json.encode(proof).decode()
            session.add(row)
            audit.append(session, self._now(), by, action, "house")


def escalation_contact(session: Session) -> EscalationContact | None:
    """Return whom an escalated warning is told to."""
    row = session.get(HouseRow, ESCALATION)
    return None if row is None or not row.value else EscalationContact(**json.loads(row.value))
