"""Second factor: a code of an authenticator app (TOTP, RFC 6238), or one of ten recovery codes, each good once.

A code counts in its own half minute and the ones beside it, for clocks that are off; one that was used is refused, and
so is every older one. Wrong codes are counted like wrong passwords (services/sign_in.py).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pyotp import random_base32
from pyotp.totp import TOTP

from candor.errors import AccessError, UsageError
from candor.services.access import Permission, require
from candor.store.ids import new_pairing_code, tidy_pairing_code
from candor.store.store import Store
from candor.store.values import Person, Role

RECOVERY_CODES: Final = 10
STEPS_OFF: Final = 1
"""How many half minutes a clock may be off."""
_WRONG = "This code is wrong, or was used already. Wait for the next one, then try again."


@dataclass(frozen=True, slots=True)
class Offer:
    """What an authenticator app needs to know."""

    secret: str = field(repr=False)
    """In base32, to be typed where no picture can be taken."""
    address: str = field(repr=False)
    """otpauth address, for the QR code."""


class SecondFactor:
    """Sets up, checks and removes second factors."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._factors = store.second_factors
        self._people = store.people
        self._now = now

    def offer(self, person: Person) -> Offer:
        """Return what to put into the app; the same until it is confirmed."""
        secret = self._factors.secret(person.id, random_base32)
        house = self._people.house()
        issuer = f"Candor {house.organisation}" if house else "Candor"
        return Offer(secret, TOTP(secret).provisioning_uri(name=person.email, issuer_name=issuer))

    def switch_on(self, person: Person, code: str) -> tuple[Person, list[str]]:
        """Let the second factor count; return the person and recovery codes, shown once. All sessions end.

        Raises:
            UsageError: "wrong_code", "second_factor_is_on".
        """
        if person.has_second_factor:
            raise UsageError("second_factor_is_on", "Your second factor is on already.")
        step = self._step(person, code)
        if step is None:
            raise UsageError("wrong_code", _WRONG)
        codes = _recovery_codes()
        return self._factors.switch_on(person.id, step, map(tidy_pairing_code, codes)), codes

    def is_right(self, person: Person, code: str) -> bool:
        """Return whether a code opens; a code that opened is used up."""
        step = self._step(person, code)
        if step is not None:
            return self._factors.spend_step(person.id, step)
        return self._factors.spend_recovery(person.id, tidy_pairing_code(code[:40]))

    def renew_recovery(self, person: Person) -> list[str]:
        """Return new recovery codes, shown once; the old ones stop working. Ask for a code before."""
        codes = _recovery_codes()
        self._factors.renew_recovery(person.id, map(tidy_pairing_code, codes))
        return codes

    def recovery_left(self, person: Person) -> int:
        """Return how many recovery codes are unused."""
        return self._factors.recovery_left(person.id)

    def switch_off(self, person: Person) -> Person:
        """Forget one's own second factor; ask for a code before.

        Raises:
            AccessError: "second_factor_demanded".
        """
        if self.is_demanded(person):
            raise AccessError("second_factor_demanded", "Your organisation demands a second factor for your role.")
        return self._factors.switch_off(person.id, person.id)

    def reset(self, by: Person, person: str) -> None:
        """Forget the second factor of somebody who lost it."""
        require(by, Permission.MANAGE_PEOPLE)
        self._factors.switch_off(by.id, person)

    def demanded(self, by: Person) -> frozenset[Role]:
        """Return the roles that must have a second factor."""
        require(by, Permission.MANAGE_PEOPLE)
        return self._factors.demanded()

    def demand(self, by: Person, roles: frozenset[Role]) -> None:
        """Let these roles, and no others, need a second factor, from their next click on."""
        require(by, Permission.MANAGE_PEOPLE)
        self._factors.demand(by.id, roles)

    def is_demanded(self, person: Person) -> bool:
        """Return whether the person's role must have a second factor."""
        return person.role in self._factors.demanded()

    def is_missing(self, person: Person) -> bool:
        """Return whether the person must set up a second factor before anything else."""
        return not person.has_second_factor and self.is_demanded(person)

    def _step(self, person: Person, code: str) -> int | None:
        """Return the time step whose code this is."""
        totp = TOTP(self._factors.secret(person.id, random_base32))
        typed, now = "".join(code.split()), totp.timecode(self._now())
        if not (typed.isascii() and typed.isdigit()):
            return None
        steps = range(now - STEPS_OFF, now + STEPS_OFF + 1)
        return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step), typed)), None)


def _recovery_codes() -> list[str]:
    return [new_pairing_code() for _ in range(RECOVERY_CODES)]
