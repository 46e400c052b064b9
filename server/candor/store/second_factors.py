"""What is kept of a second factor: the sealed secret, the newest time step used, fingerprints of recovery codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from candor.errors import NotFoundError
from candor.store import audit
from candor.store.database import Database
from candor.store.people import person_value
from candor.store.schema import HouseRow, PersonRow, RecoveryCodeRow
from candor.store.values import Person, Role
from candor.store.vault import Vault

_DEMANDED = "second_factor_roles"
_PURPOSE = "second factor"


class SecondFactors:
    """Reads and writes second factors. A secret counts once it is confirmed."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def secret(self, person_id: str, make: Callable[[], str]) -> str:
        """Return the secret of a person, one that is made now when there is none; NotFoundError "no_such_person"."""
        with self._database.writing() as session:
            row = _row(session, person_id)
            if row.second_factor is None:
                row.second_factor = self._vault.seal(_PURPOSE, person_id, make().encode())
            return self._vault.open(_PURPOSE, person_id, row.second_factor).decode()

    def switch_on(self, person_id: str, step: int, codes: Iterable[str]) -> Person:
        """Let the secret count, from after this time step on, with these recovery codes. All sessions end."""
        with self._database.writing() as session:
            row = _row(session, person_id)
            row.second_factor_at, row.second_factor_step = self._now(), step
            row.session_epoch += 1
            self._write_codes(session, person_id, codes)
            audit.append(session, self._now(), person_id, "second_factor_on", person_id)
            session.flush()
            return person_value(row)

    def switch_off(self, by: str, person_id: str) -> Person:
        """Forget secret and recovery codes. All sessions end."""
        with self._database.writing() as session:
            row = _row(session, person_id)
            row.second_factor = row.second_factor_at = None
            row.second_factor_step = 0
            row.session_epoch += 1
            self._write_codes(session, person_id, ())
            audit.append(session, self._now(), by, "second_factor_off", person_id)
            session.flush()
            return person_value(row)

    def spend_step(self, person_id: str, step: int) -> bool:
        """Return whether a time step is newer than every one used before; from now on it is used."""
        newer = PersonRow.id == person_id, PersonRow.second_factor_step < step
        spend = update(PersonRow).where(*newer).values(second_factor_step=step).returning(PersonRow.id)
        with self._database.writing() as session:
            return session.scalar(spend) is not None

    def spend_recovery(self, person_id: str, code: str) -> bool:
        """Return whether this is an unused recovery code; from now on it is used."""
        match = RecoveryCodeRow.code_hash == self._fingerprint(person_id, code), RecoveryCodeRow.used_at.is_(None)
        spend = update(RecoveryCodeRow).where(*match).values(used_at=self._now())
        with self._database.writing() as session:
            spent = session.scalar(spend.returning(RecoveryCodeRow.person_id))
            if spent is not None:
                audit.append(session, self._now(), person_id, "recovery_code_used", person_id)
            return spent is not None

    def renew_recovery(self, person_id: str, codes: Iterable[str]) -> None:
        """Replace all recovery codes."""
        with self._database.writing() as session:
            self._write_codes(session, person_id, codes)
            audit.append(session, self._now(), person_id, "recovery_codes_made", person_id)

    def recovery_left(self, person_id: str) -> int:
        """Return how many recovery codes are unused."""
        mine = RecoveryCodeRow.person_id == person_id, RecoveryCodeRow.used_at.is_(None)
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(RecoveryCodeRow).where(*mine)) or 0

    def demanded(self) -> frozenset[Role]:
        """Return the roles that must have a second factor."""
        with self._database.reading() as session:
            held = session.get(HouseRow, _DEMANDED)
        return frozenset(Role(role) for role in held.value.split()) if held else frozenset()

    def demand(self, by: str, roles: frozenset[Role]) -> None:
        """Let these roles, and no others, need a second factor."""
        written = " ".join(sorted(roles))
        with self._database.writing() as session:
            session.merge(HouseRow(name=_DEMANDED, value=written))
            audit.append(session, self._now(), by, "second_factor_demanded", written[:80])

    def _write_codes(self, session: Session, person_id: str, codes: Iterable[str]) -> None:
        session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))
        for code in codes:
            session.add(RecoveryCodeRow(code_hash=self._fingerprint(person_id, code), person_id=person_id))

    def _fingerprint(self, person_id: str, code: str) -> str:
        return self._vault.fingerprint(f"recovery {person_id} {code}")


def _row(session: Session, person_id: str) -> PersonRow:
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFoundError("no_such_person", "This person does not exist any more.")
    return row
