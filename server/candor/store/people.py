"""Who may sign in: people, their password hashes, invitations and failures; and the house they belong to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from candor.domain.ids import InterviewId
from candor.errors import AccessError, NotFoundError, UsageError
from candor.store import audit
from candor.store.database import Database
from candor.store.ids import new_id
from candor.store.schema import HouseRow, PairingRow, PersonRow, TokenRow
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
            return person_value(row)

    def invite(self, by: str, email: str, name: str, role: Role, token: str, expires_at: datetime) -> Person:
        """Add somebody who sets their own password with the token.

        Raises:
            UsageError: "email_taken".
        """
        with self._database.writing() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.email == email.lower()))
            if row is not None and (row.password_hash is not None or row.deactivated_at is not None):
                raise UsageError("email_taken", "Somebody with this e-mail address is among the people already.")
            if row is None:
                row = self._new_row(email, name, role)
                session.add(row)
            row.name, row.role = name, role.value
            row.invitation_hash, row.invitation_expires_at = self._vault.fingerprint(token), expires_at
            audit.append(session, self._now(), by, "person_invited", row.id)
            session.flush()
            return person_value(row)

    def invited(self, token: str) -> Person:
        """Return whom an invitation is for.

        Raises:
            AccessError: "unknown_invitation": unknown, used or expired.
        """
        with self._database.reading() as session:
            return person_value(self._invited_row(session, token))

    def offer_reset(self, by: str, person_id: str, token: str, expires_at: datetime) -> None:
        """Let somebody choose a new password with the token; the old one works until then.

        Raises:
            NotFoundError: "no_such_person".
            UsageError: "deactivated".
        """
        with self._database.writing() as session:
            row = _row(session, person_id)
            if row.deactivated_at is not None:
                raise UsageError("deactivated", "This person is deactivated. Reactivate them first.")
            row.invitation_hash, row.invitation_expires_at = self._vault.fingerprint(token), expires_at
            audit.append(session, self._now(), by, "reset_offered", row.id)

    def join(self, token: str, password_hash: str) -> Person:
        """Set the password of whom an invitation or a reset is for, and spend it. All sessions end."""
        with self._database.writing() as session:
            row = self._invited_row(session, token)
            deed = "person_joined" if row.password_hash is None else "password_reset"
            _set_password(row, password_hash)
            audit.append(session, self._now(), row.id, deed, row.id)
            session.flush()
            return person_value(row)

    def change_password(self, person_id: str, password_hash: str) -> Person:
        """Set somebody's password. All sessions end."""
        with self._database.writing() as session:
            row = _row(session, person_id)
            _set_password(row, password_hash)
            audit.append(session, self._now(), person_id, "password_changed", person_id)
            session.flush()
            return person_value(row)

    def change_role(self, by: str, person_id: str, role: Role) -> None:
        """Give somebody another role, in force at their next click.

        Raises:
            NotFoundError: "no_such_person".
            UsageError: "last_administrator".
        """
        with self._database.writing() as session:
            row = _row(session, person_id)
            if role is not Role.ADMINISTRATOR:
                _refuse_for_last_administrator(session, row)
            if row.role != role.value:
                row.role = role.value
                audit.append(session, self._now(), by, f"role_changed_to_{role}", person_id)

    def deactivate(self, by: str, person_id: str) -> list[InterviewId]:
        """Shut somebody out: no sign-in, no session, no invitation; return the interviews that they were paired with.

        Raises:
            NotFoundError: "no_such_person".
            UsageError: "last_administrator".
        """
        with self._database.writing() as session:
            row = _row(session, person_id)
            _refuse_for_last_administrator(session, row)
            if row.deactivated_at is not None:
                return []
            row.deactivated_at = self._now()
            row.session_epoch += 1
            row.invitation_hash = row.invitation_expires_at = None
            audit.append(session, self._now(), by, "person_deactivated", person_id)
            return self._part_extensions(session, row.name)

    def reactivate(self, by: str, person_id: str) -> None:
        """Let somebody in again; NotFoundError "no_such_person"."""
        with self._database.writing() as session:
            row = _row(session, person_id)
            if row.deactivated_at is not None:
                row.deactivated_at = None
                audit.append(session, self._now(), by, "person_reactivated", person_id)

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        with self._database.reading() as session:
            return [
                person_value(row) for row in session.scalars(select(PersonRow).order_by(func.lower(PersonRow.name)))
            ]

    def person(self, person_id: str) -> Person:
        """Return one person.

        Raises:
            NotFoundError: "no_such_person".
        """
        with self._database.reading() as session:
            return person_value(_row(session, person_id))

    def credentials(self, email: str) -> tuple[str, str | None, datetime | None] | None:
        """Return (person id, password hash, locked until), or None for an unknown address and a deactivated person."""
        found = PersonRow.email == email.lower(), PersonRow.deactivated_at.is_(None)
        with self._database.reading() as session:
            row = session.scalar(select(PersonRow).where(*found))
        return None if row is None else (row.id, row.password_hash, row.locked_until)

    def is_resting(self, person_id: str) -> bool:
        """Return whether an account rests after failures."""
        with self._database.reading() as session:
            until = _row(session, person_id).locked_until
        return until is not None and until > self._now()

    def note_failure(self, person_id: str, lock: Callable[[int], datetime | None]) -> None:
        """Count a failed sign-in; `lock` says from the count until when the account rests."""
        with self._database.writing() as session:
            row = session.get_one(PersonRow, person_id)
            row.failures += 1
            row.locked_until = lock(row.failures)
            audit.append(session, self._now(), person_id, "sign_in_failed", person_id)

    def renew_hash(self, person_id: str, password_hash: str) -> None:
        """Keep a hash of the same password, made anew."""
        with self._database.writing() as session:
            session.get_one(PersonRow, person_id).password_hash = password_hash

    def note_success(self, person_id: str) -> Person:
        """Forget failures: somebody is in."""
        with self._database.writing() as session:
            row = session.get_one(PersonRow, person_id)
            row.failures, row.locked_until = 0, None
            audit.append(session, self._now(), person_id, "signed_in", person_id)
            return person_value(row)

    def end_sessions(self, person_id: str) -> None:
        """Make every session of a person worthless."""
        with self._database.writing() as session:
            row = session.get(PersonRow, person_id)
            if row is not None:
                row.session_epoch += 1
                audit.append(session, self._now(), person_id, "signed_out", person_id)

    def _part_extensions(self, session: Session, name: str) -> list[InterviewId]:
        """Let nothing pair or connect anew that was handed out under a name; somebody of the same name pairs again.
        Return what was paired.
        """
        session.execute(delete(PairingRow).where(PairingRow.made_by == name, PairingRow.used_at.is_(None)))
        live = TokenRow.granted_to == name, TokenRow.revoked_at.is_(None)
        parted = update(TokenRow).where(*live).values(revoked_at=self._now()).returning(TokenRow.interview_id)
        return [InterviewId(interview) for interview in session.scalars(parted).all()]

    def _new_row(self, email: str, name: str, role: Role) -> PersonRow:
        return PersonRow(id=new_id("p"), email=email.lower(), name=name, role=role.value, created_at=self._now())

    def _invited_row(self, session: Session, token: str) -> PersonRow:
        row = session.scalar(select(PersonRow).where(PersonRow.invitation_hash == self._vault.fingerprint(token)))
        if row is None or row.invitation_expires_at is None or row.invitation_expires_at <= self._now():
            sentence = "This invitation was used or is too old. Ask your administrator for a new one."
            raise AccessError("unknown_invitation", sentence)
        return row


