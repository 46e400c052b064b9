"""Who may sign in: people, their password hashes, invitations and failures; and the house they belong to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from candor.errors import AccessError, NotFoundError, UsageError
from candor.store import audit
from candor.store.database import Database
from candor.store.ids import new_id
from candor.store.schema import HouseRow, PersonRow
from candor.store.values import House, Person, Role
from candor.store.vault import Vault


class People:
    """Reads and writes people. E-mail addresses are compared in lower case."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def house(self) -> House | None:
        """Return the organisation, or None before set-up."""
        with self._database.reading() as session:
            rows = {row.name: row.value for row in session.scalars(select(HouseRow))}
        return House(rows["organisation"], rows["contact"]) if "organisation" in rows else None

    def found(self, house: House, email: str, name: str, password_hash: str) -> Person:
        """Write the organisation and its first administrator, once.

        Raises:
            AccessError: "already_set_up".
        """
        with self._database.writing() as session:
            if session.scalar(select(func.count()).select_from(PersonRow)):
                raise AccessError("already_set_up", "Candor is already set up. Sign in instead.")
            session.add(HouseRow(name="organisation", value=house.organisation))
            session.add(HouseRow(name="contact", value=house.contact))
            row = self._new_row(email, name, Role.ADMINISTRATOR)
            row.password_hash = password_hash
            session.add(row)
            audit.append(session, self._now(), row.id, "set_up", row.id)
            session.flush()
            return _person(row)

    def invite(self, by: str, email: str, name: str, role: Role, token: str, expires_at: datetime) -> Person:
        """Add somebody who sets their own password with the token.

        Raises:
            UsageError: "email_taken".
        """
        with self._database.writing() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.email == email.lower()))
            if row is not None and row.password_hash is not None:
                raise UsageError("email_taken", "Somebody with this e-mail address can already sign in.")
            if row is None:
                row = self._new_row(email, name, role)
                session.add(row)
            row.name, row.role = name, role.value
            row.invitation_hash, row.invitation_expires_at = self._vault.fingerprint(token), expires_at
            audit.append(session, self._now(), by, "person_invited", row.id)
            session.flush()
            return _person(row)

    def invited(self, token: str) -> Person:
        """Return whom an invitation is for.

        Raises:
            AccessError: "unknown_invitation": unknown, used or expired.
        """
        with self._database.reading() as session:
            return _person(self._invited_row(session, token))

    def join(self, token: str, password_hash: str) -> Person:
        """Set the password of an invited person and spend the invitation."""
        with self._database.writing() as session:
            row = self._invited_row(session, token)
            row.password_hash = password_hash
            row.invitation_hash = row.invitation_expires_at = None
            audit.append(session, self._now(), row.id, "person_joined", row.id)
            session.flush()
            return _person(row)

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        with self._database.reading() as session:
            return [_person(row) for row in session.scalars(select(PersonRow).order_by(func.lower(PersonRow.name)))]

    def person(self, person_id: str) -> Person:
        """Return one person.

        Raises:
            NotFoundError: "no_such_person".
        """
        with self._database.reading() as session:
            row = session.get(PersonRow, person_id)
        if row is None:
            raise NotFoundError("no_such_person", "This person does not exist any more.")
        return _person(row)

    def credentials(self, email: str) -> tuple[str, str | None, datetime | None] | None:
        """Return (person id, password hash, locked until), or None for an unknown address."""
        with self._database.reading() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.email == email.lower()))
        return None if row is None else (row.id, row.password_hash, row.locked_until)

    def note_failure(self, person_id: str, lock: Callable[[int], datetime | None]) -> None:
        """Count a failed sign-in; `lock` says from the count until when the account rests."""
        with self._database.writing() as session:
            row = session.get_one(PersonRow, person_id)
            row.failures += 1
            row.locked_until = lock(row.failures)
            audit.append(session, self._now(), person_id, "sign_in_failed", person_id)

    def note_success(self, person_id: str, new_hash: str | None) -> Person:
        """Forget failures, keep a re-made password hash if there is one."""
        with self._database.writing() as session:
            row = session.get_one(PersonRow, person_id)
            row.failures, row.locked_until = 0, None
            row.password_hash = new_hash or row.password_hash
            audit.append(session, self._now(), person_id, "signed_in", person_id)
            return _person(row)

    def end_sessions(self, person_id: str) -> None:
        """Make every session of a person worthless."""
        with self._database.writing() as session:
            row = session.get(PersonRow, person_id)
            if row is not None:
                row.session_epoch += 1
                audit.append(session, self._now(), person_id, "signed_out", person_id)

    def _new_row(self, email: str, name: str, role: Role) -> PersonRow:
        return PersonRow(id=new_id("p"), email=email.lower(), name=name, role=role.value, created_at=self._now())

    def _invited_row(self, session: Session, token: str) -> PersonRow:
        row = session.scalar(select(PersonRow).where(PersonRow.invitation_hash == self._vault.fingerprint(token)))
        if row is None or row.invitation_expires_at is None or row.invitation_expires_at <= self._now():
            sentence = "This invitation was used or is too old. Ask your administrator for a new one."
            raise AccessError("unknown_invitation", sentence)
        return row


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.email, row.name, Role(row.role), row.password_hash is not None, row.session_epoch or 0)
