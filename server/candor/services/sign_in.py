"""Who is this? E-mail and password (argon2id), slowed down after failures, without telling who has an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from candor.errors import AccessError, NotFoundError
from candor.services import inputs
from candor.services.second_factor import SecondFactor
from candor.store.store import Store
from candor.store.values import Person

FREE_FAILURES = 5
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=15)

_REFUSAL = "E-mail address or password is wrong, or there were too many tries: wait a minute, then try again."
_WRONG_CODE = "This code is wrong or was used, or there were too many tries: wait a minute, then try the next one."
_WRONG_OLD = "Your password now is wrong, or there were too many tries: wait a minute, then try again."


class SignIn:
    """Checks passwords and sessions."""

    def __init__(
        self, store: Store, hasher: PasswordHasher, second_factor: SecondFactor, now: Callable[[], datetime]
    ) -> None:
        self._people = store.people
        self._second_factor = second_factor
        self._hasher = hasher
        self._now = now
        # Checked against when the address is unknown, so that the answer takes as long as for a known one.
        self._nobody = hasher.hash("nobody has this password")

    def sign_in(self, email: str, password: str) -> Person:
        """Return who signs in; with a second factor they are in once `second` has seen a code.

        Raises:
            AccessError: "wrong_sign_in", the same for an unknown address, a wrong password and a resting account.
        """
        person_id, secret = self._check(email, password, AccessError("wrong_sign_in", _REFUSAL))
        if self._hasher.check_needs_rehash(secret):
            self._people.renew_hash(person_id, self._hasher.hash(password))
        person = self._people.person(person_id)
        # A right password alone must not forget wrong codes, or they could be guessed without end.
        return person if person.has_second_factor else self._people.note_success(person_id)

    def second(self, person: Person, code: str) -> Person:
        """Return who signs in by a code after the password, or proves by one that it is still them.

        Raises:
            AccessError: "wrong_code": wrong, used already, or too many tries.
        """
        if self._people.is_resting(person.id) or not self._second_factor.is_right(person, code):
            if not self._people.is_resting(person.id):
                self._people.note_failure(person.id, self._rest)
            raise AccessError("wrong_code", _WRONG_CODE)
        return self._people.note_success(person.id)

    def change_password(self, person: Person, old: str, new: str) -> Person:
        """Return the person after their password was changed; all their sessions ended.

        Raises:
            AccessError: "wrong_password": the old one is wrong, or there were too many tries.
            UsageError: "bad_password".
        """
        hashed = self._hasher.hash(inputs.password(new))
        self._check(person.email, old, AccessError("wrong_password", _WRONG_OLD))
        return self._people.change_password(person.id, hashed)

    def session(self, person_id: str, epoch: int) -> Person:
        """Return whose session this is.

        Raises:
            AccessError: "not_signed_in": signed out elsewhere, or the person is gone.
        """
        try:
            person = self._people.person(person_id)
        except NotFoundError as error:
            raise AccessError("not_signed_in", "Sign in to go on.") from error
        if person.session_epoch != epoch or person.is_deactivated:
            raise AccessError("not_signed_in", "Sign in to go on.")
        return person

    def sign_out(self, person: Person) -> None:
        """End every session of a person, on all devices."""
        self._people.end_sessions(person.id)

    def _check(self, email: str, password: str, refusal: AccessError) -> tuple[str, str]:
        """Return person id and password hash when the password is right and the account does not rest."""
        known = self._people.credentials(email.strip())
        person_id, secret, locked_until = known or ("", None, None)
        is_right = self._matches(secret or self._nobody, password[: inputs.MAX_PASSWORD])
        is_resting = locked_until is not None and locked_until > self._now()
        if not is_right or not secret or is_resting:
            if person_id and not is_resting:
                self._people.note_failure(person_id, self._rest)
            raise refusal
        return person_id, secret

    def _matches(self, secret: str, password: str) -> bool:
        try:
            return self._hasher.verify(secret, password)
        except (Argon2Error, InvalidHashError):
            return False

    def _rest(self, failures: int) -> datetime | None:
        if failures < FREE_FAILURES:
            return None
        doublings = min(failures - FREE_FAILURES, 10)
        return self._now() + min(FIRST_REST * 2**doublings, LONGEST_REST)