def _row(session: Session, person_id: str) -> PersonRow:
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFoundError("no_such_person", "This person does not exist any more.")
    return row


def _set_password(row: PersonRow, password_hash: str) -> None:
    row.password_hash = password_hash
    row.invitation_hash = row.invitation_expires_at = None
    row.session_epoch = (row.session_epoch or 0) + 1
    row.failures, row.locked_until = 0, None


def _refuse_for_last_administrator(session: Session, row: PersonRow) -> None:
    can_sign_in = PersonRow.password_hash.is_not(None), PersonRow.deactivated_at.is_(None)
    others = select(func.count()).where(PersonRow.role == Role.ADMINISTRATOR, PersonRow.id != row.id, *can_sign_in)
    if row.role == Role.ADMINISTRATOR and row.password_hash is not None and not session.scalar(others):
        sentence = "This is the last administrator. Make somebody else administrator first."
        raise UsageError("last_administrator", sentence)


def person_value(row: PersonRow) -> Person:
    """Return a row as the rest of Candor knows it."""
    is_deactivated = row.deactivated_at is not None
    is_active = row.password_hash is not None and not is_deactivated
    has_second_factor = row.second_factor_at is not None
    who = row.id, row.email, row.name, Role(row.role)
    return Person(*who, is_active, row.session_epoch or 0, is_deactivated, has_second_factor)
